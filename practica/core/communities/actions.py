"""Starting a community, changing it, and all the ways in and out."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from practica.core.communities import access, facts
from practica.core.communities.models import (
    LEADS,
    Community,
    FormerSlug,
    Invitation,
    JoinRequest,
    Membership,
    Role,
    token_hash,
)
from practica.core.ledger.actions import record
from practica.core.people.models import Organisation, Person
from practica.core.people.queries import verified_addresses
from practica.kit.access import Invalid, demand
from practica.kit.contracts import mail
from practica.kit.contracts.reading import community_was_seen

CHANGEABLE = ("name", "purpose", "audience", "is_listed", "joining", "language")
MOST_MAILS_A_DAY = 300
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
        created_by=actor,
    )
    community.organisations.set(organisations)
    record(facts.CommunityStarted(actor_id=actor.pk, community_id=community.pk))
    _enter(community, actor, role=Role.COORDINATOR, how="started", actor=actor)
    return community


@transaction.atomic
def change(
    community: Community,
    *,
    actor: Person,
    organisations: Iterable[Organisation] | None = None,
    **values: Any,
) -> Community:
    """Change what is given among name, purpose, audience, is_listed, joining and language.

    A new name brings a new address; the old one leads on.
    """
    demand(access.can_edit(actor, community), _("Only a coordinator can change the community."))
    if unknown := set(values) - set(CHANGEABLE):
        raise TypeError(f"A community has no {', '.join(sorted(unknown))}.")
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


@transaction.atomic
def join(community: Community, *, actor: Person) -> Membership:
    """Become a member of an open community."""
    demand(access.can_join(actor, community), _("This community is not open to join."))
    role = Role.MEMBER if actor.is_colleague else Role.GUEST
    return _enter(community, actor, role=role, how="open", actor=actor)


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
    return _enter(request.community, request.person, role=role, how="request", actor=actor)


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
    """Invite each of ``emails`` or none; answer how many. Members and addresses already invited are left out."""
    demand(access.can_invite(actor, community), _("You cannot invite people here."))
    wanted = list(emails)
    inside = Membership.objects.active().filter(community=community, person__email__in=wanted)
    waiting = Invitation.objects.usable().filter(community=community, email__in=wanted)
    known = set(inside.values_list("person__email", flat=True)) | set(waiting.values_list("email", flat=True))
    new = [email for email in wanted if email not in known]
    for email in new:
        invite(community, email=email, role=role, message=message, actor=actor)
    return len(new)


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
        % {"day": date_format(invitation.expires)},
    ]
    mail.send_later(
        invitation.email,
        _("%(name)s invites you to %(community)s") % names,
        "\n\n".join(line for line in lines if line),
        f"invitation:{invitation.uid}",
    )


@transaction.atomic
def note_invitation_seen(token: str) -> None:
    """Remember that somebody opened the invitation and went on."""
    Invitation.objects.usable().filter(token_hash=token_hash(token), seen=None).update(seen=timezone.now())


@transaction.atomic
def accept_invitation(token: str, *, actor: Person) -> Membership:
    """Come in by an invitation. Raises Invalid when it is used up, withdrawn or past its day."""
    demand(access.can_accept_invitation(actor), _("Sign in first."))
    invitation = (
        Invitation.objects.usable().select_related("community").filter(token_hash=token_hash(token)).first()
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


def _come_in(invitation: Invitation, *, actor: Person) -> Membership:
    already = Membership.objects.active().filter(community=invitation.community_id, person=actor).first()
    if already is not None:
        return already
    used = Invitation.objects.usable().filter(pk=invitation.pk).update(uses=F("uses") + 1)
    if not used:
        raise Invalid(_("This invitation does not work any more. Ask for a new one."))
    role = invitation.role
    if role != Role.GUEST and not actor.is_colleague:
        role = Role.GUEST if role == Role.MEMBER else role
    membership = _enter(invitation.community, actor, role=role, how="invitation", actor=actor)
    JoinRequest.objects.open().filter(community=invitation.community_id, person=actor).update(
        state=JoinRequest.State.ACCEPTED, decided_by=invitation.invited_by_id, decided=timezone.now()
    )
    return membership


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: Person) -> None:
    """Make an invitation useless."""
    allowed = invitation.invited_by_id == actor.pk or access.can_lead(actor, invitation.community)
    demand(allowed, _("Only leads withdraw invitations."))
    invitation.withdrawn = True
    invitation.save(update_fields=["withdrawn"])


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


def _enter(community: Community, person: Person, *, role: str, how: str, actor: Person) -> Membership:
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
    others = (
        Membership.objects.active()
        .filter(community=membership.community_id, role=Role.COORDINATOR)
        .exclude(pk=membership.pk)
    )
    if not others.exists():
        raise Invalid(_("Make somebody else coordinator first: a community needs one."))
