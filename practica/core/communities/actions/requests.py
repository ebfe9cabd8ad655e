"""Asking to be let in, and deciding on it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.communities import access, facts
from practica.core.communities.actions.belonging import enter
from practica.core.communities.models import Community, JoinRequest, Membership, Role
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand


@transaction.atomic
def ask_to_join(community: Community, *, message: str = "", actor: Person) -> JoinRequest:
    """Ask the leads to be let in. Asking again renews the message."""
    demand(access.can_ask_to_join(actor, community), _("You cannot ask to join here."))
    request, _new = JoinRequest.objects.update_or_create(
        community=community,
        person=actor,
        state=JoinRequest.State.OPEN,
        defaults={"message": message.strip()[:1000]},
    )
    record(facts.JoinRequested(actor_id=actor.pk, community_id=community.pk, request_id=request.pk))
    return request


@transaction.atomic
def accept_request(request: JoinRequest, *, actor: Person) -> Membership:
    """Let the person in."""
    _decide(request, JoinRequest.State.ACCEPTED, actor=actor)
    role = Role.MEMBER if request.person.is_colleague else Role.GUEST
    return enter(request.community, request.person, role=role, how="request", actor=actor)


@transaction.atomic
def refuse_request(request: JoinRequest, *, reason: str, actor: Person) -> None:
    """Refuse, with a reason the person will read."""
    if not reason.strip():
        raise Invalid(_("Give a reason; the person will read it."), field="reason")
    _decide(request, JoinRequest.State.REFUSED, reason=reason.strip()[:1000], actor=actor)
    record(
        facts.JoinRefused(
            actor_id=actor.pk,
            subject_id=request.person_id,
            community_id=request.community_id,
            request_id=request.pk,
        )
    )


def _decide(request: JoinRequest, state: str, *, reason: str = "", actor: Person) -> None:
    demand(access.can_lead(actor, request.community), _("Only leads decide on requests."))
    decided = JoinRequest.objects.filter(pk=request.pk, state=JoinRequest.State.OPEN).update(
        state=state, reason=reason, decided_by=actor, decided=timezone.now()
    )
    if not decided:
        raise Invalid(_("Somebody has already decided on this request."))
