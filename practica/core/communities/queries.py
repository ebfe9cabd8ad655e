"""Reads about communities, shaped for the frame, the directory and the member list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf.locale import LANG_INFO
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from practica.core.communities.access import role_in
from practica.core.communities.models import (
    LEADS,
    Community,
    Invitation,
    JoinRequest,
    Membership,
    Role,
    token_hash,
)
from practica.core.people.models import Person
from practica.core.people.queries import verified_addresses
from practica.kit.access import get_visible_or_404

PAGE = 30
# Languages a community may speak: all Django knows, each in its own words.
LANGUAGES: dict[str, str] = {
    code: info["name_local"].capitalize() for code, info in LANG_INFO.items() if "name_local" in info
}


def community_or_404(slug: str, person: Any) -> Community:
    """The community at ``slug`` if ``person`` may see it. A former slug is a 404 here, which
    ``communities.middleware`` turns into a lasting redirect for every address below ``/c/``."""
    community: Community = get_visible_or_404(Community, person, slug=slug)
    return community


def _seen_members(community: Community, seen_by: Any) -> Any:
    """Memberships ``seen_by`` may see. Members see all of each other, which spares the wider rule."""
    rows = Membership.objects.active().filter(community=community)
    return rows if role_in(seen_by, community.pk) else rows.visible_to(seen_by)


_BY_ROLE = Case(
    *(When(role=role, then=Value(rank)) for rank, role in enumerate(Role.values)),
    default=Value(len(Role.values)),
    output_field=IntegerField(),
)


def some_members(community: Community, *, seen_by: Any, limit: int) -> list[Person]:
    """A few faces, leads first."""
    if seen_by.pk is None:
        return []
    rows = _seen_members(community, seen_by).select_related("person").order_by(_BY_ROLE, "joined", "pk")
    return [membership.person for membership in rows[:limit]]


def leads_of(community: Community, *, seen_by: Any, limit: int = 6) -> list[Membership]:
    """Coordinators and stewards, with their people."""
    if seen_by.pk is None:
        return []
    rows = _seen_members(community, seen_by).filter(role__in=LEADS).select_related("person")
    return list(rows.order_by(_BY_ROLE, "joined", "pk")[:limit])


def lead_ids(community_id: int) -> list[int]:
    """Ids of the people who lead a community; for notices, not for readers."""
    rows = Membership.objects.active().filter(community=community_id, role__in=LEADS)
    return list(rows.values_list("person_id", flat=True))


def coordinator_ids(community_id: int) -> list[int]:
    """Ids of its coordinators; for notices, not for readers."""
    rows = Membership.objects.active().filter(community=community_id, role=Role.COORDINATOR)
    return list(rows.values_list("person_id", flat=True))


def members_page(
    community: Community, *, seen_by: Any, name: str = "", page: int = 1
) -> tuple[list[Membership], int]:
    """A page of members, leads first then by name, and how many match."""
    rows = _seen_members(community, seen_by)
    if name:
        rows = rows.filter(Q(person__name__icontains=name) | Q(person__ask_me_about__icontains=name))
    total = rows.count()
    rows = rows.select_related("person__organisation", "person__unit").order_by(
        _BY_ROLE, "person__name", "pk"
    )
    return list(rows[(page - 1) * PAGE : page * PAGE]), total


def those_to_ask(community: Community, *, seen_by: Any) -> int:
    """How many members ``seen_by`` sees have said what to ask them about."""
    if seen_by.pk is None:
        return 0
    return int(_seen_members(community, seen_by).exclude(person__ask_me_about="").count())


def open_requests(community: Community, *, seen_by: Any) -> list[JoinRequest]:
    """Requests a lead has to decide on, oldest first."""
    rows = JoinRequest.objects.visible_to(seen_by).open().filter(community=community)
    return list(rows.select_related("person__organisation").order_by("created", "pk")[:200])


def count_open_requests(community: Community, *, seen_by: Any) -> int:
    """How many wait."""
    return JoinRequest.objects.visible_to(seen_by).open().filter(community=community).count()


def open_request_of(person: Any, community: Community) -> JoinRequest | None:
    """The request ``person`` has not been answered on."""
    if person.pk is None:
        return None
    return JoinRequest.objects.open().filter(person=person.pk, community=community).first()


def invitations_of(community: Community, *, seen_by: Any) -> list[Invitation]:
    """Invitations ``seen_by`` sent or, as a lead, all; newest first."""
    rows = Invitation.objects.visible_to(seen_by).filter(community=community).select_related("invited_by")
    return list(rows.order_by("-created", "-pk")[:200])


def invitation_by_token(token: str) -> Invitation | None:
    """The usable invitation ``token`` opens. Holding the token is the right to see it."""
    rows = Invitation.objects.usable().select_related("community", "invited_by")
    return rows.filter(token_hash=token_hash(token)).first()


def invitations_for(person: Any) -> list[Invitation]:
    """Usable invitations to the verified addresses of ``person``, to communities she is not in yet."""
    addresses = verified_addresses(person)
    if not addresses:
        return []
    rows = Invitation.objects.usable().filter(email__in=addresses)
    rows = rows.exclude(community__in=Community.objects.joined_by(person))
    return list(rows.select_related("community", "invited_by").order_by("-created")[:20])


def moved_to(slug: str, *, seen_by: Any) -> str | None:
    """The slug of today for the former ``slug`` of a community ``seen_by`` may see."""
    rows = Community.objects.visible_to(seen_by).filter(former_slugs__slug=slug)
    return rows.values_list("slug", flat=True).first()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a reader of the directory narrowed to; empty means everything."""

    name: str = ""
    language: str = ""
    joining: str = ""


@dataclass(frozen=True)
class Facet:
    """One value to narrow to, and how many there are."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Directory:
    """A page of the directory with its facets."""

    rows: list[Community]
    total: int
    languages: list[Facet]
    joinings: list[Facet]


def directory(*, person: Any, wanted: Wanted, page: int = 1) -> Directory:
    """A page of the communities ``person`` may be told of, her own first, then the lately active ones."""
    rows = Community.objects.listed_for(person)
    if wanted.name:
        rows = rows.filter(Q(name__icontains=wanted.name) | Q(purpose__icontains=wanted.name))
    languages = _facets(rows, "language", LANGUAGES)
    joinings = _facets(rows, "joining", dict(Community.Joining.choices))
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    if wanted.joining:
        rows = rows.filter(joining=wanted.joining)
    mine = Membership.objects.filter(
        person=person.pk, state=Membership.State.ACTIVE, community=OuterRef("pk")
    )
    ordered = rows.annotate(is_mine=Exists(mine)).order_by("-is_mine", "-active_at", "-pk")
    return Directory(list(ordered[(page - 1) * PAGE : page * PAGE]), rows.count(), languages, joinings)


def _facets(rows: Any, field: str, words: dict[str, Any]) -> list[Facet]:
    counts = rows.order_by().values_list(field).annotate(Count("pk", distinct=True)).order_by(field)
    return [Facet(value, str(words.get(value, value)), count) for value, count in counts]
