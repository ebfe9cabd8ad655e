"""Of a document found, the passage that answers best, and the words in it that matched."""

from __future__ import annotations

from practica.kit.contracts.search import Hit, Passage
from practica.reach.search.engines.local import language
from practica.reach.search.engines.local.fields import Stored

# So many passages are read word by word; the others are left after a glance.
_READ_CLOSELY = 3


def hit(found: Stored, *, score: float, worth: dict[str, float]) -> Hit:
    """``found`` as it is shown. ``worth`` says how telling each stem of the question is."""
    passage, marks = _best(found, worth)
    return Hit(
        key=found.key, entry_uid=found.entry_uid, kind=found.kind, title=found.title,
        community_uid=found.community_uid, score=score, passage=passage, marks=marks,
    )  # fmt: skip


def _best(found: Stored, worth: dict[str, float]) -> tuple[Passage, tuple[tuple[int, int], ...]]:
    if not found.passages:
        return Passage(text=""), ()
    if len(found.passages) == 1:
        return found.passages[0], _marks(found.passages[0], found.language, worth)
    likely = list(found.passages)
    if len(likely) > _READ_CLOSELY:
        # A stable sort: of equals the first stays first.
        likely.sort(key=lambda passage: -_glance(passage, worth))
    passage = max(likely[:_READ_CLOSELY], key=lambda each: _telling(each, found.language, worth))
    return passage, _marks(passage, found.language, worth)


def _glance(passage: Passage, worth: dict[str, float]) -> float:
    """Roughly what the passage is worth: a stem's beginning is nearly always found in its words."""
    text = f"{passage.heading}\n{passage.text}".casefold()
    return sum(value for stem, value in worth.items() if stem[: max(3, len(stem) - 1)] in text)


def _telling(passage: Passage, code: str, worth: dict[str, float]) -> tuple[float, int]:
    """Each word counts once, one in the heading half as much again; then how many there are."""
    stems = language.stems(passage.text, code)
    heading = worth.keys() & language.stems(passage.heading, code)
    once = sum(worth[stem] for stem in worth.keys() & {*stems, *heading})
    return once + sum(worth[stem] for stem in heading) / 2, sum(stem in worth for stem in stems)


def _marks(passage: Passage, code: str, worth: dict[str, float]) -> tuple[tuple[int, int], ...]:
    """The places of the words that matched, in order, overlapping ones made one."""
    found = {(start, end) for stem, start, end in language.tokens_in(passage.text, code) if stem in worth}
    marks: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)
