"""What a row of a table becomes: a title and values, or a sentence why it is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import gettext as _

from practica.core.entries.actions import clean_title
from practica.core.people.models import Person
from practica.core.types import kinds
from practica.core.types.models import Field
from practica.interfaces.transfer.tables import cells
from practica.interfaces.transfer.tables.mapping import NEW, TITLE, Target
from practica.interfaces.transfer.tables.reading.shape import Cell, Row
from practica.kit.access import Invalid

MOST_KNOWN = 20_000


@dataclass
class Judge:
    """Judges rows one by one and remembers what a cell meant: four words of a choice are four look-ups."""

    targets: Sequence[Target]
    fields: Mapping[str, Field]
    actor: Any
    _known: dict[tuple[int, Cell], Any] = field(default_factory=dict)

    def judge(self, row: Row) -> tuple[str, dict[str, Any]]:
        """The title and the values of ``row``. Raises Invalid with a sentence that names the column."""
        if row.problem:
            raise Invalid(row.problem)
        title, values = "", {}
        for at, (target, cell) in enumerate(zip(self.targets, row.cells, strict=False)):
            if target.to == TITLE:
                title = clean_title(cells.text_of(cell) if cell is not None else "")
            elif target.to and cell is not None:
                value = self._value(at, target, cell)
                if value is not None:
                    values[target.to] = value
        missing = [one.title for one in self.fields.values() if one.is_required and one.name not in values]
        if missing:
            raise Invalid(_("“%(column)s” is needed.") % {"column": missing[0]})
        return title, values

    def problems(self, rows: Iterable[Row], *, most: int) -> tuple[int, list[tuple[int, str]]]:
        """How many of ``rows`` would be left out, and for the first ``most`` of them their line and why."""
        count = 0
        told: list[tuple[int, str]] = []
        for row in rows:
            try:
                self.judge(row)
            except Invalid as problem:
                count += 1
                if len(told) < most:
                    told.append((row.number, str(problem)))
        return count, told

    def _value(self, at: int, target: Target, cell: Cell) -> Any:
        key = (at, cell)
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            try:
                self._known[key] = self._cleaned(target, cell)
            except Invalid as problem:
                self._known[key] = problem
        found = self._known[key]
        if isinstance(found, Invalid):
            raise Invalid(f"{target.label}: {found}")
        return found

    def _cleaned(self, target: Target, cell: Cell) -> Any:
        one = self.fields.get(target.to)
        if one is None:
            return self._tried(target, cell) if target.to == NEW else None
        kind = target.kind if one.kind != Field.Kind.PEOPLE else cells.TEXT
        value = cells.value_of(cell, kind, target.habits)
        if isinstance(value, Decimal):
            value = float(value)
        if one.kind == Field.Kind.PEOPLE and isinstance(value, str):
            value = self._people(value)
        if isinstance(value, dt.datetime | dt.date) and one.kind not in (Field.Kind.DATE, Field.Kind.MOMENT):
            value = value.isoformat()
        return kinds.clean(one, value, actor=self.actor)

    def _tried(self, target: Target, cell: Cell) -> Any:
        """What a cell comes to in a field that is made when the rows are brought in."""
        value = cells.value_of(cell, target.kind, target.habits)
        return self._people(value) if target.kind == cells.PEOPLE and value else value

    def _people(self, words: str) -> list[str]:
        return [self._person(word) for word in words.replace(";", ",").split(",") if word.strip()]

    def _person(self, word: str) -> str:
        """The handle of whoever is meant: by address, by handle, by name when only one has it."""
        word = word.strip()
        seen = Person.objects.visible_to(self.actor)
        if "@" in word.strip("@"):
            address = Lower(Coalesce(NullIf(F("email"), Value("")), F("author_email")))
            found = list(seen.annotate(address=address).filter(address=word.lower())[:2])
        else:
            found = list(seen.filter(handle=word.lstrip("@").lower())[:1]) or list(
                seen.filter(name__iexact=word)[:2]
            )
        if len(found) == 1:
            return found[0].handle
        if found:
            raise Invalid(_("Several people are called “%(word)s”. Give an address.") % {"word": word[:60]})
        raise Invalid(_("Nobody here is called “%(word)s”.") % {"word": word[:60]})
