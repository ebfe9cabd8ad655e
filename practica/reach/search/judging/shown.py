"""What a results page showed, signed: it goes out with the page and comes back when a hit is opened.

So looking at results writes nothing, and nobody can report hits she was not shown or numbers of her own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core import signing

from practica.kit.contracts.search import Weighed
from practica.reach.search.judging.models import QUESTION_LENGTH

#: What ``PRACTICA_SEARCH_CLICKS`` may say: keep none, without names, with the names of those who want it.
OFF, ANONYMOUS, NAMED = "off", "anonymous", "named"

_SALT = "search.shown"
_WHOLE = 1000

#: uid, said, meant (in thousandths, or None where words alone or the title decided), is demoted (0 or 1).
Row = tuple[str, int | None, int | None, int]


@dataclass(frozen=True)
class Shown:
    """One page of hits: the question as it is kept, the place of the first hit, and the hits in order."""

    question: str
    first: int
    covered: float | None
    hits: tuple[Row, ...]

    def uid_at(self, position: int) -> str:
        """The uid of the hit at a place counted from 1; "" when that is not on this page."""
        at = position - self.first
        return self.hits[at][0] if 0 <= at < len(self.hits) else ""


def setting() -> str:
    """Whether clicks are kept here; a word nobody knows keeps none."""
    wanted = str(settings.SEARCH_CLICKS)
    return wanted if wanted in (ANONYMOUS, NAMED) else OFF


def fold(question: str) -> str:
    """``question`` as it is kept: in small letters, one space between words, without what cannot be seen."""
    plain = unicodedata.normalize("NFKC", question).casefold()
    words = "".join(letter if letter.isprintable() else " " for letter in plain).split()
    return " ".join(words)[:QUESTION_LENGTH].strip()


def key_of(folded: str) -> str:
    """The digest by which the same question is known again."""
    return blake2b(folded.encode(), digest_size=16).hexdigest()


def token(question: str, hits: Sequence[tuple[str, Weighed | None]], *, first: int = 1, person: Any) -> str:
    """What the page for ``person`` carries of ``hits``, (uid, what decided) from the place ``first`` on.

    Empty when clicks are not kept: on such a site, of visitors (who cannot be asked), without a word or a
    hit.
    """
    folded = fold(question)
    if person.pk is None or setting() == OFF or not hits or not folded:
        return ""
    covered = next((weighed.covered for _uid, weighed in hits if weighed is not None), None)
    rows = [_row(uid, weighed) for uid, weighed in hits]
    carried = [folded, first, None if covered is None else round(covered * _WHOLE), rows]
    return _signer(person).sign_object(carried, compress=True)


def read(carried: str, *, person: Any) -> Shown | None:
    """What :func:`token` made for the same person; None for anything else."""
    try:
        question, first, covered, rows = _signer(person).unsign_object(carried)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    share = None if covered is None else covered / _WHOLE
    return Shown(question, first, share, tuple((row[0], row[1], row[2], row[3]) for row in rows))


def _row(uid: str, weighed: Weighed | None) -> Row:
    if weighed is None:
        return uid, None, None, 0
    return uid, round(weighed.said * _WHOLE), round(weighed.meant * _WHOLE), int(weighed.demoted)


def _signer(person: Any) -> signing.Signer:
    # For her alone, so that one page reports the clicks of one person.
    return signing.Signer(salt=f"{_SALT}.{person.uid}")
