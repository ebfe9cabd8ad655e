"""Files on disk that survive a power cut: written whole, synced, then renamed into place."""

from __future__ import annotations

import os
import tempfile
from typing import Any

from django.core.files.storage import FileSystemStorage

#: How the name of a file begins that is not whole yet.
PART = ".part-"


class DurableFileStorage(FileSystemStorage):
    """The file system, with fsync before the name appears."""

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
