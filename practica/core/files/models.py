"""A stored file, its earlier versions, the text inside it, and what is still on its way here."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.files.families import ICONS, Family
from practica.core.people.models import Person
from practica.kit.models import Model, UidField

#: Pictures up to this size are shown in lists.
SMALL_PICTURE = 300 * 1024


class Bytes(Model):
    """What is known of bytes that are kept: where they lie, how many, of which sort."""

    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    location = models.CharField(max_length=200, db_index=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    uploaded_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    #: What makes one version: everything that is said of its bytes.
    KEPT = (
        "name",
        "media_type",
        "size",
        "sha256",
        "location",
        "width",
        "height",
        "uploaded_by",
        "created",
        "note",
    )


class StoredFile(Bytes):
    """Bytes with a name. Whoever sees ``entry`` may fetch it: an upload inside a page belongs to the page's
    entry, a file of the library has an entry (kind ``file``) of its own. Its fields tell of the current
    version; what they said before is kept as :class:`EarlierVersion`."""

    seen_through = "entry"

    uid = UidField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="files")
    version = models.PositiveIntegerField(default=1)
    family = models.CharField(max_length=10, choices=Family.choices, default=Family.OTHER)
    text_read = models.DateTimeField(null=True)
    text_note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Whether a page can show it in place."""
        return self.media_type.startswith("image/")

    @property
    def has_thumb(self) -> bool:
        """Whether it is a picture small enough to stand in a list as it is."""
        return self.family == Family.PICTURE and self.size <= SMALL_PICTURE

    @property
    def icon(self) -> str:
        """The icon of its family."""
        return ICONS.get(self.family, "file")

    def get_absolute_url(self) -> str:
        """Where it is fetched."""
        return reverse("files:fetch", args=[self.uid, self.name])

    def address(self, place: str, *arguments: Any) -> str:
        """The address of one of the places below its own page (``edit``, ``versions``…)."""
        return reverse(f"files:{place}", args=[self.entry.community.slug, self.entry.handle, *arguments])


class EarlierVersion(Bytes):
    """What a file was before: fetched at an address of its own, brought back as a new version."""

    seen_through = "file__entry"

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="earlier")
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "version"], name="one_of_each_version")]
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"

    def get_absolute_url(self) -> str:
        """Where it is fetched."""
        return reverse("files:fetch_version", args=[self.file.uid, self.version, self.name])


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

    @property
    def page_number(self) -> int:
        """The page of a PDF it stands on; 0 for what has no pages."""
        word, _space, number = self.locator.partition(" ")
        return int(number) if word == "page" and number.isdecimal() else 0


class Upload(Model):
    """A file on its way here in pieces, for one person: ``offset`` of ``size`` bytes have arrived for good.

    With ``file`` it becomes a new version of that, with ``entry`` a part of that entry's text; when it is
    done, ``file`` is what it became.
    """

    private_to = "person"

    uid = UidField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="uploads")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    note = models.CharField(max_length=300, blank=True)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    is_done = models.BooleanField(default=False)
    started = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["community", "is_done"], name="upload_of_community")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where its pieces are sent."""
        return reverse("files:piece", args=[self.uid])


class UploadPiece(Model):
    """A stretch of an upload that lies in the store."""

    private_to = "upload__person"

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pieces")
    offset = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    location = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "offset"], name="one_piece_per_offset")]
        ordering = ["offset"]

    def __str__(self) -> str:
        return f"{self.upload_id} from {self.offset}"


class Allotment(Model):
    """How many bytes the files of one community may take, where an administrator has said so; 0: as many as
    there is disk. Without a row the settings of the site say it."""

    INTERNAL = True

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="+")
    most = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.community_id}: {self.most}"
