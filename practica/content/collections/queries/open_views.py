"""What people from outside read by a link: which view, and which of its fields."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from practica.content.collections.access import is_open_community
from practica.content.collections.models import View
from practica.content.collections.models.asked import Asked
from practica.content.collections.models.lost import FILTER, lost_of
from practica.content.collections.queries.rows import asked_rows, rows_for_strangers
from practica.core.types.models import Field
from practica.kit.access import Invalid
from practica.kit.formula import FormulaError, names_in

#: These name people and pages, or hand out files, and so stay inside whatever a view shows.
INSIDE = (Field.Kind.PEOPLE, Field.Kind.RELATION, Field.Kind.FILE)


def view_by_link(secret: str) -> View | None:
    """The view whose link has this secret, while its community is open; None for any other."""
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    rows = View.objects.filter(link_hash=hashed)
    view = rows.select_related("collection__entry__community", "collection__type", "link_by").first()
    return view if view is not None and is_open_community(view.collection) else None


def open_rows(view: View, asked: Asked, fields: Sequence[Field]) -> tuple[Any, str]:
    """The rows a link to ``view`` shows, and ""; or none, and why.

    Its filters are the lead's. People in them are found as she found them when she made the link, since a
    filter shows nobody's name; pages only where everyone sees them. One by a field that is gone would let out
    what it kept in: then nothing is shown until somebody saves the view anew.
    """
    rows = rows_for_strangers(view.collection)
    if any(one.part == FILTER for one in lost_of(view, fields)):
        return rows.none(), _("A field that this view was filtered by is gone. Save the view anew.")
    people = {one.name for one in fields if one.kind == Field.Kind.PEOPLE}
    by_people = tuple(one for one in asked.filters if one.field in people)
    others = tuple(one for one in asked.filters if one.field not in people)
    try:
        rows = asked_rows(rows, replace(asked, filters=others), fields, seen_by=AnonymousUser())
        maker = view.link_by or AnonymousUser()
        return asked_rows(rows, replace(asked, filters=by_people), fields, seen_by=maker), ""
    except Invalid as problem:
        return rows.none(), str(problem)


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
