"""A hit as it is shown: the entry, the words around what matched, what is known of it, where it opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from practica.core.entries.findable import state_of
from practica.core.entries.models import Entry
from practica.core.entries.queries import SHOWN_IN_LISTS
from practica.core.entries.verified import Verified, verified
from practica.kit.contracts.search import ARCHIVED, SUPERSEDED, Hit
from practica.kit.prepared import prepared

# Characters of a passage that are shown: about three lines.
EXCERPT = 300

# More topics than this say less about a hit than its passage.
MOST_TOPICS = 3

# A longer sentence is named by so many words of its beginning and its end.
_NAMED_WHOLE, _NAMED_BY = 90, 4

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+|[\n\t]+|(?<=[。！？])")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Found:
    """One hit as shown: the entry, the address of the passage, the passage cut where words matched.

    ``topics`` are (slug, label) pairs, ``instead`` what replaced it, if the reader may see that; ``verified``
    says who stood for it last, and when.
    """

    entry: Entry
    hit: Hit
    topics: tuple[tuple[str, str], ...] = ()
    instead: Entry | None = None
    verified: Verified | None = None

    @property
    def url(self) -> str:
        """Where the passage stands, with its words for browsers that mark them on arrival."""
        passage = self.hit.passage
        # A file opens as a whole.
        text = "" if passage.locator else fragment_of(passage.text, self.hit.marks)
        if not text:
            return self.place
        return f"{self.place}{'' if passage.anchor else '#'}:~:text={text}"

    @property
    def place(self) -> str:
        """The address of the passage: of its heading or its post."""
        anchor = self.hit.passage.anchor
        return self.entry.get_absolute_url() + (f"#{anchor}" if anchor else "")

    @property
    def is_checked(self) -> bool:
        """Whether somebody verified it as it stands."""
        return self.entry.confidence == Entry.Confidence.VALIDATED

    @property
    def is_due(self) -> bool:
        """Whether the day came when somebody should look at it again."""
        return bool(self.entry.needs_look)

    @property
    def is_archived(self) -> bool:
        """Whether it is kept though no longer current."""
        return state_of(self.entry) == ARCHIVED

    @property
    def is_superseded(self) -> bool:
        """Whether another took its place."""
        return state_of(self.entry) == SUPERSEDED

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The part of the passage where most words matched, as (text, is a matching word) pieces in order."""
        text = self.hit.passage.text
        start, end = _window(text, self.hit.marks)
        at, pieces = start, [("… ", False)] if start else []
        for first, last in self.hit.marks:
            if start <= first and last <= end:
                if first > at:
                    pieces.append((text[at:first], False))
                pieces.append((text[first:last], True))
                at = last
        if at < end:
            pieces.append((text[at:end], False))
        return [*pieces, (" …", False)] if end < len(text) else pieces


def _window(text: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where to cut ``text`` so that about ``EXCERPT`` characters with the most matching words remain."""
    if len(text) <= EXCERPT:
        return 0, len(text)
    leads = [max(first - EXCERPT // 6, 0) for first, _last in marks] or [0]
    best = max(leads, key=lambda at: sum(at <= first and last <= at + EXCERPT for first, last in marks))
    start = 0 if best < EXCERPT // 6 else text.rfind(" ", 0, best) + 1
    stop = text.find(" ", start + EXCERPT)
    return start, len(text) if stop < 0 else stop


def fragment_of(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """The sentence of ``text`` with the most marks, as a text fragment names it: whole, or from its first
    words to its last. Empty when there is nothing to name."""
    cuts = [found.span() for found in _BETWEEN_SENTENCES.finditer(text)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    sentences = [span for span in zip(starts, ends, strict=True) if _WORD.search(text, *span)]
    if not sentences:
        return ""
    start, end = max(sentences, key=lambda span: sum(span[0] <= a and b <= span[1] for a, b in marks))
    words = [found.span() for found in _WORD.finditer(text, start, end)]
    # From word to word: a browser finds only what begins and ends with one.
    whole = text[words[0][0] : words[-1][1]]
    if len(whole) <= _NAMED_WHOLE:
        return _encoded(whole)
    if len(words) <= 2 * _NAMED_BY:
        return ""
    first = text[words[0][0] : words[_NAMED_BY - 1][1]]
    last = text[words[-_NAMED_BY][0] : words[-1][1]]
    return f"{_encoded(first)},{_encoded(last)}"


def _encoded(text: str) -> str:
    """Percent-encoded, hyphens too: they mean something in a text fragment."""
    return quote(text, safe="").replace("-", "%2D")


SHOWN = (
    *SHOWN_IN_LISTS, "state", "confidence", "review_due", "superseded_by_id", "verification_id", "language",
)  # fmt: skip


def seen(hits: Sequence[Hit], person: Any, *, with_topics: bool = False) -> list[Found]:
    """The rule of sight once more: the index may be a moment behind."""
    uids = list({hit.entry_uid for hit in hits})
    if not uids:
        return []
    entries = {entry.uid: entry for entry in _entries(person, uids=uids)}
    ids = [entry.pk for entry in entries.values()]
    topics = _topics_of(ids) if with_topics and ids else {}
    later = [entry.superseded_by_id for entry in entries.values() if entry.superseded_by_id]
    instead = {entry.pk: entry for entry in _by_id(person, ids=later)} if later else {}
    standing = verified(entries.values(), person=person)
    return [
        Found(
            entry,
            hit,
            topics.get(entry.pk, ()),
            instead.get(entry.superseded_by_id or 0),
            standing.get(entry.pk),
        )
        for hit in hits
        if (entry := entries.get(hit.entry_uid))
    ]


@prepared
def _entries(person: Any, *, uids: list[str]) -> Any:
    rows = Entry.objects.visible_to(person).filter(uid__in=uids).select_related("community", "author")
    return rows.only(*SHOWN)


@prepared
def _by_id(person: Any, *, ids: list[int]) -> Any:
    rows = Entry.objects.visible_to(person).filter(pk__in=ids).select_related("community")
    return rows.only("uid", "kind", "title", "slug", "community__slug")


def _topics_of(ids: list[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """(slug, label) of the topics of each entry that has few."""
    found: dict[int, list[tuple[str, str]]] = {}
    for entry, slug, label in _topic_rows(None, ids=ids):
        found.setdefault(entry, []).append((slug, label))
    return {entry: tuple(topics) for entry, topics in found.items() if len(topics) <= MOST_TOPICS}


@prepared
def _topic_rows(_person: Any, *, ids: list[int]) -> Any:
    through = Entry.topics.through.objects.filter(entry__in=ids)
    return through.order_by("topic__label").values_list("entry_id", "topic__slug", "topic__label")
