"""What people from outside read by a link: which view, and which of its fields."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from practica.content.collections.access import is_open_community
from practica.content.collections.models import View
from practica.core.types.models import Field
from practica.kit.formula import FormulaError, names_in

#: These name people and pages, or hand out files, and so stay inside whatever a view shows.
INSIDE = (Field.Kind.PEOPLE, Field.Kind.RELATION, Field.Kind.FILE)


def view_by_link(secret: str) -> View | None:
    """The view whose link has this secret, while its community is open; None for any other."""
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    rows = View.objects.filter(link_hash=hashed)
    view = rows.select_related("collection__entry__community", "collection__type").first()
    return view if view is not None and is_open_community(view.collection) else None


def open_fields(fields: Sequence[Field]) -> list[Field]:
    """Those of ``fields`` that may leave the house: none that names people or pages, nor what is computed of
    such a one."""
    inside = {name.casefold() for one in fields if one.kind in INSIDE for name in (one.name, one.label)}
    uses = {one.pk: _uses(one) for one in fields if one.is_computed}
    while True:
        more = {
            name.casefold()
            for one in fields
            if uses.get(one.pk, set()) & {*inside, _TITLES}
            for name in (one.name, one.label)
        } - inside
        if not more:
            return [one for one in fields if one.name.casefold() not in inside]
        inside |= more


#: Stands for the titles of pages among what a field uses.
_TITLES = "\0titles"


def _uses(field: Field) -> set[str]:
    """The names of what a computed field is computed of, in small letters."""
    if field.kind == Field.Kind.ROLLUP:
        return {_TITLES} if field.options.get("rollup", {}).get("how") == "list" else set()
    try:
        return names_in(str(field.options.get("formula", "")))
    except FormulaError:
        return set()
