"""Giving memory back that a large piece of work took and left."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from pathlib import Path

from django.db import connections

# Of <sys/mman.h>, since Linux 5.4. Unlike MADV_DONTNEED it loses nothing, whatever is at an address by then.
_PAGE_OUT = 21


def give_back() -> None:
    """Let the system have what this process has freed, and what SQLite keeps in case it is read again.

    The C library keeps what was freed as long as anything above it is in use. Elsewhere than with glibc there
    is nothing to do.
    """
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "sqlite" and connection.connection is not None:
            # Past Django: it is no query of anybody's, and is done in a transaction that failed, too.
            connection.connection.execute("PRAGMA shrink_memory")
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def give_back_files(folder: Path) -> None:
    """Let the system have the pages of files in ``folder`` that this process has read through a mapping and
    nobody else has: they count as its memory until it lets go of the whole file. Who reads them again gets
    them from the disk. Elsewhere than with Linux there is nothing to do."""
    within = f"{folder.resolve()}/"
    with suppress(OSError, AttributeError):
        advise = ctypes.CDLL(None).madvise
        advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
            place, *_about, name = line.split(maxsplit=5)
            if name.startswith(within):
                begin, end = (int(address, 16) for address in place.split("-"))
                advise(begin, end - begin, _PAGE_OUT)
