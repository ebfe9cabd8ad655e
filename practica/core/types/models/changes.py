"""What entries were, and what stood in their fields, before somebody changed that."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types.models.types import Field, KnowledgeType
from practica.kit.models import Model


class ValueChange(Model):
    """One field of one entry, changed by ``person``. ``before`` and ``after`` are cells as values store them,
    so that what they point at is shown as far as its reader sees it.

    Without a ``field`` it says that the entry, ``former_type`` then, is of ``new_type`` (None: that is gone).
    """

    seen_through = "entry"

    class How(models.TextChoices):
        CHANGED = "", _("changed")
        KEPT = "kept", _("kept beside the page")
        BACK = "back", _("came back")
        DROPPED = "dropped", _("thrown away")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="value_changes", db_index=False)
    field = models.ForeignKey(Field, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    # The field ``before`` stood in, when that was another: the entry was of another type.
    was_in = models.ForeignKey(Field, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    # What became of a value that nobody wrote, as the entry became something else.
    how = models.CharField(max_length=7, choices=How.choices, default="", blank=True)
    former_type = models.ForeignKey(
        KnowledgeType, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    new_type = models.ForeignKey(
        KnowledgeType, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["entry", "-at", "-id"], name="value_change_newest")]

    def __str__(self) -> str:
        return f"{self.field_id or 'type'} of {self.entry_id}"
