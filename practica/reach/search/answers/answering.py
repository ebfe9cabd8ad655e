"""From a question to quotes, or to the people who may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from practica.kit.contracts.search import Filters
from practica.reach.search import index
from practica.reach.search.answers import checking, quotes
from practica.reach.search.answers.evidence import Evidence, evidence_of, is_enough
from practica.reach.search.answers.likeness import likeness_to
from practica.reach.search.answers.quotes import Quote
from practica.reach.search.answers.reading import read
from practica.reach.search.answers.sources import Gathered, current_texts, gather
from practica.reach.search.answers.words import words_of
from practica.reach.search.engines import IndexBroken, IndexOutdated

log = structlog.get_logger(__name__)

#: What comes behind does not change what is asked.
LONGEST = 2_000


@dataclass(frozen=True)
class Answer:
    """Quotes, the best first; none when what was found says too little. ``found`` is everything found, for
    those who look for people."""

    question: str
    quotes: list[Quote] = field(default_factory=list)
    evidence: Evidence = field(default_factory=Evidence)
    found: Gathered | None = None
    is_away: bool = False

    def __bool__(self) -> bool:
        """Whether there is an answer."""
        return bool(self.quotes)


def answer(question: str, *, person: Any, filters: Filters | None = None) -> Answer:
    """Sentences that answer ``question`` and stand in what ``person`` may see now. Never raises."""
    question, filters = question[:LONGEST], filters or Filters()
    try:
        engine = index.reader()
        found = gather(question, person=person, filters=filters, engine=engine, meaning=index.meaning())
        words = words_of(question, person=person, engine=engine, filters=filters)
    except (IndexBroken, IndexOutdated) as problem:
        log.error("search is away", reason=str(problem))
        return Answer(question, is_away=True)
    if not found.result.total and index.is_being_made():
        return Answer(question, is_away=True)
    readings = [read(source, words) for source in found.sources]
    evidence = evidence_of(found, readings, words)
    if not is_enough(evidence):
        return Answer(question, [], evidence, found)
    like = None if found.near is None else likeness_to(question, floor=found.floor)
    chosen = quotes.choose(readings, words, like)
    return Answer(question, verified(chosen, person=person), evidence, found)


def verified(chosen: Sequence[Quote], *, person: Any) -> list[Quote]:
    """Those of ``chosen`` that stand in the texts as ``person`` may read them at this moment."""
    texts = current_texts([quote.source.hit for quote in chosen], person=person)
    kept = []
    for quote in chosen:
        if checking.stands_in(quote.text, (one.text for one in texts.get(quote.source.hit.key, ()))):
            kept.append(quote)
        else:
            log.warning("a quotation was dropped: its text is gone or changed", entry=quote.entry.uid)
    return kept
