"""Collections of a community."""

from __future__ import annotations

from typing import Any

from practica.content.collections.models import Collection
from practica.core.communities.models import Community
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import types_for

MOST_LISTED = 200


def has_any(community: Community, *, seen_by: Any) -> bool:
    """Whether ``seen_by`` sees a collection there."""
    return Collection.objects.visible_to(seen_by).of(community).exists()


def collections_of(community: Community, *, seen_by: Any) -> list[Collection]:
    """Those of ``community`` that ``seen_by`` sees, by title, with their views."""
    rows = Collection.objects.visible_to(seen_by).of(community).with_entry().by_title()
    return list(rows.prefetch_related("views")[:MOST_LISTED])


def collection_to_show(uid: str, *, seen_by: Any) -> Collection | None:
    """The collection whose entry has ``uid``, with its views, if ``seen_by`` sees it."""
    rows = Collection.objects.visible_to(seen_by).with_entry().prefetch_related("views")
    return rows.filter(entry__uid=uid).first()


def types_in(community: Community, *, seen_by: Any) -> list[KnowledgeType]:
    """The types a new collection of ``community`` can gather, those with fields first."""
    return sorted(types_for(community, seen_by=seen_by), key=lambda one: not one.field_count)
