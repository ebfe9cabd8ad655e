"""Notices, what a person chose about mail, and the outbox."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.models import Model, SightQuerySet, UidField

KEY_LENGTH = 200


class NoticeQuerySet(SightQuerySet):
    """Notices, in words of an inbox."""

    def visible_to(self, person: Any) -> Self:
        """Her own, while she may see what they are about."""
        if person.pk is None:
            return self.none()
        entry = Q(entry__isnull=True) | Entry.objects.all().sight_of(person, prefix="entry__")
        community = Q(community__isnull=True) | Q(
            community__in=Community.objects.visible_to(person).values("pk")
        )
        return self.filter(entry, community, person=person.pk)

    def waiting(self) -> Self:
        """Those not put away as done."""
        return self.filter(done_at__isnull=True)

    def unread(self) -> Self:
        """Those neither read nor put away."""
        return self.filter(read_at__isnull=True, done_at__isnull=True)

    def done(self) -> Self:
        """Those put away."""
        return self.filter(done_at__isnull=False)

    def newest_first(self) -> Self:
        """The one renewed last on top."""
        return self.order_by("-at", "-pk")


class Notice(Model):
    """That one person is to hear of one thing; renewed, not repeated, when more of the same happens.

    ``key`` says what "the same" is, ``fact`` the last ledger row it tells of, ``count`` how many it merges
    since it was last read. ``sentence`` is a msgid with named places, filled from ``values`` when shown.
    """

    uid = UidField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    actor = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=40)
    key = models.CharField(max_length=KEY_LENGTH)
    fact = models.BigIntegerField()
    sentence = models.CharField(max_length=300)
    values = models.JSONField(default=dict)
    count = models.PositiveIntegerField(default=1)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.CASCADE, related_name="notices")
    community = models.ForeignKey(Community, null=True, on_delete=models.CASCADE, related_name="notices")
    anchor = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects: ClassVar = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_notice_per_key")]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_inbox"),
            models.Index(
                fields=["person", "entry"],
                condition=Q(read_at__isnull=True, done_at__isnull=True),
                name="notice_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} for {self.person_id}"

    @property
    def is_unread(self) -> bool:
        """Whether it still waits to be read."""
        return self.read_at is None and self.done_at is None

    @property
    def words(self) -> str:
        """Its sentence in the language of now."""
        # Translated when shown: what is stored is the msgid the app wrote.
        return str(_(self.sentence)) % _Blanks(self.values)

    def get_absolute_url(self) -> str:
        """Where it leads: the given address, else the entry at its anchor, else the community."""
        if self.url:
            return self.url
        anchor = f"#{self.anchor}" if self.anchor else ""
        if self.entry is not None:
            return self.entry.get_absolute_url() + anchor
        return (self.community.get_absolute_url() + anchor) if self.community is not None else ""


class _Blanks(dict[str, str]):
    """Values of a sentence; a name that is missing leaves a gap instead of breaking the page."""

    def __missing__(self, key: str) -> str:
        return "…"


class NotificationChoice(Model):
    """How a person wants to hear of things beside the inbox. No row means: not chosen yet, so at once."""

    class Mail(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        NEVER = "never", _("Not at all")

    private_to = "person"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="notification_choice")
    mail = models.CharField(max_length=8, choices=Mail.choices, default=Mail.AT_ONCE)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.mail}"


class OutboxMail(Model):
    """One mail on its way. Mail about a notice has no text here: it is written when it is sent, from what the
    person may see then."""

    INTERNAL = True

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("Dropped")
        FAILED = "failed", _("Failed")

    key = models.CharField(max_length=300, unique=True)
    message_id = models.CharField(max_length=300, unique=True)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.CASCADE, related_name="mails")
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(state="queued"), name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"
