"""What stood in the fields of entries before somebody wrote something else there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types.models.types import Field
from practica.kit.models import Model


class ValueChange(Model):
    """One field of one entry, changed by ``person``. ``before`` and ``after`` are cells as values store them,
    so that what they point at is shown as far as its reader sees it."""

    seen_through = "entry"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="value_changes", db_index=False)
    field = models.ForeignKey(Field, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["entry", "-at", "-id"], name="value_change_newest")]

    def __str__(self) -> str:
        return f"{self.field_id} of {self.entry_id}"
