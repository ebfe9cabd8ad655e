"""What people do with entries for themselves: follow, read, save, vote."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.communities.models import Community
from practica.core.entries.models.entry import Entry
from practica.core.people.models import Person
from practica.kit.models import Model


class Follow(Model):
    """What a person wants to hear of an entry or of a whole community."""

    class Level(models.TextChoices):
        EVERYTHING = "everything", _("Everything")
        HIGHLIGHTS = "highlights", _("Highlights")
        MENTIONS = "mentions", _("Mentions only")
        MUTED = "muted", _("Nothing")

    private_to = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.CASCADE, related_name="follows")
    community = models.ForeignKey(Community, null=True, on_delete=models.CASCADE, related_name="follows")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.EVERYTHING)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "entry"], condition=Q(entry__isnull=False), name="follow_entry_once"
            ),
            models.UniqueConstraint(
                fields=["person", "community"],
                condition=Q(community__isnull=False),
                name="follow_community_once",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, community__isnull=True)
                | Q(entry__isnull=True, community__isnull=False),
                name="follow_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows"


class ReadMark(Model):
    """How far a person has read an entry: until ``at``, with ``replies`` replies seen, on every device."""

    private_to = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="read_marks")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="read_marks")
    at = models.DateTimeField(default=timezone.now)
    replies = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="one_read_mark")]
        indexes = [models.Index(fields=["person", "-at"])]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.entry_id}"


class Saved(Model):
    """Something a person keeps for later."""

    private_to = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="saved_by")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="saved_once")]

    def __str__(self) -> str:
        return f"{self.person_id} saved {self.entry_id}"


class EntryVote(Model):
    """One person's "same question" or "helpful" on an entry."""

    private_to = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="entry_votes")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="one_vote_per_entry")]

    def __str__(self) -> str:
        return f"{self.person_id} votes {self.entry_id}"
