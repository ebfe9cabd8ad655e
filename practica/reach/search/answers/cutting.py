"""A text in sentences, and runs of them that can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practica.reach.search.answers.checking import normal

#: Characters of a quotation, at least and at most; a text that is shorter as a whole may be quoted whole.
SHORTEST, LONGEST, SHORTEST_TEXT = 40, 400, 12

# After these a full stop ends no sentence (English and German), nor after one letter or a number and before a
# small letter.
_ABBREVIATED = frozenset(
    [
        "e.g",
        "i.e",
        "etc",
        "vs",
        "cf",
        "fig",
        "no",
        "nr",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "approx",
        "dept",
        "est",
        "inc",
        "ltd",
        "co",
        "jr",
        "sr",
        "al",
        "vol",
        "pp",
        "ed",
        "bzw",
        "z.b",
        "d.h",
        "u.a",
        "ca",
        "evtl",
        "ggf",
        "inkl",
        "max",
        "min",
        "sog",
        "usw",
        "vgl",
        "abs",
        "art",
        "str",
        "tel",
    ]
)
_LONGEST_ABBREVIATION = 24
_END = re.compile(r"[.!?。！？…]+[)\]\"'”’»]*(?=\s|$)|[。！？]+[」』）]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or a line without one.

    ``line`` counts the lines of its text from 0; ``gap`` is the white space before it, made plain: some
    scripts put none between sentences. ``is_row``: of a table, which says little without its other rows.
    """

    text: str
    line: int
    gap: str = " "
    is_row: bool = False

    @property
    def leads_on(self) -> bool:
        """Whether what follows belongs to it."""
        return self.text.endswith((":", "："))

    @property
    def is_whole(self) -> bool:
        """Whether it ends as sentences end."""
        return self.text.rstrip(")]\"'”’»」』）").endswith((".", "!", "?", "。", "！", "？", "…"))


def sentences(text: str) -> list[Sentence]:
    """The sentences of ``text``, white space made plain. None goes over the end of a line."""
    return [
        Sentence(sentence.strip(), number, gap, "\t" in line.strip())
        for number, line in enumerate(text.split("\n"))
        for gap, sentence in _of_line(normal(line))
    ]


def _of_line(line: str) -> Iterator[tuple[str, str]]:
    start, gap = 0, " "
    for found in _END.finditer(line):
        if not _goes_on(line, found):
            yield gap, line[start : found.end()]
            start = found.end()
            gap = " " if line[start : start + 1] == " " else ""
    if line[start:].strip():
        yield gap, line[start:]


def _goes_on(line: str, end: re.Match[str]) -> bool:
    """Whether the sentence goes on behind this full stop."""
    before, after = line[: end.end()], line[end.end() :].lstrip()
    if not after or not end[0].startswith("."):
        return False
    if after[0].islower():
        return True
    last = before[-_LONGEST_ABBREVIATION:].rpartition(" ")[2].strip("([\"'“„«").rstrip(".…").casefold()
    return last in _ABBREVIATED or last.isdigit() or (len(last) == 1 and last.isalpha())


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences that stand together: ``end`` is the first one that is not among them. ``begins_bare``: its
    first line is no sentence, and something follows it."""

    text: str
    end: int
    begins_bare: bool


def run_from(every: Sequence[Sentence], at: int) -> Run | None:
    """The run that begins with the sentence ``at``: more of them until it can stand alone, if it can."""
    first = every[at]
    if first.is_row:
        return None
    end, text = at + 1, first.text
    while end < len(every) and (len(text) < SHORTEST or every[end - 1].leads_on):
        longer = text + every[end].gap + every[end].text
        if len(longer) > LONGEST or every[end].is_row:
            break
        end, text = end + 1, longer
    least = SHORTEST_TEXT if at == 0 and end == len(every) else SHORTEST
    if not least <= len(text) <= LONGEST or every[end - 1].leads_on:
        return None
    bare = end > at + 1 and every[at + 1].line != first.line and not (first.is_whole or first.leads_on)
    return Run(text, end, bare)
