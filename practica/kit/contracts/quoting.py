"""How an app gives the text of an entry as it stands now to a person who may read it, to be quoted.

What search keeps may be a moment behind; a quotation has to stand in what is stored. An app registers one
:class:`Quotable` per kind, with the keys of :class:`practica.kit.contracts.search.Document`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

#: What a stretch is in its entry: plain text, a question asked, the answer that helped, another, a reply.
TEXT, QUESTION, ACCEPTED, ANSWER, REPLY = "text", "question", "accepted", "answer", "reply"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A piece of a text that can be jumped to: what stands under a heading, a post, a page of a file.

    ``text`` has a line for each block. ``anchor``, ``heading`` and ``locator`` are those of a
    :class:`practica.kit.contracts.search.Passage`; ``writer`` is who wrote it, where that is not the author
    of the entry; ``role`` is one of those above.
    """

    text: str
    anchor: str = ""
    heading: str = ""
    locator: str = ""
    writer: str = ""
    role: str = TEXT


Texts = Mapping[str, Sequence[Stretch]]


class GiveTexts(Protocol):
    """The stretches, in order, of those documents with ``keys`` that ``person`` may see now, by key."""

    def __call__(self, keys: Sequence[str], *, person: Any) -> Texts: ...


@dataclass(frozen=True, kw_only=True)
class Quotable:
    """One kind of entry that can be quoted. ``facts`` tell that a text of it is another now."""

    kind: str
    texts: GiveTexts
    facts: tuple[type, ...] = ()


_quotable: dict[str, Quotable] = {}


def register(quotable: Quotable) -> None:
    """Tell the house that a kind can be quoted. Called from an app's ``quoting.py``."""
    _quotable[quotable.kind] = quotable


def all_quotable() -> dict[str, Quotable]:
    """Every kind that can be quoted, by name."""
    return _quotable


def texts_of(keys_by_kind: Mapping[str, Sequence[str]], *, person: Any) -> dict[str, Sequence[Stretch]]:
    """The texts of documents of any kinds that ``person`` may see now, by key. Kinds nobody quotes are left
    out."""
    found: dict[str, Sequence[Stretch]] = {}
    for kind, keys in keys_by_kind.items():
        if keys and kind in _quotable:
            found |= _quotable[kind].texts(keys, person=person)
    return found
