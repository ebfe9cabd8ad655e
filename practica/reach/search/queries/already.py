"""What is already here and close to a title being typed: questions asked before, then everything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog

from practica.core.entries.scopes import scopes_of_reader
from practica.kit.contracts.search import Engine, Filters, Hit
from practica.reach.search import index
from practica.reach.search.engines import IndexBroken, IndexOutdated
from practica.reach.search.engines.local import language
from practica.reach.search.queries.hits import Found, seen

log = structlog.get_logger(__name__)

#: As near in meaning as this, on the way from texts with nothing in common (0) to the same (1), is close. Of
#: 400 questions of a forum 98 % are so near to the same question asked before; of 240 questions of other
#: collections 1 % are so near to any of its 719.
CLOSE = 0.25

#: Where meaning says nothing: as much of a title's words has to stand in what is close.
SAID = 0.5

#: So many questions asked before stand first.
MOST_QUESTIONS = 3

_LONGEST, _SHORTEST = 300, 4


def already_here(title: str, *, person: Any, limit: int = 5) -> list[Found]:
    """What ``person`` may see that is close to ``title``: the questions first, the nearest before the others.

    Nothing rather than something else. Never raises for any title.
    """
    title = title.strip()[:_LONGEST]
    if len(title) < _SHORTEST:
        return []
    try:
        hits = _close(title, index.reader(), scopes=scopes_of_reader(person), limit=limit)
    except (IndexBroken, IndexOutdated) as problem:
        log.error("search is away", reason=str(problem))
        index.request_rebuild()
        return []
    return seen(hits, person)[:limit]


def _close(title: str, engine: Engine, *, scopes: Sequence[str], limit: int) -> list[Hit]:
    meaning = index.meaning()
    asked = engine.search(
        title, scopes=scopes, filters=Filters(kinds=("question",)), limit=2 * MOST_QUESTIONS, meaning=meaning
    )
    other = engine.search(title, scopes=scopes, filters=Filters(), limit=2 * limit, meaning=meaning)
    meant = other.corrected or title
    near = meaning and meaning.near(meant, scopes=scopes, community_uids=(), documents=engine.count())
    if not near:
        likeness = {hit.key: _said(meant, hit) / SAID for hit in (*asked.hits, *other.hits)}
    else:
        least = near.floor + CLOSE * (1 - near.floor)
        keys = [hit.key for hit in (*asked.hits, *other.hits)]
        likeness = {key: one.cosine / least for key, one in near.of(keys).items()}
    close = [hit for hit in asked.hits if likeness.get(hit.key, 0.0) >= 1.0]
    questions = sorted(close, key=lambda hit: -likeness[hit.key])[:MOST_QUESTIONS]
    rest = [hit for hit in other.hits if hit.kind != "question" and likeness.get(hit.key, 0.0) >= 1.0]
    return [*questions, *rest]


def _said(title: str, hit: Hit) -> float:
    """Which share of the telling words of ``title`` stands in what was found, whatever their endings."""
    telling = {word for word in language.spoken(title) if word not in language.STOP_WORDS}
    wanted = {language.stem(word, "en") or word for word in telling}
    text = f"{hit.title} {hit.passage.heading} {hit.passage.text}"
    there = {language.stem(word, "en") or word for word in language.spoken(text)}
    return len(wanted & there) / len(wanted) if wanted else 0.0
