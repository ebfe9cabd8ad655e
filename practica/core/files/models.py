"""A stored file and the text inside it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.models import Model, UidField


class StoredFile(Model):
    """Bytes with a name. Whoever sees ``entry`` may fetch it: an upload inside a page belongs to the page's
    entry, a file of the library has an entry (kind ``file``) of its own."""

    seen_through = "entry"

    uid = UidField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    location = models.CharField(max_length=200)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    uploaded_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    text_read = models.DateTimeField(null=True)
    text_note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Whether a page can show it in place."""
        return self.media_type.startswith("image/")

    def get_absolute_url(self) -> str:
        """Where it is fetched."""
        return reverse("files:fetch", args=[self.uid, self.name])


class FilePart(Model):
    """A stretch of text inside a file, with where it stands in words of the reader."""

    seen_through = "file__entry"

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    locator = models.CharField(max_length=120)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "position"], name="one_part_per_position")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.locator
