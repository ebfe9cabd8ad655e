"""What entries answer to the fields of their type."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile
from practica.core.people.models import Person
from practica.core.types.models.types import Field
from practica.kit.models import Model

KEY_LENGTH = 80

#: The columns of which a value fills one, or a text with its key.
COLUMNS = ("text", "key", "number", "moment", "person_id", "target_id", "file_id")


class Value(Model):
    """One answer, in the column its kind uses; a field that holds several has a row for each ``position``.

    ``key`` is what texts and choices are filtered and sorted by: the beginning in small letters, or the key
    of a choice, whose ``number`` is then its place among the options. See decision 0013.
    """

    seen_through = "entry"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="values", db_index=False)
    field = models.ForeignKey(Field, on_delete=models.CASCADE, related_name="values", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(null=True)  # noqa: DJ001 - a number has no text; an empty one would be a text
    key = models.CharField(max_length=KEY_LENGTH, null=True)  # noqa: DJ001 - the index leaves out what has none
    number = models.FloatField(null=True)
    moment = models.DateTimeField(null=True)
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="valued_in", db_index=False
    )
    target = models.ForeignKey(
        Entry, null=True, on_delete=models.CASCADE, related_name="valued_in", db_index=False
    )
    file = models.ForeignKey(
        StoredFile, null=True, on_delete=models.CASCADE, related_name="valued_in", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "field", "position"], name="one_value")]
        indexes: ClassVar = [
            models.Index(fields=["field", "entry"], name="value_cells"),
            models.Index(
                fields=["field", "key", "entry"], condition=Q(key__isnull=False), name="value_by_key"
            ),
            models.Index(
                fields=["field", "number", "entry"], condition=Q(number__isnull=False), name="value_by_number"
            ),
            models.Index(
                fields=["field", "moment", "entry"], condition=Q(moment__isnull=False), name="value_by_moment"
            ),
            models.Index(fields=["person", "field"], condition=Q(person__isnull=False), name="value_person"),
            models.Index(fields=["target", "field"], condition=Q(target__isnull=False), name="value_target"),
            models.Index(fields=["file"], condition=Q(file__isnull=False), name="value_file"),
        ]

    def __str__(self) -> str:
        return f"{self.field_id} of {self.entry_id}"

    @property
    def cell(self) -> dict[str, Any]:
        """What is stored, by column; columns that hold nothing are left out."""
        return {name: found for name in COLUMNS if (found := getattr(self, name)) is not None}
