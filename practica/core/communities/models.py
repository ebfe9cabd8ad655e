"""A community, who belongs to it, who asked to, and who was invited."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from practica.core.people.models import Organisation, Person, hue_of, initials_of
from practica.kit.addresses import address
from practica.kit.models import Model, SightQuerySet, UidField
from practica.kit.prepared import prepared

#: The most approvals a community can ask for.
MOST_APPROVALS = 3


class CommunityQuerySet(SightQuerySet):
    """Communities, in words of the directory."""

    def visible_to(self, person: Any) -> Self:
        """Public ones; for colleagues those for everyone signed in; those for her organisation; her own."""
        return self.filter(self.sight_of(person))

    @staticmethod
    def sight_of(person: Any, *, prefix: str = "") -> Q:
        """The rule of :meth:`visible_to` as a condition, for rows whose relation ``prefix`` (``community__``)
        leads to their community. It asks nothing of a person but her id, her organisation's and whether she
        is a colleague, so that :mod:`practica.kit.prepared` can keep its SQL."""
        audience = Community.Audience
        if person.pk is None:
            return Q(**{f"{prefix}audience": audience.PUBLIC})
        open_to = [audience.PUBLIC, audience.EVERYONE] if person.is_colleague else [audience.PUBLIC]
        seen = Q(**{f"{prefix}audience__in": open_to}) | Q(**{f"{prefix}pk__in": communities_of(person)})
        if person.organisation_id is not None:
            named = Community.organisations.through.objects.filter(organisation=person.organisation_id)
            seen |= Q(
                **{f"{prefix}audience": audience.ORGANISATIONS, f"{prefix}pk__in": named.values("community")}
            )
        return seen

    def listed_for(self, person: Any) -> Self:
        """Those a directory may name to ``person``: visible, and listed or her own."""
        return self.visible_to(person).filter(Q(is_listed=True) | Q(pk__in=communities_of(person)))

    def joined_by(self, person: Any) -> Self:
        """Those ``person`` is a member of."""
        return self.filter(memberships__person=person.pk, memberships__state=Membership.State.ACTIVE)


class Community(Model):
    """People who share a craft, with one place for all they make."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everyone, also without signing in")
        EVERYONE = "everyone", _("Everyone signed in")
        ORGANISATIONS = "organisations", _("People of named organisations")
        MEMBERS = "members", _("Members only")

    class Joining(models.TextChoices):
        OPEN = "open", _("Anyone who sees it can join")
        REQUEST = "request", _("People ask, a lead decides")
        INVITATION = "invitation", _("By invitation only")

    uid = UidField()
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=14, choices=Audience.choices, default=Audience.EVERYONE)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="communities")
    is_listed = models.BooleanField(default=True)
    joining = models.CharField(max_length=10, choices=Joining.choices, default=Joining.OPEN)
    language = models.CharField(max_length=12, default="en")
    # How many others must approve before a page or a change to one is published; none by default.
    approvals_needed = models.PositiveSmallIntegerField(default=0, db_default=0)
    hue = models.PositiveSmallIntegerField(default=0)
    # Where the picture of its cover is fetched; contour lines made from its name without one.
    cover_url = models.CharField(max_length=400, blank=True, db_default="")
    cover_on_pages = models.BooleanField(default=False, db_default=False)
    member_count = models.PositiveIntegerField(default=0)
    active_at = models.DateTimeField(default=timezone.now)
    created = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar = CommunityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="community_name_once"),
            models.CheckConstraint(
                condition=Q(approvals_needed__lte=MOST_APPROVALS), name="no_more_approvals_than_offered"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new community the hue that belongs to its name."""
        if self._state.adding and not self.hue:
            self.hue = hue_of(self.name)
        super().save(*args, **kwargs)

    @cached_property
    def initials(self) -> str:
        """The letters of its badge."""
        return initials_of(self.name)

    def get_absolute_url(self) -> str:
        """Its overview."""
        return address("communities:show", self.slug)


class FormerSlug(Model):
    """A slug a community used to have; its old addresses lead on for ever."""

    INTERNAL = True

    slug = models.SlugField(max_length=80, unique=True)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug


class Role(models.TextChoices):
    """What a member may do, from most to least."""

    COORDINATOR = "coordinator", _("Coordinator")
    STEWARD = "steward", _("Steward")
    CORE = "core", _("Core group")
    MEMBER = "member", _("Member")
    GUEST = "guest", _("Guest")


LEADS = (Role.COORDINATOR, Role.STEWARD)
CORE_GROUP = (Role.COORDINATOR, Role.STEWARD, Role.CORE)
WRITERS = (Role.COORDINATOR, Role.STEWARD, Role.CORE, Role.MEMBER)


class MembershipQuerySet(SightQuerySet):
    """Memberships, in words of a member list."""

    def visible_to(self, person: Any) -> Self:
        """Those of people and communities that ``person`` sees both."""
        return self.filter(
            community__in=Community.objects.visible_to(person), person__in=Person.objects.visible_to(person)
        )

    def listed_for(self, person: Any) -> Self:
        """Without those of communities a list may not name to ``person``."""
        return self.filter(community__in=Community.objects.listed_for(person))

    def active(self) -> Self:
        """Without those who only wrote here once."""
        return self.filter(state=Membership.State.ACTIVE)


class Membership(Model):
    """That a person belongs to a community, with a role. Imported authors are alumni until they come."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        ALUMNI = "alumni", _("Alumni")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    joined = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="one_membership")]
        indexes = [models.Index(fields=["community", "state", "role"])]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id} as {self.role}"


