"""Writing a backup while the site runs: one consistent view of all rows, then the files they name."""

from __future__ import annotations

import datetime as dt
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

import practica
from practica.config.archive.rows import columns_of, lines, models_to_keep
from practica.core.files.sweeping import locations
from practica.reach.search import index
from practica.reach.search.engines.local import mixtures

FORMAT = 1
# What search has learnt from clicks that are forgotten by now: it cannot be learnt again.
LEARNT = "search-weights.json"
CHUNK = 1024 * 1024


def backup(target: Path) -> dict[str, int]:
    """Write everything into ``target`` (a zip; appears only when whole). Returns counts of rows and files."""
    partial = target.with_name(target.name + ".part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=3, allowZip64=True) as archive:
        with _one_view():
            tables = {m._meta.label: _write_rows(archive, m) for m in models_to_keep()}
            names = locations()
            manifest = {
                "format": FORMAT,
                "made": dt.datetime.now(dt.UTC).isoformat(),
                "version": practica.__version__,
                "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
                "tables": tables,
            }
        missing = [name for name in dict.fromkeys(names) if not _write_file(archive, name)]
        key = Path(settings.DATA_DIR) / "secret-key"
        if key.exists():
            archive.writestr("secret-key", key.read_text())
        learnt = mixtures.path_of(index.directory())
        if learnt.exists():
            archive.writestr(LEARNT, learnt.read_bytes())
        manifest["missing_files"] = missing
        archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    with open(partial, "rb") as whole:
        os.fsync(whole.fileno())
    os.chmod(partial, 0o600)
    partial.rename(target)
    rows = sum(table["rows"] for table in tables.values())
    return {"rows": rows, "files": len(set(names)) - len(missing), "missing": len(missing)}


@contextmanager
def _one_view() -> Iterator[None]:
    """All reads inside see the database as it was when the first one began."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # not Django's IMMEDIATE: readers must not hold writers up
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write_rows(archive: zipfile.ZipFile, model: type[models.Model]) -> dict[str, Any]:
    count = 0
    with archive.open(f"rows/{model._meta.label}.jsonl", "w", force_zip64=True) as out:
        for line in lines(model):
            out.write(line)
            count += 1
    return {"columns": columns_of(model), "rows": count}


def _write_file(archive: zipfile.ZipFile, name: str) -> bool:
    try:
        source = default_storage.open(name)
    except FileNotFoundError:
        return False
    info = zipfile.ZipInfo(f"files/{name}")
    with source, archive.open(info, "w", force_zip64=True) as out:
        while chunk := source.read(CHUNK):
            out.write(chunk)
    return True
