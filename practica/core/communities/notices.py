"""Who hears of joining, deciding, inviting and roles, in which words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from practica.core.communities.facts import (
    InvitationWithdrawn,
    JoinRefused,
    JoinRequested,
    MemberJoined,
    PersonInvited,
    RoleChanged,
)
from practica.core.communities.models import Community, Invitation, JoinRequest, Role
from practica.core.communities.queries import coordinator_ids, lead_ids
from practica.core.people.models import Person
from practica.kit.contracts.notices import Notice, notices_of, settled_by


@notices_of(JoinRequested)
def asked(fact: Any) -> Iterator[Notice]:
    """The leads have something to decide on."""
    community, person = _community(fact), _name(fact.actor_id)
    if community is None:
        return
    for lead in lead_ids(community.pk):
        yield Notice(
            person_id=lead,
            reason="join",
            key=_request_key(fact.get("request_id")),
            sentence=gettext_noop("%(person)s asks to join %(community)s"),
            values={"person": person, "community": community.name},
            community_id=community.pk,
            url=reverse("communities:requests", args=[community.slug]),
        )


@notices_of(MemberJoined)
def joined(fact: Any) -> Iterator[Notice]:
    """Who was let in hears of it; coordinators hear of everyone who came by herself."""
    community = _community(fact)
    if community is None or fact.get("how") == "started":
        return
    values = {"person": _name(fact.subject_id), "community": community.name}
    if fact.get("how") == "request":
        yield Notice(
            person_id=fact.subject_id,
            reason="join",
            key=f"joined:{community.pk}",
            sentence=gettext_noop("You are a member of %(community)s now"),
            values=values,
            community_id=community.pk,
            url=community.get_absolute_url(),
        )
    for coordinator in coordinator_ids(community.pk):
        if coordinator not in (fact.actor_id, fact.subject_id):
            yield Notice(
                person_id=coordinator,
                reason="joined",
                key=f"joined:{community.pk}:{fact.subject_id}",
                sentence=gettext_noop("%(person)s joined %(community)s"),
                values=values,
                community_id=community.pk,
                url=community.get_absolute_url(),
            )


@notices_of(JoinRefused)
def refused(fact: Any) -> Iterator[Notice]:
    """Who asked reads the reason, with the name she asked under and nothing more: she may not see it now."""
    request = JoinRequest.objects.filter(pk=fact.get("request_id")).select_related("community").first()
    if request is None:
        return
    yield Notice(
        person_id=request.person_id,
        reason="join",
        key=_request_key(request.pk),
        sentence=gettext_noop("You cannot join %(community)s now: %(reason)s"),
        values={"community": request.community.name, "reason": request.reason},
        url=reverse("communities:directory"),
    )


@settled_by(MemberJoined, JoinRefused)
def answered(fact: Any) -> Iterator[str]:
    """The other leads need not decide any more."""
    requests = JoinRequest.objects.filter(community=fact.community_id, person=fact.subject_id)
    for request_id in requests.values_list("pk", flat=True):
        yield _request_key(request_id)


@settled_by(MemberJoined)
def accepted(fact: Any) -> Iterator[str]:
    """Who came in has answered her invitations."""
    person = Person.objects.filter(pk=fact.subject_id).first()
    if person is None or not person.email:
        return
    invitations = Invitation.objects.filter(community=fact.community_id, email__iexact=person.email)
    for invitation_id in invitations.values_list("pk", flat=True):
        yield _invitation_key(invitation_id)


@settled_by(InvitationWithdrawn)
def withdrawn(fact: Any) -> Iterator[str]:
    """Whoever was invited has nothing to answer any more."""
    yield _invitation_key(fact.get("invitation_id"))


@notices_of(PersonInvited)
def invited(fact: Any) -> Iterator[Notice]:
    """Who has an account finds the invitation in her inbox too."""
    community = _community(fact)
    if community is None or fact.subject_id is None:
        return
    yield Notice(
        person_id=fact.subject_id,
        reason="invitation",
        key=_invitation_key(fact.get("invitation_id")),
        sentence=gettext_noop("%(person)s invites you to %(community)s"),
        values={"person": _name(fact.actor_id), "community": community.name},
        url=reverse("communities:my_invitations"),
    )


@notices_of(RoleChanged)
def role_changed(fact: Any) -> Iterator[Notice]:
    """Whose role it is."""
    community = _community(fact)
    if community is None or fact.actor_id == fact.subject_id:
        return
    yield Notice(
        person_id=fact.subject_id,
        reason="role",
        key=f"role:{community.pk}",
        sentence=gettext_noop("You are %(role)s of %(community)s now"),
        values={"role": str(Role(fact.get("role")).label), "community": community.name},
        community_id=community.pk,
        url=community.get_absolute_url(),
    )


def _request_key(request_id: Any) -> str:
    return f"join-request:{request_id}"


def _invitation_key(invitation_id: Any) -> str:
    return f"invitation:{invitation_id}"


def _community(fact: Any) -> Community | None:
    return Community.objects.filter(pk=fact.community_id).first()


def _name(person_id: int | None) -> str:
    return Person.objects.filter(pk=person_id).values_list("name", flat=True).first() or ""