def communities_of(person: Any, *, roles: Iterable[str] = ()) -> Any:
    """Ids of the communities ``person`` is an active member of (with one of ``roles``), as an inner query."""
    rows = Membership.objects.filter(person=person.pk, state=Membership.State.ACTIVE)
    return (rows.filter(role__in=tuple(roles)) if roles else rows).values("community")


@prepared
def _roles(person: Any) -> Any:
    mine = Membership.objects.filter(person=person.pk, state=Membership.State.ACTIVE)
    return mine.values_list("community_id", "role")


def roles_of(person: Any) -> dict[int, str]:
    """The role of ``person`` in each community she is an active member of, read once per person object (so
    once per request) and kept on it; see :func:`practica.core.communities.access.forget_roles`."""
    known: dict[int, str] | None = person.__dict__.get("_roles")
    if known is not None:
        return known
    if person.pk is None:
        return {}
    # Somebody who only stands for another says here that she cannot (see kit.prepared).
    known = getattr(person, "_roles", None)
    if known is None:
        known = person._roles = dict(_roles(person))
    return known


class JoinRequestQuerySet(SightQuerySet):
    """Requests to join."""

    def visible_to(self, person: Any) -> Self:
        """Her own, and those to communities she leads."""
        if person.pk is None:
            return self.none()
        led = Membership.objects.filter(person=person.pk, role__in=LEADS, state=Membership.State.ACTIVE)
        return self.filter(Q(person=person.pk) | Q(community__in=led.values("community")))

    def open(self) -> Self:
        """Those nobody has decided on."""
        return self.filter(state=JoinRequest.State.OPEN)


class JoinRequest(Model):
    """Somebody asks to be let in."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    uid = UidField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="join_requests")
    message = models.TextField(max_length=1000, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.TextField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    decided = models.DateTimeField(null=True)

    objects: ClassVar = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"], condition=Q(state="open"), name="one_open_request"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} asks {self.community_id}"


def token_hash(token: str) -> str:
    """What is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _two_weeks_on() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=14)


class InvitationQuerySet(SightQuerySet):
    """Invitations."""

    def visible_to(self, person: Any) -> Self:
        """Those of communities she leads, and those she sent."""
        if person.pk is None:
            return self.none()
        led = Membership.objects.filter(person=person.pk, role__in=LEADS, state=Membership.State.ACTIVE)
        return self.filter(Q(invited_by=person.pk) | Q(community__in=led.values("community")))

    def usable(self) -> Self:
        """Not withdrawn, not past its day, not used up."""
        return self.filter(withdrawn=False, expires__gt=timezone.now()).filter(
            Q(max_uses=0) | Q(uses__lt=models.F("max_uses"))
        )


class Invitation(Model):
    """A way in, by mail to one address or by a link. Only a hash of its token is kept."""

    uid = UidField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    token_hash = models.CharField(max_length=64, unique=True)
    message = models.TextField(max_length=1000, blank=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(default=_two_weeks_on)
    max_uses = models.PositiveIntegerField(default=1)
    uses = models.PositiveIntegerField(default=0)
    seen = models.DateTimeField(null=True)
    withdrawn = models.BooleanField(default=False)

    #: Whether whoever made it could not make it any more, where a query has asked.
    is_void = False

    objects: ClassVar = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"invitation to {self.community_id}"

    @property
    def standing(self) -> str:
        """What became of it: withdrawn, accepted, expired, opened or sent."""
        if self.withdrawn:
            return "withdrawn"
        if self.max_uses and self.uses >= self.max_uses:
            return "accepted"
        if self.is_void:
            return "withdrawn"
        if self.expires <= timezone.now():
            return "expired"
        return "opened" if self.seen or self.uses else "sent"
