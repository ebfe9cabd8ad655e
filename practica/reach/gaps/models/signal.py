"""One person who did not find something on one day, and what she chose about her name."""

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
from practica.reach.gaps.models.gap import Gap, Wording

TEXT_LENGTH = 200


class GapSignalQuerySet(SightQuerySet):
    """Signals, in words of their gap."""

    def visible_to(self, person: Any) -> Self:
        """Her own, where she gave her name, and those of gaps she may see."""
        if person.pk is None:
            return self.none()
        seen = Q(wording__gap__in=Gap.objects.visible_to(person).values("pk"))
        return self.filter(seen | Q(person=person.pk))

    def live(self) -> Self:
        """Without those that were taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def named(self) -> Self:
        """Of those who want to be told."""
        return self.filter(person__isnull=False)


class GapSignal(Model):
    """One person who did not find something on one day.

    ``person`` is set only when she agreed to be told. ``asker`` counts people without naming them: for one
    who agreed always the same, for one who did not a hash that nobody can make again after the day.
    ``entry`` is the question nobody answered. Until ``counts_from`` it may still be taken back.
    """

    class Kind(models.TextChoices):
        NOTHING_FOUND = "nothing_found", _("Nothing found")
        ABANDONED = "abandoned", _("Left without opening anything")
        NOT_HELPFUL = "not_helpful", _("It did not help")
        UNANSWERED = "unanswered", _("Question without an answer")

    uid = UidField()
    kind = models.CharField(max_length=13, choices=Kind.choices)
    text = models.CharField(max_length=TEXT_LENGTH)
    key = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    community = models.ForeignKey(Community, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="gap_signals")
    asker = models.CharField(max_length=40)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.CASCADE, related_name="+")
    wording = models.ForeignKey(Wording, null=True, on_delete=models.CASCADE, related_name="signals")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    counts_from = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects: ClassVar = GapSignalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "key", "asker", "kind", "day"],
                condition=Q(community__isnull=False, entry__isnull=True),
                name="signal_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["key", "asker", "kind", "day"],
                condition=Q(community__isnull=True, entry__isnull=True),
                name="signal_once_a_day_in_site",
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(entry__isnull=False), name="signal_once_per_question"
            ),
        ]
        indexes = [
            models.Index(fields=["counts_from"], condition=Q(wording__isnull=True), name="signal_loose"),
            models.Index(fields=["asker", "day"], name="signal_of_asker"),
            models.Index(fields=["at"], name="signal_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


class GapChoice(Model):
    """What a person chose about her name when a search fails. No row means: ask each time."""

    class Name(models.TextChoices):
        ASK = "ask", _("Only when I ask to be told")
        ALWAYS = "always", _("Always, and tell me when somebody writes it")
        NEVER = "never", _("Never, also not with my questions that nobody answers")

    private_to = "person"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="gap_choice")
    name = models.CharField(max_length=6, choices=Name.choices, default=Name.ASK)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.name}"


class DaySalt(Model):
    """The secret of one day, from which the hashes of that day are made. Thrown away when the day is over."""

    INTERNAL = True

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.day)
