"""Questions to 100,000 pages of one type, asked by the house's own functions: ``python -m benchmarks.types``.

Needs an empty database (``PRACTICA_DATA_DIR`` or ``PRACTICA_DATABASE_URL``); prints a line per question.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

ROUNDS, BATCH = 15, 2000
STATES, SITES = ("open", "waiting", "agreed", "done", "dropped"), [f"site {n:02}" for n in range(20)]


def main() -> None:
    """Fill and ask."""
    import django

    parser = argparse.ArgumentParser(prog="benchmarks.types", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    wanted = parser.parse_args()
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    member, community, type = fill(wanted.entries)
    ask(member, community, type)


def fill(entries: int) -> tuple[Any, Any, Any]:
    """A member, a community, and a type with eight fields that as many pages of it answer."""
    from django.db import connection
    from django.utils import timezone

    from practica.content.pages.models import Page
    from practica.core.communities.actions import start
    from practica.core.communities.models import Membership
    from practica.core.entries.models import Entry
    from practica.core.people.models import Organisation, Person
    from practica.core.types.actions import add_field, make_type
    from practica.core.types.kinds import cells
    from practica.core.types.models import Value
    from practica.core.types.queries import fields_of

    home, _new = Organisation.objects.get_or_create(name="Alder Works", defaults={"standing": "home"})
    lead = Person.objects.create_user("l", "l@example.org", "x", name="L", organisation=home)
    member = Person.objects.create_user("m", "m@example.org", "x", name="M", organisation=home)
    community = start(name="Register", actor=lead)
    Membership.objects.create(community=community, person=member)
    type = make_type(community=community, label="Record", actor=lead)
    for label, kind, options in (
        ("State", "choice", {"choices": list(STATES)}), ("Site", "choice", {"choices": SITES}),
        ("Cost", "number", {}), ("Hours", "number", {}), ("Due", "date", {}), ("Owner", "people", {}),
        ("Note", "text", {}), ("Done", "yesno", {}),
    ):  # fmt: skip
        add_field(type, label=label, kind=kind, options=options, actor=lead)
    fields = {field.name: field for field in fields_of(type)}
    sites = [one["key"] for one in fields["site"].choices]
    dice, now = random.Random(7), timezone.now()
    for begin in range(0, entries, BATCH):
        made = Entry.objects.bulk_create(
            Entry(
                kind="page", community=community, author=lead, title=f"Record {n}", slug=f"record-{n}",
                audience="members" if n % 10 == 1 else "core" if n % 100 == 2 else "community",
                changed=now - dt.timedelta(minutes=n), active_at=now - dt.timedelta(minutes=n),
            )
            for n in range(begin, min(begin + BATCH, entries))
        )  # fmt: skip
        Page.objects.bulk_create(
            Page(entry=entry, community=community, type=type, position=n) for n, entry in enumerate(made)
        )
        values = []
        for entry in made:
            told = {
                "state": dice.choice(STATES), "site": dice.choice(sites),
                "cost": round(dice.random() * 10_000, 2) if dice.random() > 0.2 else None,
                "hours": dice.randrange(200), "owner": (lead,), "done": dice.random() > 0.5,
                "due": dt.date(2026, dice.randrange(1, 13), 1) if dice.random() > 0.3 else None,
                "note": f"note {dice.randrange(10**9)} of what was seen at the pump that day",
            }  # fmt: skip
            for name, value in told.items():
                for cell in cells(fields[name], value):
                    values.append(Value(entry=entry, field=fields[name], **cell))
        Value.objects.bulk_create(values, batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return member, community, type


def ask(member: Any, community: Any, type: Any) -> None:
    """Print how long each question takes."""
    from django.db import connection, reset_queries

    from practica.core.entries.models import Entry
    from practica.core.types.actions import set_values
    from practica.core.types.queries import (
        Condition,
        Order,
        fields_of,
        filtered,
        grouped,
        of_type,
        page_of,
        summed,
        values_of,
    )

    fields = fields_of(type)
    by = {field.name: field for field in fields}
    dice = random.Random(8)

    def rows() -> Any:
        return of_type(Entry.objects.filter(community=community).visible_to(member), type)

    def under(*asked: tuple[str, str, Any]) -> Any:
        return filtered(
            rows(), [Condition(by[name], how, value) for name, how, value in asked], seen_by=member
        )

    def page(entries: Any, *orders: Order, **more: Any) -> int:
        found = page_of(entries, orders, **more)
        return sum(len(one) for one in values_of(found.ids, seen_by=member, fields=fields).values())

    def save() -> str:
        entry = Entry.objects.select_related("community").get(pk=dice.choice(ids))
        set_values(entry, {"hours": dice.randrange(10_000)}, actor=community.created_by)
        return ""

    ids = list(rows().values_list("pk", flat=True)[:5000])
    one, two = ("state", "is", "open"), ("site", "is", "site_07")
    middle = page_of(rows(), [Order(by["cost"])]).following
    last = page_of(rows(), [Order(by["cost"])], limit=90_000).following
    questions: dict[str, Callable[[], Any]] = {
        "first 100 with values": lambda: page(rows()),
        "one filter, 1 in 5": lambda: page(under(one)),
        "two filters, 1 in 100": lambda: page(under(one, two)),
        "one filter, 1 in 100,000": lambda: page(under(("cost", "is", 17.17))),
        "text contains": lambda: page(under(("note", "contains", "999"))),
        "by number": lambda: page(rows(), Order(by["cost"])),
        "by number, falling": lambda: page(rows(), Order(by["cost"], descending=True)),
        "by number, next page": lambda: page(rows(), Order(by["cost"]), after=middle),
        "by number, among the blanks": lambda: page(rows(), Order(by["cost"]), after=last),
        "by date": lambda: page(rows(), Order(by["due"])),
        "by text": lambda: page(rows(), Order(by["note"])),
        "by choice": lambda: page(rows(), Order(by["state"])),
        "one filter, by number": lambda: page(under(one), Order(by["cost"]), is_narrow=True),
        "two filters, by number": lambda: page(under(one, two), Order(by["cost"]), is_narrow=True),
        "by choice, then number": lambda: page(rows(), Order(by["state"]), Order(by["cost"])),
        "groups of a choice": lambda: len(grouped(rows(), by["state"], seen_by=member)),
        "groups under a filter": lambda: len(grouped(under(two), by["state"], seen_by=member)),
        "sum of all": lambda: summed(rows(), by["cost"]).count,
        "sum under a filter": lambda: summed(under(one), by["cost"]).count,
        "count of all": lambda: rows().count(),
        "a cell saved": save,
    }
    print(f"\n{connection.vendor}\n\n| question | median ms | p95 ms | CPU ms here | queries | answer |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, question in questions.items():
        times: list[float] = []
        cpu: list[float] = []
        for _round in range(ROUNDS):
            begun, worked = time.perf_counter(), time.process_time()
            answer = question()
            times.append((time.perf_counter() - begun) * 1000)
            cpu.append((time.process_time() - worked) * 1000)
        times.sort()
        connection.force_debug_cursor = True
        reset_queries()
        question()
        count = len(connection.queries)
        connection.force_debug_cursor = False
        figures = statistics.median(times), times[int(ROUNDS * 0.95)], statistics.median(cpu)
        print(f"| {name} | {' | '.join(f'{one:.1f}' for one in figures)} | {count} | {answer} |", flush=True)


if __name__ == "__main__":
    main()
