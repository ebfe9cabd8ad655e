"""Types for machines: which there are, what they ask, and making an entry another type."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema
from pydantic import Field as Told

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.types import actions, queries
from practica.core.types.models import Field, KnowledgeType
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS, Input, Uid
from practica.kit.http import Request

router = Router(tags=["Types"])


class FieldOut(Schema):
    """One question of a type. ``name`` is the key in ``fields`` of its pages; ``options`` hold what only this
    kind knows: ``choices``, ``unit``, ``types``, ``many``, ``formula``."""

    name: str
    label: str
    kind: str
    is_required: bool
    help: str
    options: dict[str, Any]
    default: Any


class TypeLine(Schema):
    """A type in a list. ``community`` is empty for types of the whole site."""

    uid: str
    name: str
    label: str
    about: str
    community: str
    is_retired: bool


class TypeOut(TypeLine):
    """A type with what it asks."""

    template: str
    example: str
    checklist: list[str]
    fields: list[FieldOut]


class Retype(Input):
    """The uid of the type an entry is to be of."""

    type: Uid = Told(min_length=1, examples=["k7m2p9qd4rxt"])


class Retyped(Schema):
    """What an entry is now, what its fields hold, and what is kept of those it no longer has. ``proposal`` is
    the uid of what waits where pages are reviewed: then nothing has changed yet."""

    type: str
    fields: dict[str, Any]
    kept: dict[str, str]
    proposal: str = ""


@router.get(
    "/communities/{slug}/types",
    response={200: list[TypeLine], **REFUSALS},
    operation_id="list_types",
    summary="List types",
)
@door("types.see")
def index(request: Request, slug: str) -> list[dict[str, Any]]:
    """The types a new page of a community can have."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    found = queries.types_for(community, seen_by=request.user)
    return [_line(type, community.slug) for type in found]


@router.get(
    "/types/{uid}", response={200: TypeOut, **REFUSALS}, operation_id="read_type", summary="Read a type"
)
@door("types.see")
def show(request: Request, uid: str) -> dict[str, Any]:
    """One type with its fields."""
    rows = KnowledgeType.objects.select_related("community")
    type: KnowledgeType = get_visible_or_404(rows, request.user, uid=uid)
    return {
        **_line(type, type.community.slug if type.community else ""),
        "template": type.words("template"),
        "example": type.words("example"),
        "checklist": type.points,
        "fields": [_field(field) for field in queries.fields_of(type)],
    }


@router.post(
    "/entries/{uid}/type",
    response={200: Retyped, **REFUSALS},
    operation_id="change_type_of_entry",
    summary="Make it another type",
)
@door("types.fill")
def retype(request: Request, uid: str, data: Retype) -> dict[str, Any]:
    """Fields of the same name take their values along; the rest is kept and is back with the old type."""
    entry: Entry = get_visible_or_404(Entry.objects.select_related("community"), request.user, uid=uid)
    usable = KnowledgeType.objects.visible_to(request.user).usable_in(entry.community)
    type: KnowledgeType = get_visible_or_404(usable, request.user, uid=data.type)
    waits = actions.retype(entry, type, actor=request.user).proposed
    type = queries.type_of(entry) or type
    kept = queries.kept_of(entry, type, seen_by=request.user)
    return {
        "type": type.uid,
        "fields": queries.plain_of(entry, type, seen_by=request.user),
        "kept": {line.field.label: line.words for line in kept},
        "proposal": waits.uid if waits else "",
    }


def _line(type: KnowledgeType, community: str) -> dict[str, Any]:
    return {
        "uid": type.uid,
        "name": type.name,
        "label": type.title,
        "about": type.about,
        "community": community if type.community_id else "",
        "is_retired": type.is_retired,
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.title,
        "kind": field.kind,
        "is_required": field.is_required,
        "help": field.hint,
        "options": field.options,
        "default": field.default,
    }
