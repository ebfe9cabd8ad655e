"""Files on disk that survive a power cut: written whole, synced, then renamed into place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import FileSystemStorage

#: How the name of a file begins that is not whole yet.
PART = ".part-"


CHUNK = 256 * 1024


class DurableFileStorage(FileSystemStorage):
    """The file system, with fsync before the name appears, and read from any place on."""

    def stretch(self, name: str, start: int, length: int) -> Iterator[bytes]:
        """``length`` bytes of ``name`` from ``start`` on, piecewise. Raises FileNotFoundError at once."""
        file = open(self.path(name), "rb")  # noqa: SIM115 - closed by the one who has read it
        return _read(file, start, length)

    def _save(self, name: str, content: Any) -> str:
        target = self.path(name)
        folder = os.path.dirname(target)
        os.makedirs(folder, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=PART)
        try:
            with os.fdopen(handle, "wb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            os.chmod(temporary, 0o640)
            os.rename(temporary, target)
            _sync_folder(folder)
        except BaseException:
            if os.path.exists(temporary):
                os.unlink(temporary)
            raise
        return name


def _sync_folder(folder: str) -> None:
    """The name itself must survive as well: it stands in the folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(file: Any, start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
