"""Words that mean the same here: the labels of topics, and what the glossaries of communities list."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from practica.core.entries.models import Entry, Topic
from practica.core.types.models import Value
from practica.kit.prepared import prepared
from practica.reach.search.engines.local import language

#: The vocabulary is read anew after so many seconds: it changes seldom, and every question asks for it.
AGE = 60

#: So many words of a question are compared with labels, in runs of so many, and so many labels count.
_MOST_WORDS, _LONGEST_LABEL, _MOST = 40, 4, 3

#: The type of page that explains a word, and its field of other words for it, separated by commas.
_TERM, _OTHER_WORDS = "term", "other_words"

#: What has so many topics or terms is no glossary.
_MOST_MEANINGS = 20_000

_lock = threading.Lock()


@dataclass(frozen=True)
class _Meaning:
    """One thing and what it is called, the preferred label first: of a topic, or of a page of a glossary."""

    topic: int | None
    term: int | None
    labels: tuple[str, ...]


@dataclass(frozen=True)
class _Vocabulary:
    """What each label may mean, by its words without case and accents."""

    by_label: dict[str, list[_Meaning]]
    read_at: float


_read: _Vocabulary | None = None


def same(text: str, *, person: Any) -> list[tuple[str, str]]:
    """(what was said, another label of the same) for what ``text`` calls by a name that has others.

    Only of topics of something that ``person`` sees, and of pages of glossaries that she sees: of others
    nobody is told that they are there.
    """
    by_label = _vocabulary().by_label
    if not by_label or '"' in text:
        return []
    words = language.words(text)[:_MOST_WORDS]
    meant: dict[_Meaning, str] = {}
    for size in range(_LONGEST_LABEL, 0, -1):
        for at in range(len(words) - size + 1):
            said = " ".join(words[at : at + size])
            for meaning in by_label.get(said, ()):
                meant.setdefault(meaning, said)
    seen = _seen_of(meant, person) if meant else set()
    pairs = (
        (said, label)
        for meaning, said in meant.items()
        if meaning in seen
        for label in meaning.labels
        if _plain(label) != said
    )
    return list(dict.fromkeys(pairs))[:_MOST]


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


def _by_label() -> dict[str, list[_Meaning]]:
    found: dict[str, list[_Meaning]] = {}
    for meaning in (*_topics(), *_terms()):
        for said in dict.fromkeys(_plain(label) for label in meaning.labels):
            found.setdefault(said, []).append(meaning)
    return found


def _topics() -> Iterator[_Meaning]:
    rows = Topic.objects.exclude(other_labels=[]).values_list("pk", "label", "other_labels")
    for pk, label, others in rows[:_MOST_MEANINGS]:
        yield from _meaning((label, *map(str, others)), topic=pk)


def _terms() -> Iterator[_Meaning]:
    rows = Value.objects.filter(
        field__type__name=_TERM,
        field__type__community=None,
        field__name=_OTHER_WORDS,
        field__removed=None,
        entry__state=Entry.State.PUBLISHED,
        text__isnull=False,
    )
    for pk, title, others in rows.values_list("entry", "entry__title", "text")[:_MOST_MEANINGS]:
        yield from _meaning((title, *str(others).split(",")), term=pk)


def _meaning(
    labels: Iterable[str], *, topic: int | None = None, term: int | None = None
) -> Iterator[_Meaning]:
    """The meaning with the labels that have a word; none unless two differ."""
    told = {_plain(label): " ".join(label.split()) for label in reversed(tuple(labels))}
    kept = tuple(label for plain, label in reversed(told.items()) if plain)
    if len(kept) > 1:
        yield _Meaning(topic, term, kept)


def _plain(label: str) -> str:
    return " ".join(language.words(label))


def _seen_of(meant: Iterable[_Meaning], person: Any) -> set[_Meaning]:
    """Those of ``meant`` that ``person`` may know, of the first few."""
    first = list(meant)[: 2 * _MOST]
    topics = [one.topic for one in first if one.topic]
    terms = [one.term for one in first if one.term]
    seen_topics = {pk for (pk,) in _seen_topics(person, ids=topics)} if topics else set()
    seen_terms = {pk for (pk,) in _seen_terms(person, ids=terms)} if terms else set()
    return {one for one in first if one.topic in seen_topics or one.term in seen_terms}


@prepared
def _seen_topics(person: Any, *, ids: list[int]) -> Any:
    entries = Entry.objects.visible_to(person).filter(topics=OuterRef("pk"))
    return Topic.objects.filter(Exists(entries), pk__in=ids).values_list("pk")


@prepared
def _seen_terms(person: Any, *, ids: list[int]) -> Any:
    return Entry.objects.visible_to(person).filter(pk__in=ids).values_list("pk")
