"""What every source is made of: items with a path, a size and a way to open them."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from practica.interfaces.transfer.readers.budget import say_bytes
from practica.interfaces.transfer.readers.reasons import ItemRefused, Reason, because

CHUNK = 64 * 1024
# What decompressors and disks raise on foreign bytes.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a source. ``refused`` says why it cannot be opened; then ``open_raw`` is never called."""

    path: str
    size: int
    open_raw: Callable[[], BinaryIO]
    modified: datetime | None = None
    refused: Reason | None = None

    def open(self) -> BinaryIO:
        """A stream of its bytes. Raises `ItemRefused`; reading on may raise more (see `chunks`)."""
        if self.refused:
            raise ItemRefused(self.refused)
        return self.open_raw()


class Source(Protocol):
    """A foreign source, opened. ``kind`` is ``zip``, ``folder`` or ``git``; ``label`` its name for people."""

    kind: str
    label: str

    def items(self) -> Iterator[Item]:
        """Every item once, the refused ones too; may be asked again for a second pass."""

    def notes(self) -> tuple[Reason, ...]:
        """Sentences about the source as a whole."""


def chunks(item: Item, limit: int | None = None) -> Iterator[bytes]:
    """The bytes of ``item`` in pieces; damage found on the way raises `ItemRefused`."""
    left = item.size if limit is None else min(limit, item.size)
    try:
        with item.open() as stream:
            while left > 0 and (piece := stream.read(min(CHUNK, left))):
                left -= len(piece)
                yield piece
            if limit is None and not left:
                stream.read(1)  # reaching the end is what makes a zip compare its checksum
    except PermissionError as error:
        raise ItemRefused(because("item.unreadable")) from error
    except DAMAGE as error:
        raise ItemRefused(because("item.damaged")) from error


def read_all(item: Item, limit: int) -> bytes:
    """All bytes of ``item``. Raises `ItemRefused` when it is larger than ``limit`` or damaged."""
    if item.size > limit:
        raise ItemRefused(because("item.too-big", limit=say_bytes(limit)))
    return b"".join(chunks(item))
