"""Collections for machines: listed, made, read, thrown away."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from ninja import Router, Status

from practica.content.collections import actions, queries
from practica.content.collections.api.shapes import CollectionIn, CollectionOut, Collections, line_of, out_of
from practica.content.collections.models import Collection
from practica.core.communities.models import Community
from practica.core.types.models import KnowledgeType
from practica.kit.access import Invalid, door, get_visible_or_404, or_404
from practica.kit.contracts.api import REFUSALS
from practica.kit.http import Request

router = Router(tags=["Collections"])


@router.get(
    "/communities/{slug}/collections",
    response={200: Collections, **REFUSALS},
    operation_id="list_collections",
    summary="List collections",
)
@door("collections.see")
def index(request: Request, slug: str) -> dict[str, Any]:
    """The collections of a community that you may see."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    return {"items": [line_of(one) for one in queries.collections_of(community, seen_by=request.user)]}


@router.post(
    "/communities/{slug}/collections",
    response={201: CollectionOut, **REFUSALS},
    operation_id="create_collection",
    summary="Make a collection",
)
@door("collections.create")
def create(request: Request, slug: str, data: CollectionIn) -> Status[CollectionOut]:
    """A collection of all entries of a type, with a table as its first view."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    rows = KnowledgeType.objects.visible_to(request.user).usable_in(community)
    type = rows.filter(uid=data.type).first()
    if type is None:
        raise Invalid(_("There is no such type here."), field="type")
    made = actions.make(
        community=community, title=data.title, type=type, about=data.about, actor=request.user
    )
    return Status(201, out_of(made))


@router.get(
    "/collections/{uid}",
    response={200: CollectionOut, **REFUSALS},
    operation_id="read_collection",
    summary="Read a collection",
)
@door("collections.see")
def show(request: Request, uid: str) -> CollectionOut:
    """Its fields and views."""
    return out_of(collection_or_404(request, uid))


@router.delete(
    "/collections/{uid}",
    response={204: None, **REFUSALS},
    operation_id="delete_collection",
    summary="Delete a collection",
)
@door("collections.delete")
def delete(request: Request, uid: str) -> Status[None]:
    """Into the bin, for 30 days. Its rows stay."""
    actions.delete(collection_or_404(request, uid), actor=request.user)
    return Status(204, None)


def collection_or_404(request: Request, uid: str) -> Collection:
    """The collection if the asker sees it."""
    found: Collection = or_404(queries.collection_to_show(uid, seen_by=request.user))
    return found
