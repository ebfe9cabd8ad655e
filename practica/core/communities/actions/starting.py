"""Starting a community and changing it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from practica.core.communities import access, facts
from practica.core.communities.actions.belonging import enter
from practica.core.communities.models import MOST_APPROVALS, Community, FormerSlug, Membership, Role
from practica.core.ledger.actions import record
from practica.core.people.models import Organisation, Person
from practica.kit.access import Invalid, demand

CHANGEABLE = (
    "name", "purpose", "audience", "is_listed", "joining", "language", "approvals_needed", "cover_url",
    "cover_on_pages",
)  # fmt: skip
RESERVED_SLUGS = {"new", "import", "all"}


@transaction.atomic
def start(
    *,
    name: str,
    purpose: str = "",
    audience: str = Community.Audience.EVERYONE,
    organisations: Iterable[Organisation] = (),
    is_listed: bool = True,
    joining: str = Community.Joining.OPEN,
    language: str = "en",
    approvals_needed: int = 0,
    actor: Person,
) -> Community:
    """Start a community; ``actor`` becomes its coordinator. Raises Invalid when the name is taken."""
    demand(access.can_start(actor), _("Only people of this organisation can start a community."))
    name = " ".join(name.split())
    _demand_free_name(name)
    community = Community.objects.create(
        slug=free_slug(name),
        name=name,
        purpose=purpose.strip(),
        audience=audience,
        is_listed=is_listed,
        joining=joining,
        language=language,
        approvals_needed=_within_bounds(approvals_needed),
        created_by=actor,
    )
    community.organisations.set(organisations)
    record(facts.CommunityStarted(actor_id=actor.pk, community_id=community.pk))
    enter(community, actor, role=Role.COORDINATOR, how="started", actor=actor)
    return community


@transaction.atomic
def change(
    community: Community,
    *,
    actor: Person,
    organisations: Iterable[Organisation] | None = None,
    **values: Any,
) -> Community:
    """Change what is given among :data:`CHANGEABLE`.

    A new name brings a new address; the old one leads on.
    """
    demand(access.can_edit(actor, community), _("Only a coordinator can change the community."))
    if unknown := set(values) - set(CHANGEABLE):
        raise TypeError(f"A community has no {', '.join(sorted(unknown))}.")
    if "approvals_needed" in values:
        _within_bounds(values["approvals_needed"])
    changed = [field for field, value in values.items() if getattr(community, field) != value]
    if "name" in changed:
        values["name"] = " ".join(values["name"].split())
        _demand_free_name(values["name"], but=community)
        FormerSlug.objects.get_or_create(slug=community.slug, defaults={"community": community})
        community.slug = free_slug(values["name"], but=community)
    for field in changed:
        setattr(community, field, values[field])
    community.save()
    narrowed = bool({"audience", "is_listed"} & set(changed))
    if organisations is not None:
        wanted = set(organisations)
        narrowed = narrowed or wanted != set(community.organisations.all())
        community.organisations.set(wanted)
    where = {"actor_id": actor.pk, "community_id": community.pk}
    if changed:
        record(facts.CommunityChanged(**where, fields=tuple(changed)))
    if narrowed:
        record(facts.CommunityAudienceChanged(**where))
    return community


@transaction.atomic
def remove_unused(community: Community, *, actor: Person) -> None:
    """Take back the start of a community in which nobody else is a member and nothing stands.

    Raises Invalid when there is something in it by now, also in the bin.
    """
    demand(access.can_edit(actor, community), _("Only a coordinator can remove the community."))
    others = Membership.objects.filter(community=community).active().exclude(person=actor)
    if others.exists() or community.entries.exists():
        raise Invalid(_("There are people or pages in this community."))
    where = {"actor_id": actor.pk, "community_id": community.pk}
    record(facts.CommunityRemoved(**where, uid=community.uid, name=community.name))
    community.delete()
    access.forget_roles(actor)


def _within_bounds(approvals: int) -> int:
    if not 0 <= approvals <= MOST_APPROVALS:
        sentence = _("At most %(most)d people approve a page.") % {"most": MOST_APPROVALS}
        raise Invalid(sentence, field="approvals_needed")
    return approvals


def _demand_free_name(name: str, *, but: Community | None = None) -> None:
    if not name:
        raise Invalid(_("Give the community a name."), field="name")
    taken = Community.objects.filter(name__iexact=name)
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if taken.exists():
        # Says nothing about who or what: a secret community keeps its secret, a name is still unique.
        raise Invalid(_("This name is taken. Choose another one."), field="name")


def free_slug(name: str, *, but: Community | None = None) -> str:
    """An address for ``name`` that no community has or had."""
    stem = slugify(name)[:70] or "community"
    others = Community.objects.exclude(pk=but.pk) if but else Community.objects.all()
    taken = set(others.filter(slug__startswith=stem).values_list("slug", flat=True))
    former = FormerSlug.objects.filter(slug__startswith=stem)
    taken |= set((former.exclude(community=but) if but else former).values_list("slug", flat=True))
    taken |= RESERVED_SLUGS
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
