"""Asks both ways and prints a line per question and way."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks.values.documents import Documents
from benchmarks.values.rows import Rows
from benchmarks.values.site import FIELDS

ROUNDS = 15


def main() -> None:
    """Fill an empty, migrated database and print a line per question and way."""
    import django

    parser = argparse.ArgumentParser(prog="benchmarks.values", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    wanted = parser.parse_args()
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    bench = Bench(wanted.entries)
    bench.fill()
    bench.measure()


class Bench(Rows, Documents):
    """One site, asked both ways."""

    def measure(self) -> None:
        self._ask("rows", self.rows())
        self._ask("json", self.documents())
        size = self.size()
        self.run(
            *(
                f"CREATE INDEX m_json_{name} ON m_json (type_id, ({self.of(name)}), entry_id)"
                for name in FIELDS
            ),
            "ANALYZE",
        )
        print(f"index of JSON {self.size() - size} MB")
        self._ask("json, an index per field", self.documents())

    def _ask(self, way: str, questions: dict[str, Callable[[], Any]]) -> None:
        print(f"| {way} | median ms | p95 ms | answer |\n| --- | --- | --- | --- |")
        for name, ask in questions.items():
            times, answer = [], None
            for _round in range(ROUNDS):
                begun = time.perf_counter()
                answer = ask()
                times.append((time.perf_counter() - begun) * 1000)
            times.sort()
            median, late = statistics.median(times), times[int(len(times) * 0.95)]
            print(f"| {name} | {median:.1f} | {late:.1f} | {answer} |", flush=True)


if __name__ == "__main__":
    main()
