"""The same questions, asked of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from benchmarks.values.site import PAGE, Site


class Documents(Site):
    """A site whose values are a document for each entry."""

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
