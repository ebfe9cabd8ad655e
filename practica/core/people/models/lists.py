"""Lists of people an administrator brings in: every row with what became of it, and why."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.people.models.people import Person
from practica.kit.models import Model, UidField


class PeopleList(Model):
    """One uploaded list. Looked at first, then brought in, in portions that each stand for themselves."""

    class State(models.TextChoices):
        READY = "ready", _("Looked at")
        APPLYING = "applying", _("Being brought in")
        DONE = "done", _("Brought in")

    private_to = "brought_by"

    uid = UidField()
    name = models.CharField(max_length=200)
    brought_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="people_lists")
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    columns = models.JSONField(default=list)
    created = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class PeopleListRow(Model):
    """One line of a list as it was given, what becomes of it, and in words why."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("New")
        UPDATED = "updated", _("Changed")
        UNCHANGED = "unchanged", _("As it is")
        ERROR = "error", _("Left out")

    seen_through = "list"

    list = models.ForeignKey(PeopleList, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    reason = models.CharField(max_length=300, blank=True)
    applied = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "number"], name="one_row_per_line")]
        indexes = [models.Index(fields=["list", "outcome", "number"])]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"
