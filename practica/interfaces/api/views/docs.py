"""What programs can do, told to people: made from the same description programs read."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from practica.interfaces.api.collect import api
from practica.interfaces.api.describing import Group, Shape, groups_of, shapes_of
from practica.kit.access import door
from practica.kit.http import Request


@lru_cache(maxsize=1)
def _told() -> tuple[list[Group], list[Shape]]:
    schema = api.get_openapi_schema()
    return groups_of(schema, site=settings.SITE_URL), shapes_of(schema)


@door("api.see")
@require_safe
def show(request: Request) -> HttpResponse:
    """Every operation with its inputs, answers and an example; no script is needed to read it."""
    groups, shapes = _told()
    return render(request, "api/docs.html", {"groups": groups, "shapes": shapes, "site": settings.SITE_URL})
