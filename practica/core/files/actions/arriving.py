"""Uploads that arrive in pieces: begun, taken piece by piece, finished, cancelled, forgotten.

Every piece lies in the store, whole and synced, before the row says that it has arrived; the last one and the
file that all of them make are written down in one transaction. So whatever is killed, what was acknowledged
is here, and what was not is sent again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.files import access
from practica.core.files.actions.storing import LONGEST_NOTE, add_version, store
from practica.core.files.keeping import Joined, clean_name, demand_size
from practica.core.files.models import StoredFile, Upload, UploadPiece
from practica.core.files.space import demand_room
from practica.core.people.models import Person
from practica.kit.access import Invalid, Refused, demand
from practica.kit.models import new_uid

#: Up to this many bytes a file is sent at once; larger ones in pieces.
SMALL = 8 * 1024**2
#: So many bytes are acknowledged at a time; as much is held in memory.
PIECE = 8 * 1024**2
MOST_AT_ONCE = 50
_READ = 256 * 1024
CHECKSUMS = ("sha1", "sha256", "sha512")

Read = Callable[[int], bytes]


class OutOfStep(Exception):
    """These bytes do not follow those that are here: another request brought them, or some are missing."""


class Damaged(Exception):
    """These bytes are not those that were meant: their checksum is another."""


@dataclass(frozen=True)
class Checksum:
    """What the bytes of one request must come to: one of :data:`CHECKSUMS` and its digest."""

    algorithm: str
    digest: bytes


@transaction.atomic
def begin(
    *,
    community: Community,
    name: str,
    size: int,
    note: str = "",
    file: StoredFile | None = None,
    entry: Entry | None = None,
    actor: Person,
) -> Upload:
    """Expect ``size`` bytes that become a file of the library; with ``file`` its new version, with ``entry``
    a part of that one's text, which its own app has allowed. Their room is set aside. Raises Invalid for an
    empty or too large file, without room, and for too many at once."""
    demand(access.can_store(actor, community), _("Only members add files."))
    if file is not None:
        demand(access.can_edit(actor, file), _("You cannot change this file."))
    demand_size(size)
    demand_room(community, size)
    if Upload.objects.filter(person=actor, is_done=False).count() >= MOST_AT_ONCE:
        raise Invalid(
            _("%(most)d of your uploads are on their way. Finish or cancel some first.")
            % {"most": MOST_AT_ONCE}
        )
    return Upload.objects.create(
        person=actor,
        community=community,
        file=file,
        entry=entry,
        name=clean_name(name),
        note=" ".join(note.split())[:LONGEST_NOTE],
        size=size,
        expires=_later(),
    )


def take(
    upload: Upload, read: Read, *, offset: int, length: int, checksum: Checksum | None = None, actor: Person
) -> Upload:
    """Take up to ``length`` bytes that ``read`` gives and that follow the first ``offset``. Each stretch of
    :data:`PIECE` bytes is kept for good before the next is read; what came before a line broke is kept, too.

    With the last byte the upload becomes a file; ``upload.file`` is which. Raises OutOfStep, Damaged; Invalid
    or Refused when the file cannot be taken any more: then the upload is cancelled.
    """
    demand(upload.person_id == actor.pk, _("This upload is not yours."))
    if offset != upload.offset or upload.is_done:
        raise OutOfStep
    waiting: list[tuple[str, int]] = []
    digest = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
    try:
        for piece in _pieces(read, min(length, upload.size - offset)):
            location = default_storage.save(f"uploads/{upload.uid}/{new_uid()}", ContentFile(piece))
            waiting.append((location, len(piece)))
            if digest is not None:
                digest.update(piece)
            else:
                upload, waiting = _keep(upload, waiting, actor=actor), []
        if digest is not None and checksum is not None and waiting:
            if digest.digest() != checksum.digest:
                raise Damaged
            upload, waiting = _keep(upload, waiting, actor=actor), []
    except (Invalid, Refused):
        cancel(upload, actor=actor)
        raise
    finally:
        for location, _size in waiting:
            default_storage.delete(location)
    return upload


def _pieces(read: Read, length: int) -> Iterator[bytes]:
    """The bytes in stretches; the last one ends where the line broke."""
    while length > 0:
        piece, is_broken = bytearray(), False
        while len(piece) < PIECE and length > 0:
            try:
                chunk = read(min(_READ, PIECE - len(piece), length))
            except OSError:
                chunk = b""
            if not chunk:
                is_broken = True
                break
            piece += chunk
            length -= len(chunk)
        if piece:
            yield bytes(piece)
        if is_broken:
            return


@transaction.atomic
def _keep(upload: Upload, pieces: list[tuple[str, int]], *, actor: Person) -> Upload:
    """Write down that ``pieces`` have arrived and, with the last of them, what they make together."""
    row = (
        Upload.objects.select_for_update(of=("self",))
        .select_related("community", "file", "entry")
        .get(pk=upload.pk)
    )
    if row.offset != upload.offset or row.is_done:
        raise OutOfStep
    for location, size in pieces:
        UploadPiece.objects.create(upload=row, offset=row.offset, size=size, location=location)
        row.offset += size
    row.expires = _later()
    if row.offset == row.size:
        _finish(row, actor=actor)
    row.save()
    return row


def _finish(upload: Upload, *, actor: Person) -> None:
    """Make the file, asking for right and room once more: both may have changed on the way."""
    places = list(upload.pieces.order_by("offset").values_list("location", flat=True))
    with Joined(places) as joined:
        content = File(joined, name=upload.name)  # type: ignore[arg-type]
        content.size = upload.size
        if upload.file is not None:
            upload.file = add_version(
                upload.file, content, name=upload.name, note=upload.note, arriving=upload, actor=actor
            )
        else:
            entry = upload.entry
            if entry is not None and not Entry.objects.visible_to(actor).filter(pk=entry.pk).exists():
                raise Refused(_("You do not see this any more."))
            upload.file = store(
                content,
                name=upload.name,
                community=upload.community,
                entry=entry,
                arriving=upload,
                actor=actor,
            )
    upload.is_done = True
    upload.pieces.all().delete()
    transaction.on_commit(lambda: _delete(places))


@transaction.atomic
def cancel(upload: Upload, *, actor: Person) -> None:
    """Forget the upload and what has arrived of it. What it has become stays."""
    demand(upload.person_id == actor.pk, _("This upload is not yours."))
    _forget([upload])


def forget_expired() -> int:
    """Forget uploads that stood still for too long, and that some were (no actor: the house tidies); how
    many."""
    old = list(Upload.objects.filter(expires__lt=timezone.now()).order_by("expires")[:1000])
    for upload in old:
        with transaction.atomic():
            _forget([upload])
    return len(old)


def _forget(uploads: list[Upload]) -> None:
    rows = UploadPiece.objects.filter(upload__in=uploads)
    places = list(rows.values_list("location", flat=True))
    Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()
    transaction.on_commit(lambda: _delete(places))


def _delete(places: list[str]) -> None:
    for place in places:
        default_storage.delete(place)


def _later() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=settings.FILES_UPLOAD_DAYS)
