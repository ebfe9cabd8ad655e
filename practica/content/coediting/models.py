"""A text that is edited together: its generation, its updates, and who typed since it was saved."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.models import UID_LENGTH, Model, new_uid


class LiveDocument(Model):
    """The live form of an entry's text.

    All updates together are what people see while they edit. Those that are ``is_saved`` make the text of
    ``base_version``; the others were typed since. A browser's copy belongs to one ``generation``: a document
    that is built anew from Markdown has nothing in common with it, and merging both would double the text.
    """

    seen_through = "entry"

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="+")
    generation = models.CharField(max_length=UID_LENGTH, default=new_uid)
    base_version = models.PositiveIntegerField()
    # Of the last update.
    changed = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.entry_id}, {self.generation}"


class LiveUpdate(Model):
    """Something typed, as Yjs says it. Nobody is shown it: what was deleted again may still stand in it."""

    INTERNAL = True

    document = models.ForeignKey(LiveDocument, on_delete=models.CASCADE, related_name="updates")
    data = models.BinaryField()
    is_saved = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["document", "id"], name="live_updates_in_order")]

    def __str__(self) -> str:
        return f"{self.document_id}, {self.pk}"


class LiveWriter(Model):
    """Who has typed since the last version: its contributors once it is saved."""

    INTERNAL = True

    document = models.ForeignKey(LiveDocument, on_delete=models.CASCADE, related_name="writers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    wrote = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "person"], name="one_writer_of_a_live_document")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.document_id}"
