"""Cells written from a table: checked one by one, saved row by row, each saying what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from practica.content.collections.models import Collection
from practica.content.collections.queries.rows import rows_of
from practica.core.entries.actions import clean_title
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types import kinds
from practica.core.types.actions import set_values
from practica.core.types.models import Field
from practica.core.types.queries import fields_of, values_of
from practica.kit.access import Invalid, Refused, Stale
from practica.kit.contracts.rows import rename_row

MOST_CELLS = 2_000
#: The cell every row has beside its fields: its name.
TITLE = "title"
NOT_GIVEN = object()


@dataclass(frozen=True)
class Change:
    """One cell: the ``value`` (JSON or words) for ``field`` (its name; ``title``: the name of the row itself)
    of the row with the uid ``row``. ``was`` is the JSON the writer saw there, if she says so."""

    row: str
    field: str
    value: Any
    was: Any = NOT_GIVEN


@dataclass(frozen=True)
class Outcome:
    """What became of a change: the ``value`` in the field ``of`` (None: the name of the row), its ``words``
    and ``plain`` as they stand now, ``before`` as it was; or why not. ``waits`` is what is to stand there
    once it is approved, in words."""

    row: str
    field: str
    words: str = ""
    plain: Any = None
    before: Any = None
    problem: str = ""
    of: Field | None = None
    value: Any = None
    waits: str = ""


def check_cells(collection: Collection, changes: Sequence[Change], *, actor: Person) -> list[Outcome]:
    """What would become of each change; nothing is saved."""
    return _each(collection, changes, actor=actor, save=False)


def set_cells(collection: Collection, changes: Sequence[Change], *, actor: Person) -> list[Outcome]:
    """Save each row's changes, each row as a whole or not at all; what is right is saved beside what is not.

    Raises Invalid when there are more than 2,000.
    """
    return _each(collection, changes, actor=actor, save=True)


def _each(collection: Collection, changes: Sequence[Change], *, actor: Person, save: bool) -> list[Outcome]:
    if len(changes) > MOST_CELLS:
        raise Invalid(_("At most 2,000 cells are changed at once. Bring more of them as a file."))
    fields = {field.name: field for field in fields_of(collection.type)}
    uids = {one.row for one in changes}
    entries = {one.uid: one for one in rows_of(collection, seen_by=actor).filter(uid__in=uids)}
    standing = values_of(list(entries.values()), seen_by=actor, fields=list(fields.values()))
    outcomes: dict[tuple[str, str], Outcome] = {}
    by_row: dict[str, list[Change]] = {}
    for one in changes:
        by_row.setdefault(one.row, []).append(one)
    for uid, of_row in by_row.items():
        entry = entries.get(uid)
        values = standing[entry.pk] if entry else {}
        found = [_checked(one, entry, fields, values, actor) for one in of_row]
        if save and entry is not None:
            good = [one for one, outcome in zip(of_row, found, strict=True) if not outcome.problem]
            found = [outcome for outcome in found if outcome.problem]
            found += _saved(entry, good, fields, values, actor)
        outcomes |= {(outcome.row, outcome.field): outcome for outcome in found}
    asked = dict.fromkeys((one.row, one.field) for one in changes)
    # What was worked out anew of them follows.
    return [outcomes[key] for key in (*asked, *(key for key in outcomes if key not in asked))]


def _checked(
    change: Change, entry: Entry | None, fields: dict[str, Field], values: dict[str, Any], actor: Person
) -> Outcome:
    field = fields.get(change.field)
    if field is None and entry is not None and change.field == TITLE:
        return _checked_title(change, entry)
    if entry is None or field is None:
        return Outcome(change.row, change.field, problem=_("This cell is not there any more."))
    before = kinds.plain(field, values.get(field.name))
    if (
        change.was is not NOT_GIVEN
        and change.was != before
        and not (change.was in ("", None) and before is None)
    ):
        standing = values.get(field.name)
        words = kinds.shown(field, standing)
        return Outcome(change.row, change.field, words, before, before, _overtaken(words), field, standing)
    try:
        value = kinds.clean(field, change.value, actor=actor)
    except Invalid as problem:
        return Outcome(change.row, change.field, problem=str(problem), before=before)
    plain = kinds.plain(field, value)
    return Outcome(change.row, change.field, kinds.shown(field, value), plain, before, of=field, value=value)


def _checked_title(change: Change, entry: Entry) -> Outcome:
    before = entry.title
    if change.was not in (NOT_GIVEN, before):
        return Outcome(change.row, TITLE, before, before, before, _overtaken(before))
    try:
        title = clean_title(str(change.value or ""))
    except Invalid as problem:
        return Outcome(change.row, TITLE, before, before, before, str(problem))
    return Outcome(change.row, TITLE, title, title, before)


def _overtaken(words: str) -> str:
    return _("Somebody else changed this to “%(words)s” meanwhile.") % {"words": words[:80]}


def _saved(
    entry: Entry, changes: Iterable[Change], fields: dict[str, Field], values: dict[str, Any], actor: Person
) -> list[Outcome]:
    given = {one.field: one.value for one in changes}
    if not given:
        return []
    values_given = {name: value for name, value in given.items() if name in fields}
    former_title = entry.title
    before: dict[str, Any] = {}
    try:
        with transaction.atomic():
            if TITLE in given and TITLE not in fields:
                rename_row(entry, str(given[TITLE] or ""), actor=actor)
            if values_given:
                before = set_values(entry, values_given, actor=actor)
    except (Invalid, Refused, Stale) as problem:
        named = getattr(problem, "field", "")
        return [
            Outcome(entry.uid, name, problem=str(problem) if name == named or not named else _not_saved())
            for name in given
        ]
    renamed = [_renamed(entry, former_title)] if len(values_given) < len(given) else []
    if getattr(before, "proposed", None) is not None:
        return renamed + [
            _stands(entry, fields[name], values, waits=_in_words(fields[name], raw, actor))
            for name, raw in values_given.items()
        ]
    now = values_of([entry], seen_by=actor, fields=list(fields.values()))[entry.pk]
    computed = [name for name, field in fields.items() if field.is_computed]
    return renamed + [
        _stands(
            entry,
            fields[name],
            now,
            before=before.get(name, kinds.plain(fields[name], values.get(name))),
        )
        for name in (*values_given, *computed)
    ]


def _stands(entry: Entry, field: Field, values: dict[str, Any], **more: Any) -> Outcome:
    value = values.get(field.name)
    words, plain = kinds.shown(field, value), kinds.plain(field, value)
    return Outcome(entry.uid, field.name, words, plain, of=field, value=value, **more)


def _in_words(field: Field, raw: Any, actor: Person) -> str:
    return kinds.shown(field, kinds.clean(field, raw, actor=actor)) or _("nothing")


def _renamed(entry: Entry, former: str) -> Outcome:
    title = Entry.objects.values_list("title", flat=True).get(pk=entry.pk)
    return Outcome(entry.uid, TITLE, title, title, former)


def _not_saved() -> str:
    return _("Not saved, because another cell of this row cannot be.")
