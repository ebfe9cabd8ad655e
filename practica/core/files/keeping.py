"""Putting bytes into the store: read within bounds, pictures written anew, named at random, hashed.

Bytes come before their row, so that a row never names what is not there. What a kill or a rollback leaves
behind is named by no row and goes a day later (:mod:`practica.core.files.sweeping`).
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from practica.core.files.families import OTHER_TYPE, RASTER, family_of, type_of
from practica.core.files.pictures import Picture, PictureRefused, clean
from practica.core.files.space import most_bytes
from practica.kit.access import Invalid
from practica.kit.models import new_uid

#: Larger ones are not opened as pictures: no camera makes them.
LARGEST_PICTURE = 64 * 1024**2
CHUNK = 1024 * 1024
# What a drawing can do when it is opened by itself: scripts, events, addresses that run, pages inside.
_RUNS = re.compile(
    rb"<(?:\w+:)?(?:script|foreignobject|iframe)\b|<[^<>]*\son\w+\s*=\s*[\"']|javascript:", re.IGNORECASE
)
_LOOKED_THROUGH = 4 * CHUNK


@dataclass(frozen=True)
class Kept:
    """Bytes in the store and what is known of them. ``note`` says what could not be done with them."""

    name: str
    media_type: str
    family: str
    size: int
    sha256: str
    location: str
    width: int | None = None
    height: int | None = None
    note: str = ""


def keep(content: bytes | File, *, name: str) -> Kept:
    """Write ``content`` into the store under a random name. The caller names it in a row, in a transaction.

    Raises Invalid for an empty or too large file. A picture that cannot be read, or that has too many pixels
    to be opened, is kept as a plain file.
    """
    file = ContentFile(content) if isinstance(content, bytes) else content
    demand_size(file.size)
    name, note = clean_name(name), ""
    media_type = type_of(name)
    picture: Picture | None = None
    if media_type in RASTER:
        picture, note = _as_picture(file)
        media_type = picture.media_type if picture else OTHER_TYPE
    if picture is not None:
        file = ContentFile(picture.content)
    elif media_type == "image/svg+xml":
        note = _what_a_drawing_carries(file)
    elif media_type == "application/pdf" and not _starts_as_pdf(file):
        media_type = OTHER_TYPE
    random_name = new_uid()
    digest = _digest(file)
    location = default_storage.save(f"{random_name[:2]}/{random_name}", file)
    return Kept(
        name=name,
        media_type=media_type,
        family=family_of(name, media_type),
        size=file.size,
        sha256=digest,
        location=location,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        note=note,
    )


def demand_size(size: int) -> None:
    """Go on only with a file that is neither empty nor too large. Raises Invalid."""
    if not size:
        raise Invalid(_("This file is empty."), field="file")
    if size > most_bytes():
        raise Invalid(
            _("This file is larger than %(most)s.") % {"most": filesizeformat(most_bytes())}, field="file"
        )


def clean_name(name: str) -> str:
    """The last part of ``name`` without control or invisible characters, at most 200 long."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 12:
        return f"{stem[:200]}.{ending}" if stem else f"file.{ending}"
    return name[:200] or "file"


def _as_picture(file: File) -> tuple[Picture | None, str]:
    """``file`` as the picture it claims to be, or None and a sentence that says why not."""
    if file.size > LARGEST_PICTURE:
        return None, _("This picture is too large to be opened here. It can be downloaded.")
    file.seek(0)
    try:
        return clean(file.read()), ""
    except PictureRefused as problem:
        return None, _("%(problem)s It can be downloaded.") % {"problem": problem}
    finally:
        file.seek(0)


def _what_a_drawing_carries(file: File) -> str:
    """A sentence about a drawing that would run something. We show it where it cannot; who downloads it is
    told."""
    file.seek(0)
    start = file.read(_LOOKED_THROUGH)
    file.seek(0)
    return _("This drawing carries scripts. They do not run here.") if _RUNS.search(start) else ""


def _starts_as_pdf(file: File) -> bool:
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    return b"%PDF-" in start


def _digest(file: File) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class Joined(io.RawIOBase):
    """Pieces of the store, read one after the other as one file; seeks to its start only."""

    def __init__(self, locations: list[str]) -> None:
        super().__init__()
        self._locations, self._next = locations, 0
        self._open: File | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """To the start."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Begin anew. Raises OSError for any other place."""
        if offset or whence != io.SEEK_SET:
            raise OSError("Pieces are read from their start.")
        self._shut()
        self._next = 0
        return 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes."""
        while True:
            if self._open is None:
                if self._next == len(self._locations):
                    return 0
                self._open = default_storage.open(self._locations[self._next])
                self._next += 1
            read: bytes = self._open.read(len(buffer))
            if read:
                buffer[: len(read)] = read
                return len(read)
            self._shut()

    def close(self) -> None:
        """Let go of what is open."""
        self._shut()
        super().close()

    def _shut(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None
