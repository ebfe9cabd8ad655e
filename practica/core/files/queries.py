"""Reads about files, shaped for the library of a community and for the page of one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.files.families import ICONS, Family
from practica.core.files.models import EarlierVersion, FilePart, StoredFile, Upload

PAGE = 50
PARTS = 30
MOST_VERSIONS = 50
MOST_FACETS = 30
MOST_TWINS = 3
#: How a library can be ordered: by what, and whether the largest comes first.
SORTS: dict[str, tuple[Any, bool]] = {
    "newest": (F("created"), True),
    "name": (Lower("name"), False),
    "size": (F("size"), True),
}


@dataclass(frozen=True)
class Facet:
    """A value the library can be narrowed to and how many files have it."""

    key: str
    label: str
    count: int
    icon: str = ""


@dataclass(frozen=True)
class Facets:
    """What the library of a community can be narrowed to."""

    topics: list[Facet]
    families: list[Facet]
    people: list[Facet]


def library(
    community: Community,
    *,
    seen_by: Any,
    name: str = "",
    topic: str = "",
    family: str = "",
    person: str = "",
    sort: str = "newest",
    before: str = "",
    limit: int = 0,
) -> tuple[list[StoredFile], str]:
    """At most :data:`PAGE` files ``seen_by`` may see from the one after the file with the uid ``before``; and
    the uid to go on from, empty at the end.

    ``name`` is a part of the name or the description, ``topic`` a slug, ``person`` the handle of who brought
    it, ``sort`` one of :data:`SORTS` (others count as the first).
    """
    limit = limit or PAGE
    rows = _of(community, seen_by)
    if name:
        rows = rows.filter(Q(name__icontains=name) | Q(entry__summary__icontains=name))
    for value, where in (
        (topic, "entry__topics__slug"),
        (family, "family"),
        (person, "entry__author__handle"),
    ):
        if value:
            rows = rows.filter(**{where: value})
    by, falls = SORTS.get(sort, SORTS["newest"])
    rows = rows.alias(key=by)
    if before:
        rows = _after(rows, before, by, falls=falls)
    order = [F("key").desc() if falls else F("key").asc(), "-pk" if falls else "pk"]
    rows = rows.select_related("entry__community", "entry__author").prefetch_related("entry__topics")
    found = list(rows.order_by(*order)[: limit + 1])
    return found[:limit], found[limit - 1].uid if len(found) > limit else ""


def _of(community: Community, seen_by: Any) -> Any:
    return StoredFile.objects.visible_to(seen_by).filter(
        entry__community=community, entry__kind="file", entry__state=Entry.State.PUBLISHED
    )


def _after(rows: Any, uid: str, by: Any, *, falls: bool) -> Any:
    """Those that come after the file ``uid``; all of them when there is none."""
    last = rows.model.objects.annotate(key=by).filter(uid=uid).values_list("key", "pk").first()
    if last is None:
        return rows
    key, pk = last
    side = "lt" if falls else "gt"
    return rows.filter(Q(**{f"key__{side}": key}) | Q(key=key, **{f"pk__{side}": pk}))


def facets(community: Community, *, seen_by: Any) -> Facets:
    """Topics, sorts and people of the files ``seen_by`` may see there, each with its count."""
    rows = _of(community, seen_by).order_by()
    topics = rows.exclude(entry__topics=None).values_list("entry__topics__slug", "entry__topics__label")
    people = rows.exclude(entry__author=None).values_list("entry__author__handle", "entry__author__name")
    families = rows.values_list("family").annotate(many=Count("pk")).order_by("-many")
    return Facets(
        topics=[Facet(key, label, many, "folder") for key, label, many in _counted(topics)],
        families=[Facet(key, str(Family(key).label), many, ICONS[key]) for key, many in families],
        people=[Facet(key, label, many, "user") for key, label, many in _counted(people)],
    )


def _counted(rows: Any) -> Any:
    return rows.annotate(many=Count("pk")).order_by("-many", *rows.query.values_select[1:])[:MOST_FACETS]


def versions_of(stored: StoredFile, *, seen_by: Any) -> list[EarlierVersion]:
    """What ``stored`` was before, the latest first."""
    rows = EarlierVersion.objects.visible_to(seen_by).filter(file=stored)
    found = list(rows.select_related("uploaded_by").order_by("-version")[:MOST_VERSIONS])
    for one in found:
        one.file = stored
    return found


def parts_of(stored: StoredFile, *, seen_by: Any, start: int = 0) -> tuple[list[FilePart], int]:
    """Some of what was found inside from the part ``start`` on, and where to go on (0 at the end)."""
    rows = FilePart.objects.visible_to(seen_by).filter(file=stored, position__gte=max(0, start))
    found = list(rows.order_by("position")[: PARTS + 1])
    return found[:PARTS], found[PARTS].position if len(found) > PARTS else 0


def twins_of(stored: StoredFile, *, seen_by: Any) -> list[StoredFile]:
    """Other files of libraries with the very same bytes, those of the same community first."""
    rows = StoredFile.objects.visible_to(seen_by).filter(
        sha256=stored.sha256, entry__kind="file", entry__state=Entry.State.PUBLISHED
    )
    # Not from a community that lists do not name to this person: the hint would tell of it.
    listed = Community.objects.listed_for(seen_by).values("pk")
    rows = rows.filter(Q(entry__community__in=listed) | Q(entry__community=stored.entry.community_id))
    rows = rows.exclude(entry=stored.entry_id).select_related("entry__community")
    found = list(rows.order_by("pk")[: MOST_TWINS * 3])
    return sorted(found, key=lambda one: one.entry.community_id != stored.entry.community_id)[:MOST_TWINS]


def binned_file(community: Community, uid: str, *, person: Any) -> StoredFile | None:
    """The file of the entry ``uid`` when it lies in the bin and ``person`` may bring it back."""
    entries = Entry.objects.binned_for(person).filter(community=community, uid=uid, kind="file")
    rows = StoredFile.objects.filter(entry__in=entries.values("pk"))
    found: StoredFile | None = rows.select_related("entry__community").first()
    return found


def unfinished(community: Community, *, person: Any) -> list[Upload]:
    """Uploads of ``person`` to ``community`` that have begun and can go on."""
    rows = Upload.objects.visible_to(person).filter(
        community=community, is_done=False, file=None, expires__gt=timezone.now()
    )
    return list(rows.order_by("-started")[:20])
