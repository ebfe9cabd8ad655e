"""A collection of many rows: brought from CSV, looked at, filtered, sorted, grouped, written in.

``python -m benchmarks.collections [ROWS] [FOLDER]`` makes a site in FOLDER (a temporary one without), writes
a CSV file of ROWS rows, brings it in as the worker would, and asks the views of the house as a member would,
in one process and without a server. CPU is that of the process; p50 and p95 of 25.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TIMES = 25
SITES = ("Turku", "Oulu", "Rauma", "Kotka", "Vaasa", "Pori", "Hanko", "Kemi")


def main() -> None:
    """Make, bring, look, print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="practica-collections-") as scratch:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch)
        os.environ["PRACTICA_DATA_DIR"] = str(folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practica.config.settings")
        _measure(rows, folder)


def _measure(rows: int, folder: Path) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    print(f"{rows:,} rows, {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}\n")
    from practica.content.collections.models import Collection

    known = Collection.objects.with_entry().first()
    if known is not None:
        # The rows of the run before.
        _look(known)
        return
    collection = _collection()
    file = folder / "rows.csv"
    _write(file, rows)
    before = _peak()
    begun = time.perf_counter()
    made = _bring(collection, file)
    took = time.perf_counter() - begun
    print(
        f"import of a CSV file of {file.stat().st_size / 1e6:.1f} MB: {made:,} rows in {took:.0f} s ", end=""
    )
    print(f"({made / took:,.0f} a second), {(_peak() - before) / 1024:.0f} MB more memory at its peak\n")
    _look(collection)


def _collection() -> Any:
    from practica.content.collections.actions import make
    from practica.core.communities.actions import start
    from practica.core.people.models import Organisation, Person
    from practica.core.types.actions import add_field, make_type

    home, _new = Organisation.objects.get_or_create(name="Alder Works", defaults={"standing": "home"})
    ann = Person.objects.create_user("ann", "ann@example.org", "correct horse", name="Ann", organisation=home)
    community = start(name="Bench", actor=ann)
    kind = make_type(community=community, label="Pump", actor=ann)
    options = {"choices": [{"label": site} for site in SITES]}
    add_field(kind, label="Site", kind="choice", options=options, actor=ann)
    for label, sort in (("Cost", "number"), ("Due", "date"), ("Critical", "yesno"), ("Note", "text")):
        add_field(kind, label=label, kind=sort, actor=ann)
    kind.refresh_from_db()
    return make(community=community, title="Pumps", type=kind, actor=ann)


def _write(path: Path, rows: int) -> None:
    dice = random.Random(4)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Name", "Site", "Cost", "Due", "Critical", "Note"])
        for number in range(rows):
            due = f"2026-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            cost, yes = dice.randint(1, 100_000) / 100, dice.choice(("yes", "no"))
            writer.writerow([f"Pump {number}", dice.choice(SITES), cost, due, yes, f"note {number % 977}"])


def _bring(collection: Any, path: Path) -> int:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from practica.core.types.queries import fields_of
    from practica.interfaces.transfer.tables import actions
    from practica.interfaces.transfer.tables.guessing import guesses
    from practica.interfaces.transfer.tables.mapping import offers

    ann = collection.entry.author
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    run = actions.begin(upload, collection=collection, actor=ann)
    del upload
    with actions.opened(run) as file:
        table = actions.table_of(run, file)
        found = guesses([next(table.rows) for _row in range(500)], len(table.columns))
    offered = offers(table.columns, found, fields_of(collection.type), may_add=True)
    actions.let_run(run, [one.target for one in offered], actor=ann)
    actions.work_on(run)
    run.refresh_from_db()
    return int(run.made)


def _look(collection: Any) -> None:
    from django.test import Client

    # As the process that serves pages: with its way of collecting garbage, among others.
    import practica.config.wsgi  # noqa: F401

    client = Client()
    client.force_login(collection.entry.author)
    here = collection.get_absolute_url()
    asked = {
        "first view": {},
        "filter, a choice": {"own": "1", "f": "site:is:turku"},
        "filter, narrow": {"own": "1", "f": "cost:less:1"},
        "two filters": {"own": "1", "f": ["site:is:turku", "cost:more:500"]},
        "sort by a number": {"own": "1", "s": "cost"},
        "filter and sort": {"own": "1", "f": "site:is:turku", "s": "-due"},
        "group": {"own": "1", "g": "site"},
    }
    print("| | CPU ms, p50 | p95 | wall-clock ms, p95 | queries |\n| --- | --- | --- | --- | --- |")
    for name, query in asked.items():
        _time(name, lambda query=query: _get(client, here, query))
    row = _rows(collection)
    dice = random.Random(5)

    def save() -> None:
        cell = {"row": dice.choice(row), "field": "cost", "value": dice.randint(1, 9999)}
        sent = json.dumps({"cells": [cell]})
        answer = client.post(collection.address("cells"), sent, content_type="application/json")
        assert not answer.json()["cells"][0]["problem"], answer.content

    _time("cell save", save)


def _get(client: Any, address: str, query: Any) -> None:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.status_code


def _rows(collection: Any) -> list[str]:
    from practica.content.collections.queries import rows_of

    rows = rows_of(collection, seen_by=collection.entry.author)
    return list(rows.order_by("?").values_list("uid", flat=True)[:TIMES])


def _time(name: str, work: Callable[[], None]) -> None:
    from django.db import connection

    asked: list[str] = []

    def note(execute: Any, sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    work()
    with connection.execute_wrapper(note):
        work()
    walls, cpus = [], []
    for _turn in range(TIMES):
        begun, spent = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - begun) * 1000)
        cpus.append((time.process_time() - spent) * 1000)
    wall, cpu = (statistics.quantiles(one, n=20)[18] for one in (walls, cpus))
    print(f"| {name} | {statistics.median(cpus):.0f} | {cpu:.0f} | {wall:.0f} | {len(asked)} |", flush=True)


def _peak() -> int:
    """The most memory this process has had, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
