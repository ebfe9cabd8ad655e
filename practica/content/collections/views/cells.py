"""Cells written from a table: JSON in, JSON out."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from practica.content.collections import actions, queries
from practica.content.collections.queries.rows import Cell
from practica.content.collections.views.loading import load
from practica.core.people.models import Person
from practica.core.types.models import Field
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid, door
from practica.kit.http import Request

MOST_OFFERED = 12
MOST_BYTES = 2 * 1024 * 1024


@door("types.fill")
@login_required
@require_POST
def save(request: Request, slug: str, handle: str) -> HttpResponse:
    """Save, or with ``check`` only look at, ``{"cells": [{"row", "field", "value", "was"?}]}``.

    What was saved comes back as the table shows it: ``html``, and whether it ``is_number``.
    """
    collection = load(request, handle)
    try:
        sent = _read(request)
        save_or_check = actions.check_cells if sent.get("check") else actions.set_cells
        outcomes = save_or_check(collection, _changes(sent), actor=request.user)
    except Invalid as problem:
        return JsonResponse({"error": str(problem)}, status=422)
    return JsonResponse({"cells": [_told(one) for one in outcomes]})


@door("collections.see")
@login_required
@require_GET
def offered(request: Request, slug: str, handle: str) -> HttpResponse:
    """What a cell of people or links could hold: those the reader sees whose name holds what she typed."""
    collection = load(request, handle)
    words = " ".join(request.GET.get("q", "").split())[:80]
    field = next((one for one in fields_of(collection.type) if one.name == request.GET.get("field")), None)
    found: list[dict[str, str]] = []
    if field is not None and words:
        found = (
            _people(request, words) if field.kind == Field.Kind.PEOPLE else _entries(request, field, words)
        )
    return JsonResponse({"offered": found})


def _told(outcome: actions.Outcome) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: getattr(outcome, name)
        for name in ("row", "field", "words", "plain", "before", "problem", "waits")
    }
    if outcome.of is not None and not outcome.problem:
        cell = Cell(outcome.of, outcome.value)
        house = engines["jinja2"].env  # type: ignore[attr-defined]
        drawn = house.get_template("collections/parts/cells.html").module
        told |= {"html": drawn.written(cell, outcome.waits), "is_number": cell.is_number}
    return told


def _people(request: Request, words: str) -> list[dict[str, str]]:
    rows = Person.objects.visible_to(request.user).filter(name__icontains=words).order_by("name")
    return [{"value": one.handle, "label": one.name} for one in rows[:MOST_OFFERED]]


def _entries(request: Request, field: Field, words: str) -> list[dict[str, str]]:
    if field.kind != Field.Kind.RELATION:
        return []
    rows = queries.could_be_linked(field, seen_by=request.user)
    rows = rows.filter(title__icontains=words).order_by("title", "pk")[:MOST_OFFERED]
    return [{"value": one.uid, "label": one.title} for one in rows]


def _read(request: Request) -> dict[str, Any]:
    if len(request.body) > MOST_BYTES:
        raise Invalid(_("That is more than can be changed at once."))
    try:
        sent = json.loads(request.body)
    except ValueError:
        sent = None
    if not isinstance(sent, dict) or not isinstance(sent.get("cells"), list):
        raise Invalid(_("The change cannot be read."))
    return sent


def _changes(sent: dict[str, Any]) -> list[actions.Change]:
    changes = []
    for one in sent["cells"]:
        if not (
            isinstance(one, dict)
            and isinstance(one.get("row"), str)
            and isinstance(one.get("field"), str)
            and isinstance(one.get("value"), str | int | float | bool | list | None)
        ):
            raise Invalid(_("The change cannot be read."))
        known = {"was": one["was"]} if "was" in one else {}
        changes.append(actions.Change(one["row"], one["field"], one["value"], **known))
    return changes
