"""Reads about communities, shaped for the frame, the directory and the member list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf.locale import LANG_INFO
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from practica.core.communities.access import may_still_invite, role_in
from practica.core.communities.models import (
    CORE_GROUP,
    LEADS,
    WRITERS,
    Community,
    Invitation,
    JoinRequest,
    Membership,
    Role,
    token_hash,
)
from practica.core.people.models import Person
from practica.core.people.queries import verified_addresses
from practica.kit import markup
from practica.kit.access import or_404
from practica.kit.prepared import prepared

PAGE = 30
FACES = 8
MOST_COUNTED = 1000
# Languages a community may speak: all Django knows, each in its own words.
LANGUAGES: dict[str, str] = {
    code: info["name_local"][:1].upper() + info["name_local"][1:]
    for code, info in LANG_INFO.items()
    if "name_local" in info
}


def community_or_404(slug: str, person: Any) -> Community:
    """The community at ``slug`` if ``person`` may see it. A former slug is a 404 here, which
    ``communities.middleware`` turns into a lasting redirect for every address below ``/c/``."""
    community: Community = or_404(_communities.first(person, slug=slug))
    return community


@prepared
def _communities(person: Any, *, slug: str) -> Any:
    return Community.objects.visible_to(person).filter(slug=slug)


def _seen_members(community: Community, seen_by: Any) -> Any:
    """Memberships ``seen_by`` may see. Members see all of each other, which spares the wider rule."""
    return _members_seen(seen_by, community=community.pk, by_member=bool(role_in(seen_by, community.pk)))


def _members_seen(person: Any, *, community: int, by_member: bool) -> Any:
    rows = Membership.objects.active().filter(community=community)
    return rows if by_member else rows.visible_to(person)


_BY_ROLE = Case(
    *(When(role=role, then=Value(rank)) for rank, role in enumerate(Role.values)),
    default=Value(len(Role.values)),
    output_field=IntegerField(),
)


def some_members(community: Community, *, seen_by: Any, limit: int) -> list[Person]:
    """A few faces, leads first."""
    if seen_by.pk is None:
        return []
    by_member = bool(role_in(seen_by, community.pk))
    found = _first_members(seen_by, community=community.pk, by_member=by_member)
    return [membership.person for membership in found[:limit]]


@prepared
def _first_members(person: Any, *, community: int, by_member: bool) -> Any:
    rows = _members_seen(person, community=community, by_member=by_member).select_related("person")
    return rows.order_by(_BY_ROLE, "joined", "pk")[:FACES]


def leads_of(community: Community, *, seen_by: Any, limit: int = 6) -> list[Membership]:
    """Coordinators and stewards, with their people."""
    if seen_by.pk is None:
        return []
    by_member = bool(role_in(seen_by, community.pk))
    return _first_leads(seen_by, community=community.pk, by_member=by_member)[:limit]


@prepared
def _first_leads(person: Any, *, community: int, by_member: bool) -> Any:
    rows = _members_seen(person, community=community, by_member=by_member).filter(role__in=LEADS)
    return rows.select_related("person").order_by(_BY_ROLE, "joined", "pk")[:FACES]


def lead_ids(community_id: int) -> list[int]:
    """Ids of the people who lead a community; for notices, not for readers."""
    rows = Membership.objects.active().filter(community=community_id, role__in=LEADS)
    return list(rows.values_list("person_id", flat=True))


def core_ids(community_id: int) -> list[int]:
    """Ids of its core group; for notices, not for readers."""
    rows = Membership.objects.active().filter(community=community_id, role__in=CORE_GROUP)
    return list(rows.values_list("person_id", flat=True))


def writing_ids(community_id: int, *, among: Collection[int]) -> list[int]:
    """Ids of those ``among`` who still write here and can sign in; for notices, not for readers."""
    rows = Membership.objects.active().filter(community=community_id, role__in=WRITERS, person__in=among)
    standing = rows.filter(person__is_active=True, person__has_account=True)
    return list(standing.values_list("person_id", flat=True))


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
    """How many members ``seen_by`` sees have said what to ask them about; counting stops at a thousand."""
    if seen_by.pk is None:
        return 0
    by_member = bool(role_in(seen_by, community.pk))
    return len(_to_ask(seen_by, community=community.pk, by_member=by_member))


@prepared
def _to_ask(person: Any, *, community: int, by_member: bool) -> Any:
    rows = _members_seen(person, community=community, by_member=by_member)
    return rows.exclude(person__ask_me_about="").values_list("pk", flat=True)[:MOST_COUNTED]


def open_requests(community: Community, *, seen_by: Any) -> list[JoinRequest]:
    """Requests a lead has to decide on, oldest first."""
    rows = JoinRequest.objects.visible_to(seen_by).open().filter(community=community)
    return list(rows.select_related("person__organisation").order_by("created", "pk")[:200])


def count_open_requests(community: Community, *, seen_by: Any) -> int:
    """How many wait."""
    return len(_requests_waiting(seen_by, community=community.pk))


@prepared
def _requests_waiting(person: Any, *, community: int) -> Any:
    rows = JoinRequest.objects.visible_to(person).open().filter(community=community)
    return rows.values_list("pk", flat=True)[:MOST_COUNTED]


def open_request_of(person: Any, community: Community) -> JoinRequest | None:
    """The request ``person`` has not been answered on."""
    if person.pk is None:
        return None
    found: JoinRequest | None = _open_requests.first(person, community=community.pk)
    return found


@prepared
def _open_requests(person: Any, *, community: int) -> Any:
    return JoinRequest.objects.open().filter(person=person.pk, community=community)[:1]


def invitations_of(community: Community, *, seen_by: Any) -> list[Invitation]:
    """Invitations ``seen_by`` sent or, as a lead, all; newest first."""
    rows = Invitation.objects.visible_to(seen_by).filter(community=community).select_related("invited_by")
    found = list(rows.order_by("-created", "-pk")[:200])
    # Each host once: her role is asked of the person object.
    hosts = {one.invited_by_id: one.invited_by for one in found}
    for one in found:
        one.community, one.invited_by = community, hosts[one.invited_by_id]
        one.is_void = not may_still_invite(one)
    return found


def invitation_by_token(token: str) -> Invitation | None:
    """The usable invitation ``token`` opens. Holding the token is the right to see it."""
    rows = Invitation.objects.usable().select_related("community", "invited_by")
    found = rows.filter(token_hash=token_hash(token)).first()
    return found if found is not None and may_still_invite(found) else None


def invitations_for(person: Any) -> list[Invitation]:
    """Usable invitations to the verified addresses of ``person``, to communities she is not in yet."""
    addresses = verified_addresses(person)
    if not addresses:
        return []
    rows = Invitation.objects.usable().filter(email__in=addresses)
    rows = rows.exclude(community__in=Community.objects.joined_by(person))
    found = rows.select_related("community", "invited_by").order_by("-created")[:20]
    return [one for one in found if may_still_invite(one)]


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
    """A page of the directory with its facets. ``rows`` are communities that also know whether they are the
    asker's own (``is_mine``)."""

    rows: list[Any]
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


def members_named(source: str, *, community: Community, seen_by: Any) -> dict[str, str]:
    """Names by handle of the members of ``community`` whom ``source`` may name as ``@handle`` and ``seen_by``
    sees (None: the house, which names them all): one query at most."""
    handles = markup.spoken_handles(source)
    if not handles:
        return {}
    people = Person.objects.filter(memberships__community=community, is_active=True, handle__in=handles)
    if seen_by is not None:
        people = people.visible_to(seen_by)
    return {person.handle: str(person) for person in people}
