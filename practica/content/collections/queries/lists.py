"""Collections of a community."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F
from django.utils.formats import number_format
from django.utils.translation import ngettext

from practica.content.collections.models import COLLECTION, Collection
from practica.core.communities.models import Community
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import types_for
from practica.kit.contracts.kinds import Badge
from practica.kit.prepared import prepared

MOST_LISTED = 200


def has_any(community: Community, *, seen_by: Any) -> bool:
    """Whether ``seen_by`` sees a collection there."""
    return _one_of.first(seen_by, community=community.pk) is not None


@prepared
def _one_of(person: Any, *, community: int) -> Any:
    return _within(community, seen_by=person).values_list("pk", flat=True)[:1]


def collections_of(community: Community, *, seen_by: Any) -> list[Collection]:
    """Those of ``community`` that ``seen_by`` sees, by title, with their views."""
    rows = _within(community, seen_by=seen_by).with_entry().by_title()
    return list(rows.prefetch_related("views")[:MOST_LISTED])


def _within(community: Any, *, seen_by: Any) -> Any:
    # Its kind is known; but by it an index leads to the few collections, however many entries there are.
    return Collection.objects.visible_to(seen_by).of(community).filter(entry__kind=COLLECTION)


def collection_to_show(uid: str, *, seen_by: Any) -> Collection | None:
    """The collection whose entry has ``uid``, with its views, if ``seen_by`` sees it."""
    rows = Collection.objects.visible_to(seen_by).with_entry().prefetch_related("views")
    return rows.filter(entry__uid=uid).first()


def badges(entry_ids: Sequence[int]) -> dict[int, Badge]:
    """By entry id who brought how many rows, where nothing has happened to the collection since."""
    rows = Collection.objects.filter(
        entry__in=entry_ids, brought__gt=0, brought_at__gte=F("entry__active_at")
    )
    return {
        entry: Badge(word=_brought(count, name or ""), icon="data")
        for entry, count, name in rows.values_list("entry", "brought", "brought_by__name")
    }


def _brought(count: int, name: str) -> str:
    many = {"name": name, "many": number_format(count, force_grouping=True)}
    if not name:
        return ngettext("%(many)s row added", "%(many)s rows added", count) % many
    return ngettext("%(name)s added %(many)s row", "%(name)s added %(many)s rows", count) % many


def types_in(community: Community, *, seen_by: Any) -> list[KnowledgeType]:
    """The types a new collection of ``community`` can gather, those with fields first."""
    return sorted(types_for(community, seen_by=seen_by), key=lambda one: not one.field_count)
