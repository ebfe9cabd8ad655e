"""Keeping a file: bytes first and whole, then the row; pictures are written anew."""

from __future__ import annotations

import datetime as dt
import hashlib
import mimetypes
import unicodedata

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.communities.models import Community
from practica.core.entries.actions import create_entry
from practica.core.entries.models import Entry
from practica.core.files import access, facts
from practica.core.files.extract import Extract
from practica.core.files.models import FilePart, StoredFile
from practica.core.files.pictures import Picture, PictureRefused, clean
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.models import new_uid

MAX_BYTES = 100 * 1024 * 1024
RASTER = ("image/jpeg", "image/png", "image/gif", "image/webp")


@transaction.atomic
def store(
    content: bytes,
    *,
    name: str,
    community: Community,
    entry: Entry | None = None,
    author: Person | None = None,
    created: dt.datetime | None = None,
    uid: str = "",
    actor: Person,
) -> StoredFile:
    """Keep ``content`` under ``name``, as part of ``entry`` or, without one, as a file of the library.

    ``uid`` is a name given before (``kit.models.new_uid``), so that pages could already show the file.
    Raises Invalid for an empty or too large file. A picture that cannot be read is kept as a plain file.
    """
    demand(access.can_store(actor, community), _("Only members add files."))
    if not content:
        raise Invalid(_("This file is empty."), field="file")
    if len(content) > MAX_BYTES:
        raise Invalid(_("This file is larger than 100 MB."), field="file")
    name = clean_name(name)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    picture = _as_picture(content, media_type)
    if picture is not None:
        content, media_type = picture.content, picture.media_type
    elif media_type in RASTER:
        media_type = "application/octet-stream"
    if entry is None:
        entry = create_entry(
            kind="file",
            community=community,
            author=author or actor,
            title=name,
            created=created,
            actor=actor,
        )
    uid = uid or new_uid()
    location = default_storage.save(f"{uid[:2]}/{uid}", ContentFile(content))
    stored = StoredFile.objects.create(
        uid=uid,
        entry=entry,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        location=location,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        uploaded_by=actor,
        created=created or timezone.now(),
    )
    record(
        facts.FileStored(actor_id=actor.pk, community_id=community.pk, entry_id=entry.pk, file_id=stored.pk)
    )
    return stored


def _as_picture(content: bytes, media_type: str) -> Picture | None:
    if media_type not in RASTER:
        return None
    try:
        return clean(content)
    except PictureRefused:
        return None


def clean_name(name: str) -> str:
    """The last part of ``name`` without control or invisible characters, at most 200 long."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 12:
        return f"{stem[:200]}.{ending}" if stem else f"file.{ending}"
    return name[:200] or "file"


@transaction.atomic
def keep_text(stored: StoredFile, extract: Extract) -> None:
    """Keep the text found inside ``stored`` (no actor: it is the house that reads)."""
    FilePart.objects.filter(file=stored).delete()
    FilePart.objects.bulk_create(
        [
            FilePart(file=stored, position=position, locator=part.locator[:120], text=part.text)
            for position, part in enumerate(extract.parts)
        ]
    )
    stored.text_read, stored.text_note = timezone.now(), extract.note[:300]
    stored.save(update_fields=["text_read", "text_note"])
    record(
        facts.FileTextRead(
            community_id=stored.entry.community_id, entry_id=stored.entry_id, file_id=stored.pk
        )
    )
