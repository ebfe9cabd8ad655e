"""Adding a file, giving it a new version, bringing an earlier one back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.communities.models import Community
from practica.core.entries.actions import create_entry, set_topics
from practica.core.entries.models import Entry
from practica.core.files import access, facts
from practica.core.files.families import family_of
from practica.core.files.keeping import Kept, keep
from practica.core.files.models import EarlierVersion, FilePart, StoredFile, Upload
from practica.core.files.space import demand_room
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.models import new_uid

LONGEST_NOTE = 300


@transaction.atomic
def store(
    content: bytes | File,
    *,
    name: str,
    community: Community,
    entry: Entry | None = None,
    author: Person | None = None,
    created: dt.datetime | None = None,
    topics: Iterable[str] = (),
    uid: str = "",
    arriving: Upload | None = None,
    actor: Person,
) -> StoredFile:
    """Keep ``content`` under ``name``, as part of ``entry`` or, without one, as a file of the library.

    ``uid`` is a name given before (``kit.models.new_uid``), so that pages could already show the file;
    ``arriving`` the upload its bytes came by. Raises Invalid for an empty or too large file, and where there
    is no room. A picture that cannot be read is kept as a plain file.
    """
    demand(access.can_store(actor, community), _("Only members add files."))
    size = len(content) if isinstance(content, bytes) else content.size
    demand_room(community, size, arriving=arriving)
    kept = keep(content, name=name)
    if entry is None:
        entry = create_entry(
            kind="file",
            community=community,
            author=author or actor,
            title=kept.name,
            created=created,
            actor=actor,
        )
        set_topics(entry, topics, actor=actor)
    stored = StoredFile(uid=uid or new_uid(), entry=entry)
    _take_over(stored, kept, by=actor, at=created)
    stored.save()
    record(
        facts.FileStored(actor_id=actor.pk, community_id=community.pk, entry_id=entry.pk, file_id=stored.pk)
    )
    return stored


@transaction.atomic
def add_version(
    stored: StoredFile,
    content: bytes | File,
    *,
    name: str = "",
    note: str = "",
    arriving: Upload | None = None,
    actor: Person,
) -> StoredFile:
    """Let ``stored`` be ``content`` from now on, at the same address. What it was is kept as a version.

    ``name`` is what the bytes were called: the file keeps its own name but for the ending. ``note`` says what
    is new. Raises Invalid for an empty, too large or unchanged file, and where there is no room.
    """
    stored = _locked(stored)
    demand(access.can_edit(actor, stored), _("You cannot change this file."))
    size = len(content) if isinstance(content, bytes) else content.size
    demand_room(stored.entry.community, size, arriving=arriving)
    kept = keep(content, name=_with_ending_of(stored.name, name or stored.name))
    if kept.sha256 == stored.sha256:
        raise Invalid(_("This is what the file holds already."), field="file")
    _turn_page(stored)
    _take_over(stored, kept, note=note, by=actor)
    return _versioned(stored, actor=actor)


@transaction.atomic
def bring_back(stored: StoredFile, version: int, *, actor: Person) -> StoredFile:
    """Let ``stored`` be again what it was as ``version``, as a new version. Raises Invalid for one that is
    not there."""
    stored = _locked(stored)
    demand(access.can_edit(actor, stored), _("You cannot change this file."))
    former = stored.earlier.filter(version=version).first()
    if former is None:
        raise Invalid(_("There is no such version."))
    _turn_page(stored)
    for field in EarlierVersion.KEPT:
        if field != "name":
            setattr(stored, field, getattr(former, field))
    stored.name = _with_ending_of(stored.name, former.name)
    stored.family = family_of(stored.name, stored.media_type)
    stored.uploaded_by, stored.created = actor, timezone.now()
    stored.note = _("Version %(number)d again") % {"number": version}
    stored.text_note = ""
    return _versioned(stored, actor=actor)


def _locked(stored: StoredFile) -> StoredFile:
    """The file as it is now, so that two who bring a version at once bring two."""
    rows = StoredFile.objects.select_related("entry__community").select_for_update(of=("self",))
    found: StoredFile = rows.get(pk=stored.pk)
    return found


def _turn_page(stored: StoredFile) -> None:
    """Keep what ``stored`` is as its latest earlier version."""
    values = {field: getattr(stored, field) for field in EarlierVersion.KEPT}
    EarlierVersion.objects.create(file=stored, version=stored.version, **values)
    stored.version += 1


def _take_over(
    stored: StoredFile, kept: Kept, *, note: str = "", by: Person, at: dt.datetime | None = None
) -> None:
    stored.name, stored.media_type, stored.family = kept.name, kept.media_type, kept.family
    stored.size, stored.sha256, stored.location = kept.size, kept.sha256, kept.location
    stored.width, stored.height = kept.width, kept.height
    stored.note, stored.text_note = " ".join(note.split())[:LONGEST_NOTE], kept.note
    stored.uploaded_by, stored.created = by, at or timezone.now()


def _versioned(stored: StoredFile, *, actor: Person) -> StoredFile:
    """Write ``stored`` down as its new version. The text of the old one is true no more; the new is read."""
    stored.text_read = None
    stored.save()
    FilePart.objects.filter(file=stored).delete()
    entry = stored.entry
    entry.changed = entry.active_at = timezone.now()
    entry.save(update_fields=["changed", "active_at"])
    record(
        facts.FileVersioned(
            actor_id=actor.pk,
            subject_id=entry.author_id,
            community_id=entry.community_id,
            entry_id=entry.pk,
            file_id=stored.pk,
            version=stored.version,
        )
    )
    return stored


def _with_ending_of(own: str, brought: str) -> str:
    """The name ``own`` with the ending of ``brought``."""
    stem = own.rpartition(".")[0] or own
    ending = brought.rpartition(".")[2] if "." in brought else ""
    return f"{stem}.{ending}" if ending and not own.lower().endswith(f".{ending.lower()}") else own
