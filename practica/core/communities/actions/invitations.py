"""Inviting people, by mail or by a link, and coming in by an invitation."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from practica.core.communities import access, facts
from practica.core.communities.actions.belonging import enter
from practica.core.communities.models import Community, Invitation, JoinRequest, Membership, Role, token_hash
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.people.queries import verified_addresses
from practica.kit.access import Invalid, demand
from practica.kit.contracts import mail

MOST_MAILS_A_DAY = 300


@transaction.atomic
def invite(
    community: Community,
    *,
    email: str = "",
    role: str = Role.MEMBER,
    message: str = "",
    max_uses: int = 1,
    actor: Person,
) -> tuple[Invitation, str]:
    """Invite one address, or make a link (no address) that ``max_uses`` people may use, 0 for no end.

    Returns the invitation and its token, which is shown or sent now and never again.
    """
    demand(access.can_invite(actor, community), _("You cannot invite people here."))
    if role not in (Role.MEMBER, Role.GUEST):
        demand(access.can_edit(actor, community), _("Only a coordinator invites leads."))
    email = email.strip().lower()
    if email:
        _demand_not_too_many(actor)
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        community=community,
        email=email,
        role=role,
        message=message.strip()[:1000],
        max_uses=1 if email else max_uses,
        token_hash=token_hash(token),
        invited_by=actor,
    )
    known = Person.objects.active().filter(email__iexact=email).first() if email else None
    record(
        facts.PersonInvited(
            actor_id=actor.pk,
            subject_id=known.pk if known else None,
            community_id=community.pk,
            invitation_id=invitation.pk,
        )
    )
    if email:
        _send(invitation, token, actor=actor)
    return invitation, token


@transaction.atomic
def invite_all(community: Community, *, emails: Iterable[str], role: str, message: str, actor: Person) -> int:
    """Invite each of ``emails`` or none; answer how many.

    Members and addresses already invited are left out.
    """
    demand(access.can_invite(actor, community), _("You cannot invite people here."))
    wanted = list(emails)
    inside = Membership.objects.active().filter(community=community, person__email__in=wanted)
    waiting = Invitation.objects.usable().filter(community=community, email__in=wanted)
    still = {
        one.email for one in waiting.select_related("community", "invited_by") if access.may_still_invite(one)
    }
    known = set(inside.values_list("person__email", flat=True)) | still
    new = [email for email in wanted if email not in known]
    for email in new:
        invite(community, email=email, role=role, message=message, actor=actor)
    return len(new)


@transaction.atomic
def note_invitation_seen(token: str) -> None:
    """Remember that somebody opened the invitation and went on."""
    Invitation.objects.usable().filter(token_hash=token_hash(token), seen=None).update(seen=timezone.now())


@transaction.atomic
def accept_invitation(token: str, *, actor: Person) -> Membership:
    """Come in by an invitation. Raises Invalid when it is used up, withdrawn, past its day, or when whoever
    made it could not make it any more."""
    demand(access.can_accept_invitation(actor), _("Sign in first."))
    invitation = (
        Invitation.objects.usable()
        .select_related("community", "invited_by")
        .filter(token_hash=token_hash(token))
        .first()
    )
    if invitation is None:
        raise Invalid(_("This invitation does not work any more. Ask for a new one."))
    own = {actor.email.lower(), *verified_addresses(actor)}
    if invitation.email and invitation.email.lower() not in own:
        raise Invalid(_("This invitation was sent to another address. Sign in with that one."))
    return _come_in(invitation, actor=actor)


@transaction.atomic
def accept_own_invitation(invitation: Invitation, *, actor: Person) -> Membership:
    """Come in by an invitation to an address ``actor`` has verified; no token needed."""
    demand(access.can_accept_invitation(actor, invitation), _("Sign in first."))
    if not invitation.email or invitation.email.lower() not in verified_addresses(actor):
        raise Invalid(_("This invitation was sent to another address. Sign in with that one."))
    return _come_in(invitation, actor=actor)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: Person) -> None:
    """Make an invitation useless."""
    allowed = invitation.invited_by_id == actor.pk or access.can_lead(actor, invitation.community)
    demand(allowed, _("Only leads withdraw invitations."))
    invitation.withdrawn = True
    invitation.save(update_fields=["withdrawn"])
    record(
        facts.InvitationWithdrawn(
            actor_id=actor.pk, community_id=invitation.community_id, invitation_id=invitation.pk
        )
    )


def _come_in(invitation: Invitation, *, actor: Person) -> Membership:
    already = Membership.objects.active().filter(community=invitation.community_id, person=actor).first()
    if already is not None:
        return already
    used = access.may_still_invite(invitation) and (
        Invitation.objects.usable().filter(pk=invitation.pk).update(uses=F("uses") + 1)
    )
    if not used:
        raise Invalid(_("This invitation does not work any more. Ask for a new one."))
    role = invitation.role
    if role == Role.MEMBER and not actor.is_colleague:
        role = Role.GUEST
    membership = enter(invitation.community, actor, role=role, how="invitation", actor=actor)
    JoinRequest.objects.open().filter(community=invitation.community_id, person=actor).update(
        state=JoinRequest.State.ACCEPTED, decided_by=invitation.invited_by_id, decided=timezone.now()
    )
    return membership


def _demand_not_too_many(actor: Person) -> None:
    since = timezone.now() - dt.timedelta(days=1)
    sent = Invitation.objects.filter(invited_by=actor, created__gt=since).exclude(email="").count()
    if sent >= MOST_MAILS_A_DAY:
        raise Invalid(
            _("You have invited %(most)d people today. Go on tomorrow, or make a link.")
            % {"most": MOST_MAILS_A_DAY},
            field="emails",
        )


def _send(invitation: Invitation, token: str, *, actor: Person) -> None:
    """Write the mail now: the token is known at this moment only."""
    names = {
        "name": actor.name,
        "community": invitation.community.name,
        "purpose": invitation.community.purpose,
    }
    link = settings.SITE_URL + reverse("communities:come_in", args=[token])
    lines = [
        _("%(name)s invites you to %(community)s.") % names,
        invitation.community.purpose,
        f"“{invitation.message}”" if invitation.message else "",
        _("Come in here: %(link)s") % {"link": link},
        _("The invitation works until %(day)s. If it is not for you, let it pass.")
        % {"day": date_format(timezone.localtime(invitation.expires))},
    ]
    mail.send_later(
        invitation.email,
        _("%(name)s invites you to %(community)s") % names,
        "\n\n".join(line for line in lines if line),
        f"invitation:{invitation.uid}",
    )
