"""All that one view shows to one reader: columns, rows, lanes or days, filters in words, figures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from practica.content.collections.models import Collection, View
from practica.content.collections.models.asked import UNSORTED, Asked, Filter, Sort
from practica.content.collections.queries.lanes import Lane, lanes_of
from practica.content.collections.queries.losses import lost_words
from practica.content.collections.queries.month import Days, days_of
from practica.content.collections.queries.rows import (
    COUNTED,
    Row,
    asked_rows,
    count_of,
    page,
)
from practica.content.collections.queries.sentences import Chip, chips_of
from practica.content.collections.queries.turns import Turn, group_turns, sort_turns, state_of
from practica.content.collections.queries.waiting import mark_waiting
from practica.core.types import kinds
from practica.core.types.computing import Failed
from practica.core.types.kinds.plainly import key_of
from practica.core.types.models import Field
from practica.core.types.queries import Group, grouped, summed
from practica.kit.access import Invalid


@dataclass(frozen=True)
class Column:
    """A column: its field (None for the title), how wide, how it is sorted, and where a click on it leads."""

    name: str
    title: str
    field: Field | None
    width: int
    sort_url: str
    sorted: str
    sum: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Section:
    """Rows with the same value of the field a table is grouped by. ``url`` shows them alone."""

    label: str
    count: int | None
    url: str
    rows: list[Row]


@dataclass
class Look:
    """What the page of a view needs."""

    collection: Collection
    view: View
    asked: Asked
    fields: list[Field]
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)
    days: Days | None = None
    chips: list[Chip] = field(default_factory=list)
    sort_turns: list[Turn] = field(default_factory=list)
    group_turns: list[Turn] = field(default_factory=list)
    following: str = ""
    count: int = 0
    problem: str = ""
    problem_field: str = ""
    lost: str = ""

    @property
    def is_groundless(self) -> bool:
        """Whether it is a board without lanes or a calendar without days."""
        grounds = {View.Shape.BOARD: self.field_of_group, View.Shape.CALENDAR: self.field_of_date}
        return self.asked.shape in grounds and grounds[View.Shape(self.asked.shape)] is None

    @property
    def count_words(self) -> str:
        """How many rows there are, in figures; more than 1,000 are not counted out."""
        return _("more than 1,000") if self.count > COUNTED else f"{self.count:,}".replace(",", "\u202f")

    @property
    def every_row(self) -> list[Row]:
        """The rows of the table, the lanes or the days."""
        parts = [self.rows, *(lane.rows for lane in self.lanes)]
        parts += [day.rows for day in self.days.filled] if self.days else []
        return [row for part in parts for row in part]

    @property
    def sorted_by(self) -> Turn | None:
        """How rows are sorted, if not by their age."""
        return next((one for one in self.sort_turns[1:] if one.state), None)

    @property
    def field_of_date(self) -> Field | None:
        """The field a calendar goes by."""
        return next((one for one in self.fields if one.name == self.asked.date), None)

    @property
    def field_of_group(self) -> Field | None:
        """The field rows are grouped by."""
        return next((one for one in self.fields if one.name == self.asked.group), None)


def look_of(
    collection: Collection,
    view: View,
    asked: Asked,
    fields: list[Field],
    rows: Any,
    *,
    after: str = "",
    is_open: bool = False,
    seen_by: Any,
) -> Look:
    """What ``seen_by`` sees of ``rows`` when she asks as ``asked``. A filter nobody can ask shows no rows and
    says why. With ``is_open`` she has its link, and sees its columns alone."""
    look = Look(collection, view, asked, fields)
    look.chips = chips_of(asked, fields, seen_by=seen_by)
    look.lost = " ".join(lost_words(view, asked, fields))
    look.sort_turns, look.group_turns = sort_turns(asked, fields), group_turns(asked, fields)
    try:
        found = asked_rows(rows, asked, fields, seen_by=seen_by)
    except Invalid as problem:
        look.problem, look.problem_field = str(problem), problem.field
        return look
    if asked.shape == View.Shape.BOARD:
        look.lanes = lanes_of(found, asked, fields, field=look.field_of_group, seen_by=seen_by)
        look.count = sum(lane.count for lane in look.lanes)
    elif asked.shape == View.Shape.CALENDAR:
        look.days = days_of(found, asked, fields, field=look.field_of_date, seen_by=seen_by)
        look.count = look.days.count if look.days else 0
    else:
        _in_line(look, found, after, is_open, seen_by)
    mark_waiting(look.every_row, fields, collection.entry.community, seen_by=seen_by)
    return look


def _in_line(look: Look, found: Any, after: str, is_open: bool, seen_by: Any) -> None:
    """Rows one below another: table, gallery, list."""
    asked, group = look.asked, look.field_of_group
    ordered = asked
    if group is not None and group.kind not in UNSORTED:
        same = [one for one in asked.sorts if one.field != group.name]
        ordered = replace(asked, sorts=(Sort(group.name), *same)[:3])
    shown = page(found, _with_group(ordered), look.fields, after=after, is_open=is_open, seen_by=seen_by)
    look.rows, look.following = shown.rows, shown.following
    is_all = not after and not look.following
    look.count = len(look.rows) if is_all else count_of(found)
    look.columns = _columns(look, found)
    if group is not None:
        counts = {one.value: one for one in grouped(found, group, seen_by=seen_by)}
        look.sections = _sections(look, group, counts)


def _with_group(asked: Asked) -> Asked:
    if asked.group and asked.group not in asked.columns:
        return replace(asked, columns=(*asked.columns, asked.group))
    return asked


def _columns(look: Look, found: Any) -> list[Column]:
    asked, widths, sums = look.asked, dict(look.asked.widths), dict(look.asked.sums)
    by_name = {one.name: one for one in look.fields}
    told = [cell for row in look.rows for cell in row.cells if not isinstance(cell.value, Failed | None)]
    numbers = {cell.field.name for cell in told if cell.is_number}
    numbers -= {cell.field.name for cell in told if not cell.is_number}
    numbers |= {one.name for one in look.fields if one.kind == Field.Kind.NUMBER}
    columns = [_column(asked, "title", _("Name"), None, widths, "", False)]
    for name in asked.columns:
        one = by_name[name]
        total = _sum(found, one, sums[name]) if name in sums else ""
        columns.append(_column(asked, name, one.title, one, widths, total, name in numbers))
    return columns


def _column(
    asked: Asked, name: str, title: str, field_: Field | None, widths: dict[str, int], total: str, right: bool
) -> Column:
    now = next((one for one in asked.sorts if one.field == name), None)
    url = ""
    if field_ is None or field_.kind not in UNSORTED:
        # Up, down, and as it was.
        following = () if now and now.descending else (Sort(name, descending=now is not None),)
        url = "?" + asked.query(sorts=following)
    return Column(name, title, field_, widths.get(name, 0), url, state_of(now), total, right)


def _sum(found: Any, field_: Field, how: str) -> str:
    sums = summed(found, field_)
    if how == "count":
        return _("%(count)d filled") % {"count": sums.count}
    value = getattr(sums, how)
    if value is None:
        return ""
    words = {"total": _("Sum"), "mean": _("Average"), "least": _("Least"), "most": _("Most")}[how]
    return f"{words} {kinds.shown(field_, value)}"


def _sections(look: Look, group: Field, counts: dict[Any, Group]) -> list[Section]:
    sections: list[Section] = []
    at: Any = object()
    for row in look.rows:
        cell = row.cell(group.name)
        value = cell.value if cell else None
        if not sections or value != at:
            at = value
            known = counts.get(_counted_as(group, value))
            without = _("Without %(field)s") % {"field": group.title}
            label = without if cell is None or value is None else cell.words
            one = Filter(group.name, "empty") if value is None else Filter(group.name, "is", _plain(cell))
            url = "?" + look.asked.query(filters=(*look.asked.filters, one), group="")
            sections.append(Section(label, known.count if known else None, url, []))
        columns = [cell for cell in row.cells if cell.field.name in look.asked.columns]
        sections[-1].rows.append(Row(row.entry, columns, row.waiting))
    return sections


def _counted_as(group: Field, value: Any) -> Any:
    """``value`` as the groups of ``group`` are counted; several at once are no group of their own."""
    one = value[0] if isinstance(value, tuple) and len(value) == 1 else value
    if group.kind == Field.Kind.TEXT and one is not None:
        return key_of(one)
    return getattr(one, "handle", one)


def _plain(cell: Any) -> str:
    plain = cell.plain
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    first = plain[0] if isinstance(plain, list) and plain else plain
    return str(first["handle"] if isinstance(first, dict) else first)
