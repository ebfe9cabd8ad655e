"""Reads of the catalogue: the list, what it can be narrowed to, one resource with what is said of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, FloatField, Q
from django.db.models.functions import Cast, Lower, NullIf
from django.utils import timezone

from practica.content.library.models import KIND, Resource, Review
from practica.core.communities.models import Community
from practica.core.entries.models import Entry

PAGE = 30
MOST_REVIEWS, MOST_FACETS, MOST_TWINS = 100, 30, 3
#: An address is looked at once a week, one that failed once a day.
EVERY = dt.timedelta(days=7)
AGAIN = dt.timedelta(hours=20)
_STARS = Cast("star_sum", FloatField()) / NullIf(F("review_count"), 0)
SORTS: dict[str, tuple[Any, bool]] = {
    "newest": (F("entry__created"), True),
    "best": (_STARS, True),
    "title": (Lower("entry__title"), False),
}


@dataclass(frozen=True)
class Facet:
    """A value the catalogue can be narrowed to and how many resources have it."""

    key: str
    label: str
    count: int


def catalogue(
    community: Community,
    *,
    seen_by: Any,
    words: str = "",
    topic: str = "",
    form: str = "",
    language: str = "",
    only: str = "",
    sort: str = "newest",
    page: int = 1,
    limit: int = PAGE,
) -> tuple[list[Resource], bool]:
    """One page of the resources ``seen_by`` may see there, and whether another follows.

    ``words`` stand in the title, what it is used for, or who made it; ``only`` is ``dead`` or nothing.
    """
    rows = _of(community, seen_by)
    if words:
        found = Q(entry__title__icontains=words) | Q(entry__summary__icontains=words)
        rows = rows.filter(found | Q(made_by__icontains=words))
    for value, where in ((topic, "entry__topics__slug"), (form, "form"), (language, "entry__language")):
        if value:
            rows = rows.filter(**{where: value})
    if only == "dead":
        rows = rows.filter(is_dead=True)
    key, falls = SORTS.get(sort, SORTS["newest"])
    rows = rows.alias(key=key).order_by(
        F("key").desc(nulls_last=True) if falls else F("key").asc(), "-pk" if falls else "pk"
    )
    start = (max(1, page) - 1) * limit
    rows = rows.select_related("entry__community", "entry__author").prefetch_related("entry__topics")
    shown = list(rows[start : start + limit + 1])
    return shown[:limit], len(shown) > limit


def _of(community: Community, seen_by: Any) -> Any:
    rows = Resource.objects.visible_to(seen_by)
    return rows.filter(entry__community=community, entry__kind=KIND, entry__state=Entry.State.PUBLISHED)


def topics_in(community: Community, *, seen_by: Any) -> list[Facet]:
    """Topics of the resources there, the most used first."""
    rows = _of(community, seen_by).exclude(entry__topics=None).order_by()
    found = rows.values_list("entry__topics__slug", "entry__topics__label").annotate(many=Count("pk"))
    return [Facet(*one) for one in found.order_by("-many", "entry__topics__label")[:MOST_FACETS]]


def forms_in(community: Community, *, seen_by: Any) -> list[Facet]:
    """Sorts of resources there, and as ``dead`` how many addresses do not answer."""
    rows = _of(community, seen_by).order_by()
    found = rows.values_list("form").annotate(many=Count("pk")).order_by("-many")
    return [Facet(form, str(Resource.Form(form).label), many) for form, many in found]


def count_of_dead(community: Community, *, seen_by: Any) -> int:
    """How many resources there have an address that does not answer."""
    count: int = _of(community, seen_by).filter(is_dead=True).count()
    return count


def reviews_of(resource: Resource, *, seen_by: Any) -> list[Review]:
    """What members say of it, the latest first."""
    rows = Review.objects.visible_to(seen_by).filter(resource=resource)
    return list(rows.select_related("person").order_by("-created", "-pk")[:MOST_REVIEWS])


def twins_of(resource: Resource, *, seen_by: Any) -> list[Resource]:
    """Other resources with the same address that lists name to ``seen_by``."""
    if not resource.address:
        return []
    listed = Community.objects.listed_for(seen_by).values("pk")
    rows = Resource.objects.visible_to(seen_by).filter(
        address=resource.address, entry__community__in=listed, entry__state=Entry.State.PUBLISHED
    )
    return list(rows.exclude(pk=resource.pk).select_related("entry__community")[:MOST_TWINS])


def binned_resource(community: Community, uid: str, *, person: Any) -> Resource | None:
    """The resource of the entry ``uid`` when it lies in the bin and ``person`` may bring it back."""
    entries = Entry.objects.binned_for(person).filter(community=community, uid=uid, kind=KIND)
    rows = Resource.objects.filter(entry__in=entries.values("pk"))
    found: Resource | None = rows.select_related("entry__community").first()
    return found


def to_look_at(limit: int) -> list[Resource]:
    """Resources whose address is due to be looked at, the longest not seen first."""
    now = timezone.now()
    due = Q(looked_at=None) | Q(looked_at__lt=now - EVERY)
    due |= Q(failing_since__isnull=False, is_dead=False, looked_at__lt=now - AGAIN)
    rows = Resource.objects.filter(due, entry__state=Entry.State.PUBLISHED).exclude(address="")
    return list(rows.order_by(F("looked_at").asc(nulls_first=True), "pk")[:limit])
