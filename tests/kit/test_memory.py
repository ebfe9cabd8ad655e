"""Memory that was freed goes back to the system."""

from __future__ import annotations

import ctypes
import mmap
from pathlib import Path

import pytest
from django.db import transaction

from practica.kit.memory import give_back, give_back_files

MB = 1024 * 1024


def held() -> int:
    """Bytes of this process that are in memory and its own."""
    rows = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("Private_Dirty:")) * 1024


@pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_trim") or not Path("/proc/self/smaps_rollup").exists(),
    reason="Only glibc on Linux keeps it and can be asked.",
)
def test_what_was_freed_below_something_that_stays_is_given_back():
    # Above what Python keeps itself, below the size from which the library asks the system for each alone.
    pieces = [bytes([1]) * 50_000 for _ in range(1_000)]
    kept = pieces[::100]
    pieces.clear()
    before = held()
    give_back()
    assert before - held() > 20 * MB
    assert len(kept) == 10


@pytest.mark.django_db
def test_after_work_that_failed_it_is_given_back_too():
    with transaction.atomic():
        transaction.set_rollback(True)
        give_back()
        transaction.set_rollback(False)


def test_what_is_read_and_written_through_a_mapping_stays_what_it_is(tmp_path):
    kept = tmp_path / "kept"
    kept.write_bytes(b"x" * MB)
    with kept.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as mapped:
        mapped[:5] = b"hello"
        give_back_files(tmp_path)
        assert mapped[:6] == b"hellox"
        assert mapped[MB - 1 :] == b"x"
