"""Of a document found, the passage that answers best, and the words in it that matched."""

from __future__ import annotations

import math
import re
import unicodedata

from practica.kit.contracts.search import Hit, Passage, Weighed
from practica.reach.search.engines.local import language
from practica.reach.search.engines.local.fields import Kept, Stored

Place = tuple[str, int, int]

# So many passages are read word by word; the others are left after a glance.
_READ_CLOSELY = 3

# The passage nearest in meaning is shown when its words are worth this share of the best one's.
_SAID_ENOUGH = 0.6

# An ending changes at most so many of a stem's last letters, and never its first.
_CHANGED, _KEPT = 2, 2

# Signs that printers use, and letters without their accents, each as long as what stands for it here.
_SIGNS = dict.fromkeys(
    "\u2018\u2019\u201c\u201d\u00ab\u00bb\u2013\u2014\u2026\u2022\u00b7\u00a0\u00b0\u00b1\u00d7", " "
)
_LETTERS = {
    letter: plain[0]
    for letter in map(chr, range(0xC0, 0x180))
    if (plain := unicodedata.normalize("NFD", letter))[0].isascii() and plain != letter
} | {"\u00b5": "u", "\u03bc": "u"}
_SIGNS_AND_LETTERS = _SIGNS | _LETTERS
_BEYOND = re.compile(r"[^\x00-\x7f]")
# Without their accents words of these languages are still cut to the same stems.
_PLAIN_LANGUAGES = frozenset({"en", ""})

_ASCII_WORD = re.compile("[a-z0-9]+")


class Showing:
    """Shows the hits of one question. ``worth`` says how telling each of its stems is."""

    def __init__(self, worth: dict[str, float]) -> None:
        self._worth = worth
        self._openings: dict[str, float] = {}
        for stem, value in worth.items():
            opening = stem[: max(_KEPT, len(stem) - _CHANGED)]
            self._openings[opening] = max(value, self._openings.get(opening, 0.0))

    def hit(
        self, found: Stored, *, score: float, nearest: int | None = None, weighed: Weighed | None = None
    ) -> Hit:
        """``found`` as it is shown: with the passage that answers best and the marks in it.

        ``nearest`` is the passage nearest in meaning, if one is known. Another is shown when its words say
        clearly more.
        """
        best = self._best(found, nearest)
        passage, places = (best[0].shown(), best[1]) if best else (Passage(text=""), [])
        return Hit(
            key=found.key, entry_uid=found.entry_uid, kind=found.kind, title=found.title,
            community_uid=found.community_uid, score=score, passage=passage, marks=_marks(places),
            parts=found.parts, weighed=weighed,
        )  # fmt: skip

    def _best(self, found: Stored, nearest: int | None) -> tuple[Kept, list[Place]] | None:
        """The passage to show and what matched in it; None when there is none."""
        if not found.passages:
            return None
        likely = found.passages
        if len(likely) > _READ_CLOSELY or nearest is not None:
            glances = list(map(self._glance, likely))
            if (
                nearest is not None
                and nearest < len(likely)
                and glances[nearest] >= _SAID_ENOUGH * max(glances)
            ):
                return likely[nearest], self._places(likely[nearest].text, found.language)
            if len(likely) > _READ_CLOSELY:
                # A stable sort: of equals the first stays first.
                likely = tuple(likely[at] for at in sorted(range(len(likely)), key=lambda at: -glances[at]))
        read = [(each, self._places(each.text, found.language)) for each in likely[:_READ_CLOSELY]]
        if len(read) == 1:
            return read[0]
        return max(read, key=lambda each: self._telling(each[0], each[1], found.language))

    def _glance(self, passage: Kept) -> float:
        """Roughly what the passage is worth: a stem's beginning is nearly always found in its words."""
        text = f"{passage.heading}\n{passage.text}".casefold()
        return sum(value for opening, value in self._openings.items() if opening in text)

    def _telling(self, passage: Kept, places: list[Place], code: str) -> tuple[float, int]:
        """Each word counts once, one in the heading half as much again; then how many there are."""
        heading = {stem for stem, _, _ in self._places(passage.heading, code)}
        # Summed exactly: a set has another order in each process, and of equals the first shall stay first.
        once = math.fsum(self._worth[stem] for stem in {*(stem for stem, _, _ in places), *heading})
        return once + math.fsum(self._worth[stem] for stem in heading) / 2, len(places)

    def _places(self, text: str, code: str) -> list[Place]:
        """(stem, start, end) of every word of ``text`` that matched.

        A plain text is searched for the openings of the stems, and only words that open so are cut to their
        stems: reading every word of three passages of twenty hits would cost more than finding them.
        """
        if not text.isascii():
            known = _SIGNS_AND_LETTERS if code in _PLAIN_LANGUAGES else _SIGNS
            text = _BEYOND.sub(lambda found: known.get(found[0], found[0]), text)
        if not text.isascii():
            return [place for place in language.tokens_in(text, code) if place[0] in self._worth]
        text, found = text.lower(), {}
        for opening in self._openings:
            start = text.find(opening)
            while start >= 0:
                if start not in found and not (start and text[start - 1].isalnum()):
                    word = _ASCII_WORD.match(text, start)
                    if word and (stem := language.stem(word[0], code)) in self._worth:
                        found[start] = (stem, start, word.end())
                start = text.find(opening, start + 1)
        return [found[start] for start in sorted(found)]


def _marks(places: list[Place]) -> tuple[tuple[int, int], ...]:
    """The places in order, overlapping ones made one."""
    marks: list[tuple[int, int]] = []
    for _, start, end in sorted(places, key=lambda place: place[1:]):
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)
