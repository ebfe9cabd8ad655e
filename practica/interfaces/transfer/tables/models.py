"""The import of a table: its file, what its columns become, and what became of every row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.content.collections.models import Collection
from practica.core.people.models import Person
from practica.kit.models import UID_LENGTH, Model, UidField


class TableImport(Model):
    """One file brought into a collection. ``mapping`` has for each column what it becomes; ``done`` counts
    the rows that were handled, and so says where to go on after a break."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Looked at")
        RUNNING = "running", _("Being brought in")
        DONE = "done", _("Brought in")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")
        FAILED = "failed", _("Stopped")

    private_to = "started_by"

    uid = UidField()
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    started_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    location = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sheet = models.CharField(max_length=100, blank=True)
    sheets = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    done = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    created = models.DateTimeField(default=timezone.now)
    moved = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    @property
    def is_busy(self) -> bool:
        """Whether the worker is at it, or will be."""
        return self.state in (self.State.RUNNING, self.State.UNDOING)


class TableRow(Model):
    """What became of one row: the uid of its entry, or the cells it had and why it was left out."""

    seen_through = "brought"

    brought = models.ForeignKey(TableImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    entry_uid = models.CharField(max_length=UID_LENGTH, blank=True)
    cells = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brought", "number"], name="one_row_of_table")]
        indexes: ClassVar = [models.Index(fields=["brought", "entry_uid"], name="table_row_outcome")]

    def __str__(self) -> str:
        return f"{self.number}: {self.entry_uid or self.reason}"
