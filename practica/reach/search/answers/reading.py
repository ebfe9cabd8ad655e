"""A source read for one question: its sentences, and which words of the question each of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from practica.kit.contracts.quoting import Stretch
from practica.reach.search.answers import cutting
from practica.reach.search.answers.cutting import Sentence
from practica.reach.search.answers.sources import Source
from practica.reach.search.answers.words import Words
from practica.reach.search.engines.local import language

#: Of one stretch so many sentences are read, of one document so many characters.
MOST_SENTENCES, MOST_CHARACTERS = 400, 60_000

# An ending changes at most so many of a stem's last letters, and never its first.
_CHANGED, _KEPT = 2, 2

Said = frozenset[str]
_NONE: Said = frozenset()


@dataclass(frozen=True)
class Part:
    """A stretch in sentences. ``around`` are the words of the question in the title and the heading, ``said``
    those in each sentence."""

    stretch: Stretch
    around: Said
    sentences: Sequence[Sentence]
    said: Sequence[Said]


@dataclass(frozen=True)
class Reading:
    """One source as the question reads it. ``title`` are the words of the question in its title."""

    source: Source
    title: Said
    parts: Sequence[Part]


def read(source: Source, words: Words) -> Reading:
    """``source`` in sentences. Only sentences that may hold a word of the question are cut into words."""
    code = language.code_of(source.entry.language)
    asked = words.by_stem(code)
    glance = _glance(asked)

    def said(text: str) -> Said:
        if not glance(text):
            return _NONE
        return frozenset(asked[stem] for stem in language.stems(text, code) if stem in asked)

    title = said(source.entry.title)
    return Reading(source, title, list(_parts(source, title, said)))


def _parts(source: Source, title: Said, words_in: Callable[[str], Said]) -> Iterator[Part]:
    left = MOST_CHARACTERS
    for stretch in source.stretches:
        if left <= 0:
            return
        sentences = cutting.sentences(stretch.text[:left])[:MOST_SENTENCES]
        left -= len(stretch.text)
        said = [words_in(sentence.text) for sentence in sentences]
        yield Part(stretch, title | words_in(stretch.heading), sentences, said)


def _glance(asked: Iterable[str]) -> Callable[[str], bool]:
    """Whether a text may hold one of the stems: roughly, and fast where letters are plain."""
    openings = sorted({stem[: max(_KEPT, len(stem) - _CHANGED)] for stem in asked})
    if not openings:
        return lambda text: False
    one = re.compile("|".join(map(re.escape, openings)), re.IGNORECASE)
    return lambda text: not text.isascii() or one.search(text) is not None
