"""The engine alone, in this process, with one reader's rights: ``python -m benchmarks.engine EMAIL`` prints
JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice

from benchmarks.words import Words

QUERIES, ROUNDS, SAMPLE = 240, 3, 200


def main() -> None:
    """Ask every query three times; of each the least CPU milliseconds."""
    import django

    django.setup()
    from practica.core.entries.scopes import scopes_of_reader
    from practica.core.people.models import Person
    from practica.kit.contracts.search import Filters
    from practica.reach.search import index
    from practica.reach.search.queries import PAGE

    engine, scopes = index.reader(), scopes_of_reader(Person.objects.get(email=sys.argv[1]))
    asked, begun = queries(), beginnings()
    found = _least(asked, lambda text: engine.search(text, scopes=scopes, filters=Filters(), limit=PAGE))
    suggested = _least(begun, lambda text: engine.suggest(text, scopes=scopes, limit=8))
    print(
        json.dumps(
            {
                "documents": engine.count(),
                "passages": _passages(),
                "search": [_at(found, 0.5), _at(found, 0.95)],
                "suggest": [_at(suggested, 0.5), _at(suggested, 0.95)],
            }
        )
    )


def queries() -> list[str]:
    """What many people might type: the same list every time."""
    words = Words(7)
    return [words.query() for _ in range(QUERIES)]


def beginnings() -> list[str]:
    """The first letters of the same."""
    return [text.strip('"')[: 2 + number % 9] for number, text in enumerate(queries())]


def _least(texts: Sequence[str], ask: Callable[[str], object]) -> list[float]:
    times = [float("inf")] * len(texts)
    for _ in range(ROUNDS):
        for at, text in enumerate(texts):
            began = time.thread_time()
            ask(text)
            times[at] = min(times[at], (time.thread_time() - began) * 1000)
    return sorted(times)


def _at(times: Sequence[float], share: float) -> float:
    return round(times[int(len(times) * share)], 2)


def _passages() -> int:
    """About how many passages there are: counted in some documents of each kind."""
    from practica.kit.contracts import search

    total = 0.0
    for source in search.sources().values():
        ids = list(source.entry_ids())
        some = list(source.documents(list(islice(ids, SAMPLE))))
        total += len(ids) * sum(len(one.passages) for one in some) / max(len(some), 1)
    return round(total)


if __name__ == "__main__":
    main()
