"""The engine alone, in this process, with one reader's rights: ``python -m benchmarks.engine EMAIL`` prints
JSON; with ``--meaning`` by meaning too.

Of each question the least of three rounds, p50 and p95: CPU milliseconds of the whole process, all its
threads, and milliseconds on the clock. What a round found is forgotten before the next, so no question is
known. ``busy`` says how many processes wanted a core meanwhile: above 1 the clock shows the machine.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.words import Words

if TYPE_CHECKING:
    from practica.reach.search.meaning.shelf import Shelf

QUERIES, ROUNDS, WARMING, SAMPLE, BATCH = 240, 3, 30, 200, 200

Ask = Callable[[str], object]


def main() -> None:
    """Ask every query three times, and print what it took."""
    import django

    django.setup()
    from practica.core.entries.scopes import scopes_of_reader
    from practica.core.people.models import Person
    from practica.kit.contracts.search import Filters
    from practica.reach.search import index
    from practica.reach.search.engines import open_engine
    from practica.reach.search.meaning.asking import SiteMeaning
    from practica.reach.search.queries import PAGE

    scopes = scopes_of_reader(Person.objects.get(email=sys.argv[1]))

    def searching(shelf: Shelf | None = None) -> Ask:
        """Search anew: nothing that was found before is known."""
        engine = open_engine(index.directory(), writable=False)
        meaning = SiteMeaning(shelf) if shelf is not None else None
        return lambda text: engine.search(text, scopes=scopes, filters=Filters(), limit=PAGE, meaning=meaning)

    engine = index.reader()
    found = _least(queries(), searching)
    suggested = _least(beginnings(), lambda: lambda text: engine.suggest(text, scopes=scopes, limit=8))
    told = {
        "documents": engine.count(),
        "passages": _passages(),
        "search": found.cpu,
        "search_clock": found.clock,
        "suggest": suggested.cpu,
        "suggest_clock": suggested.clock,
    }
    if "--meaning" in sys.argv:
        with TemporaryDirectory() as folder:
            made = shelved(Path(folder))
            meant = _least(queries(), lambda: searching(made))
        told |= {"meaning": meant.cpu, "meaning_clock": meant.clock}
    told["busy"] = os.getloadavg()[0]
    print(json.dumps(told))


def shelved(folder: Path) -> Shelf:
    """A vector of noise for each passage of the site: what comparing them costs hangs on their number, not on
    what they say, and the model's own would take an hour for 100,000. That of the question is the model's."""
    from practica.reach.search.meaning.choosing import encoder
    from practica.reach.search.meaning.contract import identity
    from practica.reach.search.meaning.floor import floor_of
    from practica.reach.search.meaning.segment import MadeBy, Shelved, write
    from practica.reach.search.meaning.shelf import NOW, Shelf

    model, noise = encoder(), np.random.default_rng(1)
    if model is None:
        raise SystemExit("PRACTICA_MEANING is off.")
    documents = sorted(_documents(), key=lambda row: row[0][0].encode())
    rows = (
        Shelved(number, *about, noise.integers(-127, 128, (passages, model.dimensions), np.int8).tobytes())
        for number, (about, passages) in enumerate(documents)
    )
    floor = floor_of(model)  # before it is asked for its dimensions: it knows them once it was read
    made_by = MadeBy(model=identity(model), dimensions=model.dimensions, floor=floor)
    write(folder / "noise.vectors", rows, made_by)
    (folder / NOW).write_text(json.dumps(["noise.vectors"]))
    return Shelf(folder)


def _documents() -> Iterator[tuple[tuple[str, str, str, tuple[str, ...], bool], int]]:
    """Of every document what it is and belongs to, and how many passages it has."""
    from practica.kit.contracts import search

    for source in search.sources().values():
        rest = iter(source.entry_ids())
        while ids := list(islice(rest, BATCH)):
            for one in source.documents(ids):
                about = (one.key, one.kind, one.community_uid, one.scopes, one.demoted)
                yield about, max(len(one.passages), 1)


def queries() -> list[str]:
    """What many people might type: the same list every time."""
    words = Words(7)
    return [words.query() for _ in range(QUERIES)]


def beginnings() -> list[str]:
    """The first letters of the same."""
    return [text.strip('"')[: 2 + number % 9] for number, text in enumerate(queries())]


class Took(NamedTuple):
    """Milliseconds of CPU and on the clock: p50 and p95."""

    cpu: list[float]
    clock: list[float]


def _least(texts: Sequence[str], begin: Callable[[], Ask]) -> Took:
    cpu, clock = [float("inf")] * len(texts), [float("inf")] * len(texts)
    other = Words(11)
    for _ in range(ROUNDS):
        ask = begin()
        for _warming in range(WARMING):
            ask(other.query())
        for at, text in enumerate(texts):
            began, spent = time.perf_counter(), time.process_time()
            ask(text)
            cpu[at] = min(cpu[at], (time.process_time() - spent) * 1000)
            clock[at] = min(clock[at], (time.perf_counter() - began) * 1000)
    return Took(_at(cpu), _at(clock))


def _at(times: Sequence[float]) -> list[float]:
    return [round(sorted(times)[int(len(times) * share)], 2) for share in (0.5, 0.95)]


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
