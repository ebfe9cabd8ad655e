"""People who know about what was asked, each with what that is read from."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Lower, StrIndex
from django.utils.translation import ngettext

from practica.core.people.models import Person
from practica.kit.prepared import prepared
from practica.reach.search.engines.local import questions
from practica.reach.search.queries.hits import Found

#: So many people are named.
MOST = 3

# What a part in a hit says of a person's knowledge. Who asks does not know yet.
_WORTH = {"author": 1.5, "accepted": 2.0, "answer": 1.0, "reply": 0.5}
_ASKED_ABOUT_IT = 2.0

# One short reply says nothing yet.
_ENOUGH = 0.75

# So many words are looked for in what people want to be asked about, each without its ending.
_WORDS, _SHORTEST, _ENDING = 4, 4, 2


@dataclass(frozen=True)
class Expert:
    """Somebody who may know, in the order of the evidence. ``evidence`` are short phrases."""

    person: Person
    evidence: list[str]
    asks_to_be_asked: bool


def experts(words: str, hits: Sequence[Found], *, person: Any) -> list[Expert]:
    """People whom ``person`` may see and who wrote what was found, or want to be asked about it.

    Read only from hits that she sees. Nobody is named to herself.
    """
    worth: dict[str, float] = defaultdict(float)
    made: dict[str, Counter[str]] = defaultdict(Counter)
    for rank, found in enumerate(hits):
        # In one hit a person counts once, with the most she did there.
        parts = {part.person_uid: part.role for part in sorted(found.hit.parts, key=_worth_of)}
        for uid, role in parts.items():
            if role == "author" and found.entry.kind == "question":
                continue
            worth[uid] += _WORTH.get(role, 0.0) / math.log2(rank + 2)
            made[uid][found.entry.kind if role == "author" else role] += 1
    if person.pk is None:
        return []
    known = {one.uid: one for one in _people(person, uids=list(worth))} if worth else {}
    for one in _asking(words, person):
        known[one.uid] = one
        worth[one.uid] += _ASKED_ABOUT_IT
        made[one.uid]["asked"] += 1
    ranked = sorted((uid for uid in known if worth[uid] >= _ENOUGH), key=lambda uid: -worth[uid])
    return [
        Expert(known[uid], _evidence(made[uid]), bool(made[uid]["asked"]))
        for uid in ranked
        if known[uid].pk != person.pk
    ][:MOST]


def _worth_of(part: Any) -> float:
    return _WORTH.get(part.role, 0.0)


def _evidence(made: Counter[str]) -> list[str]:
    return [words for name, count in made.most_common() if (words := _words(name, count))]


def _words(name: str, count: int) -> str:
    match name:
        case "page":
            text = ngettext("%(count)d page", "%(count)d pages", count)
        case "file":
            text = ngettext("%(count)d file", "%(count)d files", count)
        case "resource":
            text = ngettext("%(count)d resource", "%(count)d resources", count)
        case "discussion":
            text = ngettext("%(count)d discussion started", "%(count)d discussions started", count)
        case "accepted":
            text = ngettext("%(count)d accepted answer", "%(count)d accepted answers", count)
        case "answer":
            text = ngettext("%(count)d answer", "%(count)d answers", count)
        case "reply":
            text = ngettext("replies in %(count)d discussion", "replies in %(count)d discussions", count)
        case "asked":
            return ""
        case _:
            text = ngettext("%(count)d entry", "%(count)d entries", count)
    return text % {"count": count}


def _asking(words: str, person: Any) -> list[Person]:
    """People who want to be asked about one of the longest words."""
    telling = {word for word in questions.read(words).words if len(word) >= _SHORTEST}
    if not telling:
        return []
    longest = sorted(telling, key=lambda word: (-len(word), word))[:_WORDS]
    a, b, c, d = ([word[: max(_SHORTEST, len(word) - _ENDING)] for word in longest] * _WORDS)[:_WORDS]
    rows: list[Person] = _wanting(person, a=a, b=b, c=c, d=d)
    return rows


_SHOWN = ("uid", "handle", "name", "headline", "ask_me_about")


@prepared
def _people(person: Any, *, uids: list[str]) -> Any:
    return Person.objects.visible_to(person).active().filter(uid__in=uids).only(*_SHOWN)


@prepared
def _wanting(person: Any, *, a: str, b: str, c: str, d: str) -> Any:
    rows = Person.objects.visible_to(person).active().exclude(ask_me_about="")
    about = Lower("ask_me_about")
    rows = rows.annotate(a=StrIndex(about, Value(a)), b=StrIndex(about, Value(b)))
    rows = rows.annotate(c=StrIndex(about, Value(c)), d=StrIndex(about, Value(d)))
    return rows.filter(Q(a__gt=0) | Q(b__gt=0) | Q(c__gt=0) | Q(d__gt=0)).order_by("pk").only(*_SHOWN)[:20]
