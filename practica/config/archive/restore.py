"""Bringing a backup into an empty place: tables as they were, rows, files, then this version's changes."""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from practica.config.archive.backup import FORMAT, LEARNT
from practica.config.archive.rows import load, models_to_keep, reset_sequences
from practica.reach.search import index
from practica.reach.search.engines.local import mixtures

#: Rows of these are there in a place nobody has used: the software brings them.
BROUGHT_ALONG = {"types.KnowledgeType", "types.Field"}


class RestoreRefused(Exception):
    """The backup cannot be restored here; the message is one sentence."""


def restore(source: Path) -> dict[str, int]:
    """Restore ``source``. Raises RestoreRefused when the place is not empty or the file is no backup."""
    try:
        archive = zipfile.ZipFile(source)
        manifest = json.loads(archive.read("manifest.json"))
    except FileNotFoundError as problem:
        raise RestoreRefused(f"There is no file {source}.") from problem
    except OSError as problem:
        raise RestoreRefused(f"{source} cannot be read: {problem.strerror}.") from problem
    except (zipfile.BadZipFile, KeyError, ValueError) as problem:
        raise RestoreRefused(f"{source} is not a backup of Practica: {problem}") from problem
    with archive:
        _demand_usable(archive, manifest)
        registry = _tables_as_they_were(manifest)
        rows = _load_rows(archive, manifest, registry)
        files = _load_files(archive)
        _load_key(archive)
        _load_learnt(archive)
    call_command("migrate", interactive=False, verbosity=0)
    return {"rows": rows, "files": files}


def _demand_usable(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    if manifest.get("format") != FORMAT:
        raise RestoreRefused("This backup was made by another version of the backup format.")
    if broken := _damaged_part(archive):
        raise RestoreRefused(f"The backup is damaged: {broken} cannot be read as it was written.")
    known = set(MigrationExecutor(connection).loader.disk_migrations)
    if unknown := [tuple(m) for m in manifest["migrations"] if tuple(m) not in known]:
        app, name = unknown[0]
        raise RestoreRefused(f"This backup is newer than the software here (it knows {app} {name}).")
    tables = set(connection.introspection.table_names())
    if tables:
        kept = [m for m in models_to_keep() if m._meta.label not in BROUGHT_ALONG]
        if any(m._meta.db_table in tables and m._base_manager.exists() for m in kept):
            raise RestoreRefused("There is already something here. Restore needs an empty database.")


def _damaged_part(archive: zipfile.ZipFile) -> str:
    """The first part whose bytes are not those that were written, or nothing."""
    for name in archive.namelist():
        try:
            with archive.open(name) as part:
                while part.read(1024 * 1024):
                    pass
        except (zipfile.BadZipFile, zlib.error, EOFError):
            return name
    return ""


def _tables_as_they_were(manifest: dict[str, Any]) -> Any:
    """Make the tables of the version that wrote the backup; return its models."""
    executor = MigrationExecutor(connection)
    applied = {tuple(m) for m in manifest["migrations"]}
    last = [node for node in applied if not any(child.key in applied for child in _children(executor, node))]
    if applied >= set(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
        return apps
    executor.migrate(last)
    return executor.loader.project_state(last).apps


def _children(executor: MigrationExecutor, node: tuple[str, str]) -> Any:
    return executor.loader.graph.node_map[node].children


def _load_rows(archive: zipfile.ZipFile, manifest: dict[str, Any], registry: Any) -> int:
    kept = models_to_keep(registry)
    total = 0
    with transaction.atomic(), connection.constraint_checks_disabled():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in kept:
            model._base_manager.all().delete()  # rows a migration made; the backup brings its own
        for model in kept:
            table = manifest["tables"].get(model._meta.label)
            if table:
                with archive.open(f"rows/{model._meta.label}.jsonl") as lines:
                    total += load(model, table["columns"], lines)
    reset_sequences(kept)
    connection.check_constraints()
    return total


def _load_files(archive: zipfile.ZipFile) -> int:
    names = [name for name in archive.namelist() if name.startswith("files/")]
    for name in names:
        with archive.open(name) as content:
            default_storage.save(name.removeprefix("files/"), File(content))
    return len(names)


def _load_key(archive: zipfile.ZipFile) -> None:
    """Bring the signing key back, so that people stay signed in; one given by environment wins."""
    if "secret-key" in archive.namelist() and not os.environ.get("PRACTICA_SECRET_KEY"):
        kept = Path(settings.DATA_DIR) / "secret-key"
        kept.write_bytes(archive.read("secret-key"))
        kept.chmod(0o600)
        # What is sealed from here on is read with this key later.
        settings.SECRET_KEY = kept.read_text().strip()


def _load_learnt(archive: zipfile.ZipFile) -> None:
    """What search had learnt; older backups have none."""
    if LEARNT in archive.namelist():
        kept = mixtures.path_of(index.directory())
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(archive.read(LEARNT))
