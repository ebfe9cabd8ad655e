"""The values of entries, shown as far as the reader may see what they point at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile
from practica.core.types import kinds
from practica.core.types.models import Field, KnowledgeType, Value
from practica.kit.access import Invalid
from practica.kit.contracts.rows import homes
from practica.kit.prepared import prepared

MOST_POINTING = 20
Values = dict[int, dict[str, Any]]


@dataclass(frozen=True)
class Part:
    """One of several things a field holds, with where it leads ("" for nowhere)."""

    text: str
    url: str = ""
    is_outside: bool = False
    is_file: bool = False


@dataclass(frozen=True)
class Line:
    """One field of an entry with its value, as a reader sees it."""

    field: Field
    value: Any

    @property
    def words(self) -> str:
        """The value for people."""
        return kinds.shown(self.field, self.value)

    @property
    def parts(self) -> list[Part]:
        """The things a field holds that can be followed or stand alone; empty for plain words."""
        kind = self.field.kind
        if kind in ("people", "relation"):
            return [Part(str(one), one.get_absolute_url()) for one in self.value]
        if kind == "file":
            return [Part(one.name, one.get_absolute_url(), is_file=True) for one in self.value]
        if kind == "link":
            return [Part(self.words, self.value, is_outside=True)]
        if kind == "choice":
            return [Part(self.words)]
        return [Part(kinds.shown(self.field, (key,))) for key in self.value] if kind == "choices" else []


def values_of(
    entries: Iterable[Entry | int], *, seen_by: Any, fields: Sequence[Field] | None = None
) -> Values:
    """The values of each of ``entries`` by field name; blanks are left out. One query, and one each for what
    relations and files point at: only what ``seen_by`` sees is given.

    With ``fields`` (the current ones of one type) only those, and nothing is asked about fields; without,
    those of a type an entry had before are among them.
    """
    ids = [one if isinstance(one, int) else one.pk for one in entries]
    if not ids or fields is not None and not fields:
        return {pk: {} for pk in ids}
    found: Values = {pk: {} for pk in ids}
    for pk, by_field in rows_of(ids, seen_by, fields).items():
        for field, rows in by_field.values():
            value = kinds.read(field, rows) if not field.removed else None
            if value not in (None, (), ""):
                found[pk][field.name] = value
    return found


def lines_of(entry: Entry, type: KnowledgeType, *, seen_by: Any) -> list[Line]:
    """The filled fields of one entry of ``type``, in their order; nothing is asked when it has no fields."""
    if not type.field_count:
        return []
    by_field = rows_of([entry.pk], seen_by, None).get(entry.pk, {})
    lines = [
        Line(field, kinds.read(field, rows))
        for field, rows in by_field.values()
        if field.type_id == type.pk and not field.removed
    ]
    lines = [line for line in lines if line.value not in (None, (), "")]
    return sorted(lines, key=lambda line: (line.field.position, line.field.pk))


ByField = dict[int, tuple[Field, list[Value]]]


def rows_of(ids: list[int], seen_by: Any, fields: Sequence[Field] | None) -> dict[int, ByField]:
    """The stored rows of entries by entry id and field id, with what they point at as far as it is seen."""
    known = {field.pk: field for field in fields or ()}
    if fields is None:
        asked = _values_with_fields
    else:
        has_people = any(field.kind == Field.Kind.PEOPLE for field in fields)
        asked = _values_with_people if has_people else _plain_values
    rows: list[Value] = []
    for start in range(0, len(ids), 500):
        rows += asked(None, ids=ids[start : start + 500])
    point(rows, seen_by)
    grouped: dict[int, ByField] = {}
    for row in sorted(rows, key=lambda row: row.position):
        field = known.get(row.field_id) if fields is not None else row.field
        if field is not None:
            grouped.setdefault(row.entry_id, {}).setdefault(field.pk, (field, []))[1].append(row)
    return grouped


@prepared
def _plain_values(_person: Any, *, ids: list[int]) -> Any:
    return Value.objects.filter(entry__in=ids)


@prepared
def _values_with_people(_person: Any, *, ids: list[int]) -> Any:
    return Value.objects.filter(entry__in=ids).select_related("person")


@prepared
def _values_with_fields(_person: Any, *, ids: list[int]) -> Any:
    return Value.objects.filter(entry__in=ids).select_related("person", "field")


def point(rows: list[Value], seen_by: Any) -> None:
    """Give ``rows``, stored or not, the entries and files they point at; those ``seen_by`` does not
    see are None."""
    targets = {row.target_id for row in rows if row.target_id}
    entries = {one.pk: one for one in _targets(seen_by, ids=sorted(targets))} if targets else {}
    files = {row.file_id for row in rows if row.file_id}
    stored = {one.pk: one for one in _files(seen_by, ids=sorted(files))} if files else {}
    for row in rows:
        if row.target_id:
            Value.target.field.set_cached_value(row, entries.get(row.target_id))
        if row.file_id:
            Value.file.field.set_cached_value(row, stored.get(row.file_id))


@prepared
def _targets(person: Any, *, ids: list[int]) -> Any:
    return Entry.objects.visible_to(person).filter(pk__in=ids).select_related("community")


@prepared
def _files(person: Any, *, ids: list[int]) -> Any:
    return StoredFile.objects.visible_to(person).filter(pk__in=ids)


def plain_of(entry: Entry, type: KnowledgeType, *, seen_by: Any) -> dict[str, Any]:
    """The values of ``entry`` as JSON, by field name; nothing is asked for a type without fields."""
    lines = lines_of(entry, type, seen_by=seen_by)
    return {line.field.name: kinds.plain(line.field, line.value) for line in lines}


def words_of(field: Field, plain: Any, *, seen_by: Any) -> str:
    """What a value kept as JSON says to people; of what it points at only what ``seen_by`` sees is named, and
    what the field can hold no more is shown as it was written."""
    if plain is None:
        return ""
    try:
        return kinds.shown(field, kinds.clean(field, plain, actor=seen_by))
    except Invalid:
        pointing = field.kind in (Field.Kind.PEOPLE, Field.Kind.RELATION, Field.Kind.FILE)
        if not pointing or not isinstance(plain, list):
            return "" if pointing else str(plain)
    each = (words_of(field, one, seen_by=seen_by) for one in plain if isinstance(one, dict))
    return ", ".join(words for words in each if words)


def referring(entry: Entry, *, seen_by: Any, field: Field | None = None) -> Any:
    """The entries that point at ``entry`` by a relation (by ``field``): the other way of it."""
    rows = Value.objects.filter(target=entry)
    if field is not None:
        rows = rows.filter(field=field)
    return Entry.objects.visible_to(seen_by).filter(pk__in=rows.values("entry")).order_by("title", "pk")


def pointing_at(entry: Entry, *, seen_by: Any) -> list[Entry]:
    """The entries ``seen_by`` may see that lead to ``entry`` by a field they have, newest first, at most
    twenty."""
    return list(_pointing(seen_by, entry=entry.pk))


@prepared
def _pointing(person: Any, *, entry: int) -> Any:
    # What stands in a field of a type the entry had before is kept, but is none of its fields.
    values = Value.objects.filter(target=entry, field__removed__isnull=True)
    own = Q(*((f"entry__{home.path}", F("field__type")) for home in homes()), _connector=Q.OR)
    sources = values.filter(own).values("entry")
    rows = Entry.objects.visible_to(person).filter(pk__in=sources).exclude(pk=entry)
    rows = rows.select_related("community").order_by("-changed", "-pk")[:MOST_POINTING]
    return rows.only("uid", "kind", "title", "slug", "changed", "community__name", "community__slug")


def kept_of(entry: Entry, type: KnowledgeType, *, seen_by: Any) -> list[Line]:
    """What stands in fields that ``entry`` no longer has: they were removed, changed their kind and what
    stood there did not fit, or belong to a type it had before."""
    by_field = rows_of([entry.pk], seen_by, None).get(entry.pk, {})
    lines = [
        Line(field, kinds.read(field, rows))
        for field, rows in by_field.values()
        if (field.type_id != type.pk or field.removed)
        and field.replaced_by_id not in by_field
        and not field.is_computed
    ]
    return sorted(
        (line for line in lines if line.value not in (None, (), "")),
        key=lambda line: (line.field.label, line.field.pk),
    )
