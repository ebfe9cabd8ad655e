"""Opening the source of an import: an upload from the storage, or a folder on this server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import default_storage

from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.readers.archive import open_file, open_path
from practica.interfaces.transfer.readers.archive.items import Source
from practica.interfaces.transfer.readers.budget import MB, Budget


class SourceGone(Exception):
    """The upload is no longer kept."""


def budget() -> Budget:
    """What one import may take. An item is held in memory once, so it is smaller than the readers allow."""
    return Budget(item_bytes=64 * MB, seconds=float(getattr(settings, "IMPORT_SECONDS", 1800)))


@contextmanager
def opened(imported: Import) -> Iterator[Source]:
    """The source of ``imported``. Raises SourceRefused, or SourceGone when the upload is no longer kept."""
    if imported.server_path:
        with open_path(imported.server_path, budget()) as source:
            yield source
        return
    if not imported.location or not default_storage.exists(imported.location):
        raise SourceGone
    with (
        default_storage.open(imported.location) as file,
        open_file(cast(BinaryIO, file), budget(), label=imported.label) as source,
    ):
        yield source
