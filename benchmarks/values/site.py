"""The site that is asked: entries with values, stored both ways in tables of the benchmark's own."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from typing import Any

FIELDS = ("state", "site", "cost", "hours", "due", "owner", "note", "done")
PAGE, BATCH = 100, 5000


class Site:
    """The entries and their values, stored both ways, and how the database is asked."""

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
            for chunk in chunks(ids, BATCH):
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
        for chunk in chunks(rows, 500 if not self.sqlite else 100):
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

    def fetch(self, sql: str, params: Any = ()) -> list[Any]:
        with self.db.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())


def chunks(rows: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
