"""Bytes that no row names go a day later; rows whose bytes are gone are told of.

Bytes are written before the transaction that names them ends. A kill in between, or a rollback, leaves bytes
behind; so does a person who is erased while a file of hers arrives. No transaction lasts a day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.utils import timezone

from practica.core.files.models import EarlierVersion, StoredFile, UploadPiece
from practica.kit.models import UID_ALPHABET
from practica.kit.storage import PART

#: After so long nobody is still about to name them.
GRACE = dt.timedelta(days=1)
BATCH = 500
# Only what this app writes is looked at: `ab/ab…` and the pieces of uploads. Others tidy their own folders.
_OURS = re.compile(rf"[{UID_ALPHABET}]{{2}}")
_NAMERS = (StoredFile, EarlierVersion, UploadPiece)


def sweep() -> int:
    """Delete what has been lying in the store for a day and is named by no row; how many."""
    gone, old = 0, timezone.now() - GRACE
    for location in unnamed():
        if _modified(location) < old:
            default_storage.delete(location)
            gone += 1
    return gone


def forget_old(folder: str, *, kept_for: dt.timedelta) -> int:
    """Delete what has been lying in ``folder`` of another room for longer than ``kept_for``; how many.

    For files whose rows go by then as well: also those that went with their person or their page leave none.
    """
    gone, old = 0, timezone.now() - kept_for
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return 0
    for name in names:
        if _modified(f"{folder}/{name}") < old:
            default_storage.delete(f"{folder}/{name}")
            gone += 1
    return gone


def unnamed() -> Iterator[str]:
    """Where bytes lie that no row names: left behind, or just about to be named."""
    for folder in _folders():
        batch: list[str] = []
        for name in default_storage.listdir(folder)[1]:
            batch.append(f"{folder}/{name}")
            if len(batch) == BATCH:
                yield from _without_row(batch)
                batch = []
        yield from _without_row(batch)


def missing(limit: int = 10) -> list[StoredFile]:
    """Files whose row names bytes that are not there, at most ``limit``."""
    found: list[StoredFile] = []
    for stored in StoredFile.objects.order_by("pk").iterator():
        if not default_storage.exists(stored.location):
            found.append(stored)
            if len(found) == limit:
                break
    return found


def locations() -> list[str]:
    """Every place that a row names, each once: what a backup takes along."""
    named = (model.objects.order_by("pk").values_list("location", flat=True) for model in _NAMERS)
    return list(dict.fromkeys(location for places in named for location in places))


def _folders() -> Iterator[str]:
    try:
        top = default_storage.listdir("")[0]
    except FileNotFoundError:
        return
    for folder in top:
        if folder == "uploads":
            yield from (f"uploads/{one}" for one in default_storage.listdir("uploads")[0])
        elif _OURS.fullmatch(folder):
            yield folder


def _without_row(batch: list[str]) -> Iterator[str]:
    if not batch:
        return
    named: set[str] = set()
    for model in _NAMERS:
        named.update(model.objects.filter(location__in=batch).values_list("location", flat=True))
    for location in batch:
        # What a killed writer did not finish has a name no row ever gets.
        if location not in named or location.rpartition("/")[2].startswith(PART):
            yield location


def _modified(location: str) -> dt.datetime:
    try:
        return default_storage.get_modified_time(location)
    except FileNotFoundError:
        return timezone.now()
