"""Reading the text inside new files, in a process of its own with bounds."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from tempfile import NamedTemporaryFile

from django.core.files.storage import default_storage

from practica.core.files.actions import keep_text
from practica.core.files.extract import extract_safely, is_readable
from practica.core.files.facts import FileStored, FileVersioned
from practica.core.files.models import StoredFile
from practica.core.ledger.listeners import listens
from practica.core.ledger.models import FactRow


@listens(FileStored, FileVersioned, name="files.read_text")
def read_text(facts: Sequence[FactRow]) -> None:
    """Find the text inside each stored file that can hold some."""
    ids = [fact.get("file_id") for fact in facts]
    for stored in StoredFile.objects.filter(pk__in=ids, text_read__isnull=True).select_related("entry"):
        if is_readable(stored.name, stored.media_type):
            with (
                default_storage.open(stored.location) as source,
                NamedTemporaryFile(suffix=stored.name[-12:]) as copy,
            ):
                shutil.copyfileobj(source, copy, 1024 * 1024)
                copy.flush()
                keep_text(stored, extract_safely(copy.name, stored.media_type, name=stored.name))
