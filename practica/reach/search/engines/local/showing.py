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
    likely = list(found.passages)
    if len(likely) > _READ_CLOSELY:
        # A stable sort: of equals the first stays first.
        likely.sort(key=lambda passage: -_glance(passage, worth))
    read = [(passage, _matches(passage, found.language, worth)) for passage in likely[:_READ_CLOSELY]]
    passage, matches = max(read, key=lambda each: _telling(each[0], each[1], found.language, worth))
    return passage, _joined(matches)


def _glance(passage: Passage, worth: dict[str, float]) -> float:
    """Roughly what the passage is worth: a stem's beginning is nearly always found in its words."""
    text = f"{passage.heading}\n{passage.text}".casefold()
    return sum(value for stem, value in worth.items() if stem[: max(3, len(stem) - 1)] in text)


def _matches(passage: Passage, code: str, worth: dict[str, float]) -> list[tuple[str, int, int]]:
    return [token for token in language.tokens_in(passage.text, code) if token[0] in worth]


def _telling(
    passage: Passage, matches: list[tuple[str, int, int]], code: str, worth: dict[str, float]
) -> tuple[float, int]:
    """Each word counts once, one in the heading half as much again; then how many there are."""
    stems = {stem for stem, _, _ in matches}
    heading = set(language.stems(passage.heading, code)) & worth.keys()
    return sum(worth[stem] for stem in stems | heading) + sum(worth[stem] for stem in heading) / 2, len(
        matches
    )


def _joined(matches: list[tuple[str, int, int]]) -> tuple[tuple[int, int], ...]:
    """The places of ``matches`` in order, overlapping ones made one."""
    marks: list[tuple[int, int]] = []
    for start, end in sorted({(start, end) for _, start, end in matches}):
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)
