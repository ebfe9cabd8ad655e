"""People, entries and files that a field points at: found only where the writer sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile
from practica.core.people.models import Person
from practica.core.types.models import Field, Value
from practica.kit.access import Invalid
from practica.kit.contracts import rows as typed
from practica.kit.models import UID_ALPHABET, UID_LENGTH

MOST_POINTED_AT = 100
# In an address of one entry: what holds a blank or a comma before it is several, or a title.
_UID = re.compile(rf"^(?:[^\s,;]*[/-])?([{UID_ALPHABET}]{{{UID_LENGTH}}})(?:[?#/]\S*)?$")
_UID_OF_FILE = re.compile(rf"(?:^|[/\s,;])([{UID_ALPHABET}]{{{UID_LENGTH}}})(?=$|[/\s,;])")


def clean_people(field: Field, raw: Any, actor: Any) -> tuple[Person, ...]:
    """People by uid, handle or full name."""

    def find(names: list[str]) -> dict[str, Person]:
        handles = [name.removeprefix("@") for name in names]
        asked = Q(uid__in=names) | Q(handle__in=handles)
        for name in names:
            asked |= Q(name__iexact=name)
        found: dict[str, Person] = {}
        namesakes: set[str] = set()
        for person in Person.objects.visible_to(actor).filter(asked).distinct():
            if person.name.casefold() in found:
                namesakes.add(person.name.casefold())
            found.setdefault(person.name.casefold(), person)
            found[person.uid] = found[person.handle] = found[f"@{person.handle}"] = person
        for name in namesakes & {one.casefold() for one in names}:
            raise Invalid(_("Several people are called %(name)s. Use a handle.") % {"name": name})
        return found

    return _all(field, raw, Person, find, _("We know nobody called “%(name)s”."))


def clean_relation(field: Field, raw: Any, actor: Any) -> tuple[Entry, ...]:
    """Entries by uid, address or exact title, of the types the field may lead to."""

    def find(names: list[str]) -> dict[str, Entry]:
        uids = {name: hit[1] for name in names if (hit := _UID.search(name))}
        asked = Q(uid__in=uids.values())
        for name in names:
            if name not in uids:
                asked |= Q(title__iexact=name)
        rows = Entry.objects.visible_to(actor).filter(asked).select_related("community")
        if types := field.options.get("types"):
            of_types = Q()
            for home in typed.homes():
                of_types |= Q(kind=home.kind, **{f"{home.path}__uid__in": types})
            rows = rows.filter(of_types)
        found: dict[str, Entry] = {}
        for entry in rows[: 10 * MOST_POINTED_AT]:
            if entry.title.casefold() in found and entry.title.casefold() in {n.casefold() for n in names}:
                raise Invalid(_("Several pages are called “%(name)s”. Use the link.") % {"name": entry.title})
            found.setdefault(entry.title.casefold(), entry)
            found[entry.uid] = entry
        return found | {name: found[uid] for name, uid in uids.items() if uid in found}

    return _all(field, raw, Entry, find, _("There is no page “%(name)s” to link to here."))


def clean_file(field: Field, raw: Any, actor: Any) -> tuple[StoredFile, ...]:
    """Files by uid or address."""

    def find(names: list[str]) -> dict[str, StoredFile]:
        hits = {name: set(_UID_OF_FILE.findall(name)) for name in names}
        # Of two it is the name of neither.
        uids = {name: next(iter(those)) for name, those in hits.items() if len(those) == 1}
        rows = StoredFile.objects.visible_to(actor).filter(uid__in=uids.values()).select_related("entry")
        known = {one.uid: one for one in rows}
        return known | {name: known[uid] for name, uid in uids.items() if uid in known}

    return _all(field, raw, StoredFile, find, _("There is no file “%(name)s” here."))


def _all(
    field: Field, raw: Any, model: type, find: Callable[[list[str]], dict[str, Any]], missing: str
) -> tuple[Any, ...]:
    many = MOST_POINTED_AT if field.options.get("many", True) else 1
    too_many = _("“%(label)s” holds at most %(most)d.") % {"label": field.title, "most": many}
    given = list(raw) if isinstance(raw, list | tuple) else [raw]
    lines = _lines(given, model)
    names = {line for line in lines if isinstance(line, str)}
    # A title may hold a comma: only what comes alone is taken apart, where a line is no name itself.
    pieces = {line: _pieces(line) for line in names} if len(given) == 1 else {}
    names = names.union(*pieces.values()) - {""}
    if len(names) > 3 * MOST_POINTED_AT:
        raise Invalid(too_many)
    found = find(sorted(names)) if names else {}
    chosen: dict[Any, Any] = {}
    for line in lines:
        is_known = not isinstance(line, str) or line in found or line.casefold() in found
        for one in [line] if is_known else pieces.get(line, [line]):
            row = (found.get(one) or found.get(one.casefold())) if isinstance(one, str) else one
            if row is None and one:
                raise Invalid(missing % {"name": one[:60]})
            if row is not None:
                chosen[row.pk] = row
    if len(chosen) > many:
        raise Invalid(too_many)
    return tuple(chosen.values())


def _lines(given: list[Any], model: type) -> list[Any]:
    """What was given as names and rows; a text that comes alone names one a line."""
    lines: list[Any] = []
    for one in given:
        if isinstance(one, str):
            lines += [line.strip() for line in (one.splitlines() if len(given) == 1 else [one])]
        elif isinstance(one, dict):
            lines.append(str(one.get("uid", "")))
        elif isinstance(one, model):
            lines.append(one)
        else:
            raise TypeError(one)
    return lines


def _pieces(line: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,]", line)]


def cells_of_people(field: Field, value: Sequence[Person]) -> list[dict[str, Any]]:
    """A row for each."""
    return [{"person_id": one.pk} for one in value]


def cells_of_relation(field: Field, value: Sequence[Entry]) -> list[dict[str, Any]]:
    """A row for each."""
    return [{"target_id": one.pk} for one in value]


def cells_of_file(field: Field, value: Sequence[StoredFile]) -> list[dict[str, Any]]:
    """A row for each."""
    return [{"file_id": one.pk} for one in value]


def read_people(field: Field, rows: Sequence[Value]) -> tuple[Person, ...]:
    """The people."""
    return tuple(row.person for row in rows if row.person is not None)


def read_relation(field: Field, rows: Sequence[Value]) -> tuple[Entry, ...]:
    """The entries."""
    return tuple(row.target for row in rows if row.target is not None)


def read_file(field: Field, rows: Sequence[Value]) -> tuple[StoredFile, ...]:
    """The files."""
    return tuple(row.file for row in rows if row.file is not None)


def words_of_people(field: Field, value: Sequence[Person]) -> str:
    """Their names."""
    return ", ".join(one.name for one in value)


def words_of_relation(field: Field, value: Sequence[Entry]) -> str:
    """Their titles."""
    return ", ".join(one.title for one in value)


def words_of_file(field: Field, value: Sequence[StoredFile]) -> str:
    """Their names."""
    return ", ".join(one.name for one in value)


def plain_people(field: Field, value: Sequence[Person]) -> list[dict[str, str]]:
    """Who they are, and where."""
    return [{"uid": one.uid, "handle": one.handle, "name": one.name} for one in value]


def plain_relation(field: Field, value: Sequence[Entry]) -> list[dict[str, str]]:
    """What they are, and where."""
    return [{"uid": one.uid, "title": one.title, "url": f"/e/{one.uid}"} for one in value]


def plain_file(field: Field, value: Sequence[StoredFile]) -> list[dict[str, str]]:
    """What they are, and where."""
    return [{"uid": one.uid, "name": one.name, "url": one.get_absolute_url()} for one in value]
