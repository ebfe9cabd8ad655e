"""Two ways to store the values of typed entries, measured beside each other: ``python -m benchmarks.values``.

Rows (one typed row per value) and JSON (one document per entry, read with expressions, with and without an
index for each). The site is 100,000 entries with eight fields each; decision 0013 holds the figures.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

FIELDS = ("state", "site", "cost", "hours", "due", "owner", "note", "done")
ROUNDS, PAGE, BATCH = 15, 100, 5000


def main() -> None:
    """Fill an empty, migrated database and print a line per question and way."""
    import django

    parser = argparse.ArgumentParser(prog="benchmarks.values", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    wanted = parser.parse_args()
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    bench = _Bench(wanted.entries)
    bench.fill()
    bench.measure()


class _Bench:
    def __init__(self, entries: int) -> None:
        from django.db import connection

        self.entries, self.db = entries, connection
        self.sqlite = connection.vendor == "sqlite"
        self.dice = random.Random(7)

    def fill(self) -> None:
        from django.utils import timezone

        from practica.core.communities.models import Community, Membership
        from practica.core.entries.models import Entry
        from practica.core.people.models import Organisation, Person

        home, _new = Organisation.objects.get_or_create(name="Alder Works", defaults={"standing": "home"})
        self.member = Person.objects.create_user("m", "m@example.org", "x", name="M", organisation=home)
        communities = [Community.objects.create(name=f"C {n}", slug=f"c-{n}") for n in range(4)]
        Membership.objects.create(community=communities[0], person=self.member)
        Membership.objects.create(community=communities[1], person=self.member)
        # Nine in ten are in one community, as a big register is; a tenth is for members only.
        now = timezone.now()
        Entry.objects.bulk_create(
            (
                Entry(
                    kind="page",
                    community=communities[0 if n % 10 else 1 + n // 10 % 3],
                    author=self.member,
                    title=f"Entry {n}",
                    slug=f"entry-{n}",
                    audience="members" if n % 10 == 1 else "community",
                    changed=now - dt.timedelta(minutes=n),
                    active_at=now - dt.timedelta(minutes=n),
                )
                for n in range(self.entries)
            ),
            batch_size=BATCH,
        )
        ids = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
        self.first, self.ids = communities[0], ids
        self.run(
            "CREATE TABLE m_type (entry_id bigint PRIMARY KEY REFERENCES entries_entry(id), type_id integer)",
            "CREATE INDEX m_type_of ON m_type (type_id, entry_id)",
            "CREATE TABLE m_value (id {serial}, entry_id bigint NOT NULL REFERENCES entries_entry(id), "
            "field_id integer NOT NULL, position integer NOT NULL, text text, key varchar(80), "
            "number double precision, moment {moment}, person_id bigint, target_id bigint)",
            "CREATE TABLE m_json (entry_id bigint PRIMARY KEY REFERENCES entries_entry(id), "
            "type_id integer NOT NULL, data {json} NOT NULL)",
        )
        with self.db.cursor() as cursor:
            for chunk in _chunks(ids, BATCH):
                self._fill(cursor, chunk)
        size = self.size()
        self.run(
            "CREATE UNIQUE INDEX m_value_cell ON m_value (entry_id, field_id, position)",
            "CREATE INDEX m_value_key ON m_value (field_id, key, entry_id) WHERE key IS NOT NULL",
            "CREATE INDEX m_value_number ON m_value (field_id, number, entry_id) WHERE number IS NOT NULL",
            "CREATE INDEX m_value_moment ON m_value (field_id, moment, entry_id) WHERE moment IS NOT NULL",
            "CREATE INDEX m_value_person ON m_value (person_id) WHERE person_id IS NOT NULL",
            "CREATE INDEX m_value_target ON m_value (target_id) WHERE target_id IS NOT NULL",
            "ANALYZE",
        )
        print(f"\n{self.db.vendor}, {self.entries} entries; index of rows {self.size() - size} MB")

    def _fill(self, cursor: Any, ids: list[int]) -> None:
        types, values, documents = [], [], []
        for pk in ids:
            told: dict[str, Any] = {
                "state": self.dice.choice(["open", "waiting", "agreed", "done", "dropped"]),
                "site": f"site {self.dice.randrange(20):02}",
                "cost": round(self.dice.random() * 10_000, 2) if self.dice.random() > 0.2 else None,
                "hours": self.dice.randrange(200),
                "due": f"2026-{self.dice.randrange(1, 13):02}-{self.dice.randrange(1, 29):02}"
                if self.dice.random() > 0.3
                else None,
                "owner": self.member.pk,
                "note": f"note {self.dice.randrange(10**9)} of what was seen at the pump that day",
                "done": self.dice.random() > 0.5,
            }
            types.append((pk, 1))
            documents.append((pk, 1, json.dumps({k: v for k, v in told.items() if v is not None})))
            for number, name in enumerate(FIELDS):
                value = told[name]
                if value is None:
                    continue
                is_text = isinstance(value, str) and name != "due"
                is_number = isinstance(value, bool | int | float) and name != "owner"
                values.append(
                    (
                        pk, number, 0, value if is_text else None, value[:80] if is_text else None,
                        float(value) if is_number else None,
                        f"{value} 00:00:00+00:00" if name == "due" and not self.sqlite
                        else f"{value} 00:00:00" if name == "due" else None,
                        value if name == "owner" else None,
                    )
                )  # fmt: skip
        self._insert(cursor, "m_type (entry_id, type_id)", types)
        self._insert(
            cursor, "m_value (entry_id, field_id, position, text, key, number, moment, person_id)", values
        )
        self._insert(cursor, "m_json (entry_id, type_id, data)", documents)

    def _insert(self, cursor: Any, into: str, rows: list[tuple[Any, ...]]) -> None:
        marks = f"({', '.join(['%s'] * len(rows[0]))})"
        for chunk in _chunks(rows, 500 if not self.sqlite else 100):
            cursor.execute(
                f"INSERT INTO {into} VALUES {', '.join([marks] * len(chunk))}",  # noqa: S608
                [value for row in chunk for value in row],
            )

    def run(self, *statements: str) -> None:
        names = {
            "serial": "integer PRIMARY KEY" if self.sqlite else "bigserial PRIMARY KEY",
            "moment": "datetime" if self.sqlite else "timestamptz",
            "json": "text" if self.sqlite else "jsonb",
        }
        with self.db.cursor() as cursor:
            for statement in statements:
                for name, spelt in names.items():
                    statement = statement.replace("{" + name + "}", spelt)
                cursor.execute(statement)

    def size(self) -> int:
        """Megabytes of the database."""
        with self.db.cursor() as cursor:
            cursor.execute(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
                if self.sqlite
                else "SELECT pg_database_size(current_database())"
            )
            return int(cursor.fetchone()[0]) // 1_000_000

    def sight(self) -> tuple[str, tuple[Any, ...]]:
        """The joins and the rule of sight of a member, as the house's own query spells them."""
        from practica.core.entries.models import Entry

        rows = Entry.objects.visible_to(self.member).filter(community=self.first)
        sql, params = rows.values("pk").query.sql_with_params()
        return sql.split(" FROM ", 1)[1], params

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

    def fetch(self, sql: str, params: Any = ()) -> list[Any]:
        with self.db.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def rows(self) -> dict[str, Callable[[], Any]]:
        """The questions, asked of typed rows."""
        out, params = self.sight()
        typed = "EXISTS (SELECT 1 FROM m_type t WHERE t.entry_id = entries_entry.id AND t.type_id = 1)"
        cross = "CROSS JOIN" if self.sqlite else "JOIN"

        def has(field: str, column: str, probe: bool = False) -> str:
            of = f"v.field_id = {FIELDS.index(field)} AND v.{column} = %s"
            if probe:
                return f"EXISTS (SELECT 1 FROM m_value v WHERE v.entry_id = entries_entry.id AND {of})"
            return f"entries_entry.id IN (SELECT v.entry_id FROM m_value v WHERE {of})"

        def values(ids: list[int]) -> int:
            marks = ", ".join(["%s"] * len(ids))
            return len(
                self.fetch(
                    f"SELECT entry_id, field_id, text, number, moment, person_id, target_id FROM m_value "  # noqa: S608
                    f"WHERE entry_id IN ({marks})",
                    ids,
                )
            )

        def first(where: str = typed, more: tuple[Any, ...] = (), order: str = "") -> list[int]:
            order = order or "entries_entry.active_at DESC, entries_entry.id DESC"
            sql = f"SELECT entries_entry.id FROM {out} AND {where} ORDER BY {order} LIMIT {PAGE}"  # noqa: S608
            return [row[0] for row in self.fetch(sql, (*params, *more))]

        def sorted_by(field: str, column: str, after: str = "") -> list[int]:
            tables, where = out.split(" WHERE ", 1)
            tables = tables.replace("INNER JOIN", cross)
            on = "" if self.sqlite else " ON entries_entry.id = s.entry_id"
            tables = f"m_value s {cross} " + tables.replace('"entries_entry"', f'"entries_entry"{on}', 1)
            tie = "AND s.entry_id = entries_entry.id" if self.sqlite else ""
            sql = (
                f"SELECT entries_entry.id FROM {tables} WHERE s.field_id = {FIELDS.index(field)} {tie} "  # noqa: S608
                f"AND s.{column} IS NOT NULL {after} AND {where} ORDER BY s.{column}, s.entry_id LIMIT {PAGE}"
            )
            return [row[0] for row in self.fetch(sql, params)]

        def plainly_sorted(field: str, column: str) -> list[int]:
            tables, where = out.split(" WHERE ", 1)
            sql = (
                f"SELECT entries_entry.id FROM {tables} LEFT JOIN m_value s ON s.entry_id = entries_entry.id "  # noqa: S608
                f"AND s.field_id = {FIELDS.index(field)} AND s.position = 0 WHERE {typed} AND {where} "
                f"ORDER BY s.{column} ASC NULLS LAST, entries_entry.id LIMIT {PAGE}"
            )
            return [row[0] for row in self.fetch(sql, params)]

        def blanks(field: str) -> list[int]:
            empty = (
                f"NOT EXISTS (SELECT 1 FROM m_value v WHERE v.entry_id = entries_entry.id "  # noqa: S608
                f"AND v.field_id = {FIELDS.index(field)})"
            )
            return first(f"{typed} AND {empty}", order="entries_entry.id")

        def grouped() -> int:
            tables, where = out.split(" WHERE ", 1)
            sql = (
                f"SELECT s.key, COUNT(*) FROM {tables} INNER JOIN m_value s ON s.entry_id = entries_entry.id "  # noqa: S608
                f"AND s.field_id = 0 WHERE {where} GROUP BY s.key"
            )
            return len(self.fetch(sql, params))

        def summed() -> float:
            tables, where = out.split(" WHERE ", 1)
            sql = (
                f"SELECT SUM(s.number) FROM {tables} INNER JOIN m_value s ON s.entry_id = entries_entry.id "  # noqa: S608
                f"AND s.field_id = 2 WHERE {where} AND {has('state', 'key')}"
            )
            return round(self.fetch(sql, (*params, "open"))[0][0])

        def saved() -> str:
            from django.db import transaction

            pk = self.dice.choice(self.ids)
            with transaction.atomic(), self.db.cursor() as cursor:
                cursor.execute("UPDATE m_value SET number = 5 WHERE entry_id = %s AND field_id = 3", (pk,))
            return ""

        def counted() -> int:
            return self.fetch(
                f"SELECT COUNT(*) FROM {out} AND {typed} AND {has('state', 'key')}",  # noqa: S608
                (*params, "open"),
            )[0][0]

        return {
            "first 100, newest, with values": lambda: values(first()),
            "one filter (1 in 5)": lambda: values(first(f"{typed} AND {has('state', 'key')}", ("open",))),
            "one filter, probed": lambda: values(
                first(f"{typed} AND {has('state', 'key', True)}", ("open",))
            ),
            "two filters (1 in 100)": lambda: values(
                first(f"{typed} AND {has('state', 'key')} AND {has('site', 'key')}", ("open", "site 07"))
            ),
            "two filters, probed": lambda: values(
                first(
                    f"{typed} AND {has('state', 'key', True)} AND {has('site', 'key', True)}",
                    ("open", "site 07"),
                )
            ),
            "count of one filter": counted,
            "by number, joined left": lambda: values(plainly_sorted("cost", "number")),
            "by number, walked": lambda: values(sorted_by("cost", "number")),
            "by number, in the middle": lambda: values(sorted_by("cost", "number", "AND s.number > 5000")),
            "by date, walked": lambda: values(sorted_by("due", "moment")),
            "by text, walked": lambda: values(sorted_by("note", "key")),
            "the blanks at the end": lambda: values(blanks("cost")),
            "groups of a choice": grouped,
            "sum under a filter": summed,
            "a cell saved": saved,
        }

    def of(self, name: str) -> str:
        """The expression that reads one value."""
        if self.sqlite:
            return f"json_extract(data, '$.{name}')"
        cast = {"cost": "::double precision", "hours": "::double precision"}.get(name, "")
        return f"(data->>'{name}'){cast}"

    def documents(self) -> dict[str, Callable[[], Any]]:
        """The same questions, asked of JSON."""
        out, params = self.sight()
        tables, where = out.split(" WHERE ", 1)
        tables += " INNER JOIN m_json j ON j.entry_id = entries_entry.id AND j.type_id = 1"
        walked = tables.replace("INNER JOIN", "CROSS JOIN") if self.sqlite else tables
        newest = "entries_entry.active_at DESC, entries_entry.id DESC"

        def ask(more: str = "", told: tuple[Any, ...] = (), order: str = newest, of: str = tables) -> int:
            sql = f"SELECT j.data FROM {of} WHERE {where} {more} ORDER BY {order} LIMIT {PAGE}"  # noqa: S608
            read = [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in
                    self.fetch(sql, (*params, *told))]  # fmt: skip
            return sum(len(one) for one in read)

        def first_json(order: str) -> str:
            if not self.sqlite:
                return tables
            return "m_json j CROSS JOIN " + walked.replace(
                " CROSS JOIN m_json j ON j.entry_id = entries_entry.id AND j.type_id = 1", ""
            )  # noqa: E501

        def by(name: str, more: str = "") -> int:
            tie = "AND j.entry_id = entries_entry.id AND j.type_id = 1" if self.sqlite else ""
            return ask(
                f"{tie} AND {self.of(name)} IS NOT NULL {more}",
                order=f"{self.of(name)}, j.entry_id",
                of=first_json(name),
            )

        def grouped() -> int:
            name = self.of("state")
            sql = f"SELECT {name}, COUNT(*) FROM {tables} WHERE {where} GROUP BY {name}"  # noqa: S608
            return len(self.fetch(sql, params))

        def summed() -> float:
            sql = f"SELECT SUM({self.of('cost')}) FROM {tables} WHERE {where} AND {self.of('state')} = %s"  # noqa: S608
            return round(self.fetch(sql, (*params, "open"))[0][0])

        def counted() -> int:
            sql = f"SELECT COUNT(*) FROM {tables} WHERE {where} AND {self.of('state')} = %s"  # noqa: S608
            return self.fetch(sql, (*params, "open"))[0][0]

        def saved() -> str:
            from django.db import transaction

            pk = self.dice.choice(self.ids)
            change = "json_set(data, '$.hours', 5)" if self.sqlite else "jsonb_set(data, '{hours}', '5')"
            with transaction.atomic(), self.db.cursor() as cursor:
                cursor.execute(f"UPDATE m_json SET data = {change} WHERE entry_id = %s", (pk,))  # noqa: S608
            return ""

        state, site = f"AND {self.of('state')} = %s", f"AND {self.of('site')} = %s"
        return {
            "first 100, newest, with values": ask,
            "one filter (1 in 5)": lambda: ask(state, ("open",)),
            "two filters (1 in 100)": lambda: ask(f"{state} {site}", ("open", "site 07")),
            "count of one filter": counted,
            "by number": lambda: by("cost"),
            "by number, in the middle": lambda: by("cost", f"AND {self.of('cost')} > 5000"),
            "by date": lambda: by("due"),
            "by text": lambda: by("note"),
            "the blanks at the end": lambda: ask(f"AND {self.of('cost')} IS NULL", order="entries_entry.id"),
            "groups of a choice": grouped,
            "sum under a filter": summed,
            "a cell saved": saved,
        }


def _chunks(rows: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


if __name__ == "__main__":
    main()
