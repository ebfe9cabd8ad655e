"""What search keeps in the database: the vectors that took long to make, and whose have to be made."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from practica.core.entries.models import Entry
from practica.kit.models import Model

#: Bytes of the digest of one passage.
DIGEST = 16


class DocumentVectors(Model):
    """The vectors of one document's passages by one model, and what the document belongs to.

    A change replaces the row, so a higher id is newer. ``digests`` has ``DIGEST`` bytes for each passage,
    ``vectors`` one signed byte for each dimension of each passage.
    """

    INTERNAL = True

    key = models.CharField(max_length=200)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    community_uid = models.CharField(max_length=40)
    scopes = models.JSONField(default=list)
    is_demoted = models.BooleanField(default=False)
    digests = models.BinaryField()
    vectors = models.BinaryField()

    class Meta:
        db_table = "search_document_vectors"
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="vectors_once_by_model")]

    def __str__(self) -> str:
        return f"{self.key} by {self.model}"


class Owed(Model):
    """An entry whose vectors have to be looked at since ``since``."""

    INTERNAL = True

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        db_table = "search_owed"

    def __str__(self) -> str:
        return f"entry {self.entry_id}"
