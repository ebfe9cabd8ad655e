"""The sentences that answer a question best, out of the texts that were found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from practica.core.entries.models import Entry
from practica.kit.contracts.quoting import ACCEPTED, ANSWER, QUESTION, REPLY, Stretch
from practica.reach.search.answers import cutting
from practica.reach.search.answers.links import passage_address
from practica.reach.search.answers.reading import Reading
from practica.reach.search.answers.sources import Source
from practica.reach.search.answers.words import Words
from practica.reach.search.engines.local import language
from practica.reach.search.queries.hits import Found

#: So many quotations at most, so many of one document, and none worth less than this share of the best.
MOST, MOST_OF_ONE, WORTH_SHOWING = 4, 2, 0.7

#: So many of the best by words are compared with the question in meaning, which counts this much.
CONSIDERED, _MEANT = 8, 0.6

Like = Callable[[Sequence[str]], Sequence[float]]

#: Two runs whose stems agree in this share say the same.
ALIKE = 0.6

# What counts: the words it says, the words its title and heading say with it, that it opens its text.
_SAYS, _WITHIN, _OPENS = 0.5, 0.4, 0.1

# What a stretch is worth for what it is, and a document for its place in the list.
_ROLES = {ACCEPTED: 1.2, ANSWER: 1.05, REPLY: 0.95, QUESTION: 0.35}
_CHECKED, _REPLACED, _ASKS, _NEXT_PLACE = 1.05, 0.8, 0.4, 0.06

# A run that begins with a line that is no sentence, such as a heading written as text.
_BARE = 0.85


@dataclass(frozen=True)
class Quote:
    """Words that stand in a text the reader may see, and where. ``score`` only orders quotes of an answer."""

    text: str
    score: float
    source: Source
    stretch: Stretch

    @property
    def entry(self) -> Entry:
        """What it is taken from."""
        return self.source.entry

    @property
    def url(self) -> str:
        """Where these very words stand."""
        anchor = "" if self.stretch.locator else self.stretch.anchor
        return passage_address(self.entry.get_absolute_url(), anchor, self.text)

    @property
    def found(self) -> Found:
        """What it is taken from, with what is known of it."""
        return self.source.found

    @property
    def is_accepted(self) -> bool:
        """Whether it is from the answer that helped who asked."""
        return self.stretch.role == ACCEPTED


def choose(readings: Sequence[Reading], words: Words, like: Like | None = None) -> list[Quote]:
    """One to four quotes, the best first; none when no text has a sentence that can stand alone.

    ``like`` says how near some texts are to the question in meaning, where that is known.
    """
    every = sorted(
        (quote for reading in readings for quote in _of(reading, words)), key=lambda one: -one.score
    )
    if like is not None and every:
        every = _with_meaning(every[:CONSIDERED], like)
    chosen: list[tuple[Quote, frozenset[str]]] = []
    for quote in every:
        if len(chosen) == MOST or quote.score < WORTH_SHOWING * every[0].score:
            break
        stems = frozenset(language.stems(quote.text, language.code_of(quote.source.entry.language)))
        of_same = sum(one.source is quote.source for one, _ in chosen)
        if of_same < MOST_OF_ONE and not any(_alike(stems, others) for _, others in chosen):
            chosen.append((quote, stems))
    return [quote for quote, _ in chosen]


def _with_meaning(some: Sequence[Quote], like: Like) -> list[Quote]:
    """The same in the order of words and meaning together."""
    near = like([f"{quote.entry.title}. {quote.text}" for quote in some])
    best = max(quote.score for quote in some)
    both = [
        replace(quote, score=(1 - _MEANT) * quote.score / best + _MEANT * max(cosine, 0.0))
        for quote, cosine in zip(some, near, strict=True)
    ]
    return sorted(both, key=lambda one: -one.score)


def _of(reading: Reading, words: Words) -> Iterator[Quote]:
    """Every run of a source that can stand alone and says something, or opens a text that does."""
    for part in reading.parts:
        for at in range(len(part.sentences)):
            if not part.said[at] and not (at == 0 and part.around):
                continue
            run = cutting.run_from(part.sentences, at)
            if run is None:
                continue
            said = frozenset().union(*part.said[at : run.end])
            worth = _SAYS * words.share(said) + _WITHIN * words.share(said | part.around) + _OPENS * (at == 0)
            if run.begins_bare:
                worth *= _BARE
            score = worth * _standing(reading.source, part.stretch, run.text)
            yield Quote(run.text, score, reading.source, part.stretch)


def _standing(source: Source, stretch: Stretch, text: str) -> float:
    """What it is worth beside what it says."""
    entry = source.entry
    standing = _ROLES.get(stretch.role, 1.0) / (1 + _NEXT_PLACE * source.place)
    if entry.confidence == entry.Confidence.VALIDATED:
        standing *= _CHECKED
    if entry.superseded_by_id is not None or entry.state == entry.State.ARCHIVED:
        standing *= _REPLACED
    # Who asks is seldom answered by a question.
    return standing * (_ASKS if text.endswith(("?", "？", "؟")) else 1.0)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * max(min(len(one), len(other)), 1)
