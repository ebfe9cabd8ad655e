"""Uploads that no import names: a kill between keeping the bytes and noting the import leaves them behind."""

from __future__ import annotations

import datetime as dt

from django.core.files.storage import default_storage
from django.utils import timezone

from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.tables.models import TableImport

FOLDER = "imports"

#: After so long nobody is still about to name them.
GRACE = dt.timedelta(days=1)


def sweep() -> int:
    """Delete uploads that have been lying for a day and are named by no import; how many (no actor: the house
    tidies)."""
    old = timezone.now() - GRACE
    left = [location for location in _kept() if _modified(location) < old]
    # Asked after the files were listed: what is named in between is not among what is left.
    named = {
        location
        for model in (Import, TableImport)
        for location in model.objects.exclude(location="").values_list("location", flat=True)
    }
    gone = [location for location in left if location not in named]
    for location in gone:
        default_storage.delete(location)
    return len(gone)


def _kept() -> list[str]:
    try:
        return [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return []


def _modified(location: str) -> dt.datetime:
    try:
        return default_storage.get_modified_time(location)
    except FileNotFoundError:
        return timezone.now()
