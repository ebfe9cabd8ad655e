"""Coming in, going, roles, and what a member has seen."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.communities import access, facts
from practica.core.communities.models import LEADS, Community, Membership, Role
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.contracts.reading import community_was_seen


@transaction.atomic
def join(community: Community, *, actor: Person) -> Membership:
    """Become a member of an open community."""
    demand(access.can_join(actor, community), _("This community is not open to join."))
    role = Role.MEMBER if actor.is_colleague else Role.GUEST
    return enter(community, actor, role=role, how="open", actor=actor)


@transaction.atomic
def leave(community: Community, *, actor: Person) -> None:
    """Leave. The last coordinator cannot: somebody must hold the keys."""
    demand(access.can_leave(actor, community), _("You are not a member."))
    _exit(community, actor, actor=actor)


@transaction.atomic
def remove(membership: Membership, *, actor: Person) -> None:
    """Take ``membership`` away from its person."""
    community = membership.community
    demand(access.can_lead(actor, community), _("Only leads can remove members."))
    if membership.role in LEADS:
        demand(access.can_edit(actor, community), _("Only a coordinator can remove a lead."))
    _exit(community, membership.person, actor=actor)


@transaction.atomic
def give_role(membership: Membership, role: str, *, actor: Person) -> None:
    """Let a member act as ``role``."""
    community = membership.community
    demand(access.can_edit(actor, community), _("Only a coordinator gives roles."))
    if role not in Role.values:
        raise Invalid(_("There is no such role."), field="role")
    if membership.role == Role.COORDINATOR and role != Role.COORDINATOR:
        _demand_other_coordinator(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    access.forget_roles(membership.person)
    record(
        facts.RoleChanged(
            actor_id=actor.pk, subject_id=membership.person_id, community_id=community.pk, role=role
        )
    )


@transaction.atomic
def mark_seen(community: Community, *, actor: Person) -> None:
    """Remember that ``actor`` has seen what is new here."""
    Membership.objects.filter(community=community, person=actor).update(seen_at=timezone.now())
    community_was_seen(actor.pk, community.pk)


@transaction.atomic
def remember_author(community: Community, author: Person) -> None:
    """Note that ``author``, who has no account, once wrote here: an alumna, seen by those who see members."""
    Membership.objects.get_or_create(
        community=community, person=author, defaults={"state": Membership.State.ALUMNI}
    )


def enter(community: Community, person: Person, *, role: str, how: str, actor: Person) -> Membership:
    """Make ``person`` a member, inside the caller's action; a member already stays as she is."""
    membership, new = Membership.objects.get_or_create(
        community=community, person=person, defaults={"role": role}
    )
    back = not new and membership.state != Membership.State.ACTIVE
    if back:
        membership.role, membership.state, membership.joined = role, Membership.State.ACTIVE, timezone.now()
        membership.save(update_fields=["role", "state", "joined"])
    if new or back:
        Community.objects.filter(pk=community.pk).update(member_count=F("member_count") + 1)
        access.forget_roles(person)
        record(
            facts.MemberJoined(actor_id=actor.pk, subject_id=person.pk, community_id=community.pk, how=how)
        )
    return membership


def _exit(community: Community, person: Person, *, actor: Person) -> None:
    membership = Membership.objects.filter(
        community=community, person=person, state=Membership.State.ACTIVE
    ).first()
    if membership is None:
        raise Invalid(_("This person is not a member."))
    if membership.role == Role.COORDINATOR:
        _demand_other_coordinator(membership)
    membership.delete()
    Community.objects.filter(pk=community.pk).update(member_count=F("member_count") - 1)
    access.forget_roles(person)
    record(facts.MemberLeft(actor_id=actor.pk, subject_id=person.pk, community_id=community.pk))


def _demand_other_coordinator(membership: Membership) -> None:
    # Two who go at once would each still see the other. (SQLite has one writer anyway.)
    Community.objects.select_for_update(no_key=True).only("pk").get(pk=membership.community_id)
    others = (
        Membership.objects.active()
        .filter(community=membership.community_id, role=Role.COORDINATOR)
        .exclude(pk=membership.pk)
    )
    if not others.exists():
        raise Invalid(_("Make somebody else coordinator first: a community needs one."))
