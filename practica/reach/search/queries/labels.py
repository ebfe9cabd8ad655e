"""Other labels of topics: whoever says one means the preferred label too."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from practica.core.entries.models import Entry, Topic
from practica.kit.prepared import prepared
from practica.reach.search.engines.local import language

#: The vocabulary is read anew after so many seconds: it changes seldom, and every question asks for it.
AGE = 60

#: So many words of a question are compared with labels, in runs of so many, and so many labels count.
_MOST_WORDS, _LONGEST_LABEL, _MOST = 40, 4, 3

_lock = threading.Lock()


@dataclass(frozen=True)
class _Vocabulary:
    """Topics by each of their other labels, in words without case and accents."""

    by_label: dict[str, tuple[int, str]]
    read_at: float


_read: _Vocabulary | None = None


def preferred(text: str, *, person: Any) -> list[tuple[str, str]]:
    """(what was said, preferred label) of topics that ``text`` calls by another name.

    Only of topics of something that ``person`` sees: of others nobody is told that they are there.
    """
    by_label = _vocabulary().by_label
    if not by_label or '"' in text:
        return []
    words = language.words(text)[:_MOST_WORDS]
    found: dict[int, tuple[str, str]] = {}
    for size in range(_LONGEST_LABEL, 0, -1):
        for at in range(len(words) - size + 1):
            said = " ".join(words[at : at + size])
            if topic := by_label.get(said):
                found.setdefault(topic[0], (said, topic[1]))
    if not found:
        return []
    seen = {pk for (pk,) in _seen(person, ids=list(found)[:_MOST])}
    return [pair for pk, pair in found.items() if pk in seen]


def forget() -> None:
    """Read the vocabulary anew with the next question."""
    global _read
    _read = None


def _vocabulary() -> _Vocabulary:
    global _read
    held = _read
    if held is None or time.monotonic() - held.read_at > AGE:
        with _lock:
            held = _read = _Vocabulary(_by_label(), time.monotonic())
    return held


def _by_label() -> dict[str, tuple[int, str]]:
    rows = Topic.objects.exclude(other_labels=[]).values_list("pk", "label", "other_labels")
    found: dict[str, tuple[int, str]] = {}
    for pk, label, others in rows:
        own = " ".join(language.words(label))
        for other in others:
            said = " ".join(language.words(str(other)))
            if said and said != own:
                found.setdefault(said, (pk, label))
    return found


@prepared
def _seen(person: Any, *, ids: list[int]) -> Any:
    entries = Entry.objects.visible_to(person).filter(topics=OuterRef("pk"))
    return Topic.objects.filter(Exists(entries), pk__in=ids).values_list("pk")
