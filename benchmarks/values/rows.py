"""The questions, asked of typed rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.values.site import FIELDS, PAGE, Site


class Rows(Site):
    """A site whose values are rows."""

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
