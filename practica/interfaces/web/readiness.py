"""What must be in order for people to work: database, tables, worker, disk; and what should be: backups.

Sentences name no host, path or version: whoever asks may be anybody.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from practica.core.ledger.models import Delivery
from practica.kit import heartbeat
from practica.reach.notifications.models import OutboxMail

WORKER_SILENT = 60  # seconds
QUEUE_LATE = 300  # seconds
DISK_LOW, DISK_FULL = 1024**3, 128 * 1024**2  # bytes
BACKUP_LATE = 7 * 86400  # seconds

_tables_are_there = False


@dataclass(frozen=True)
class Check:
    """One thing looked at: ``ok``, ``warning`` or ``failed``, and a sentence."""

    name: str
    state: str
    says: str


def checks() -> list[Check]:
    """Every check; one that cannot be made because the database is away says so."""
    return [_guarded(name, look) for name, look in CHECKS.items()]


def _guarded(name: str, look: Callable[[], tuple[str, str]]) -> Check:
    try:
        return Check(name, *look())
    except DatabaseError:
        return Check(name, "failed", "The database does not answer.")


def _database() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return "ok", "The database answers."


def _migrations() -> tuple[str, str]:
    global _tables_are_there  # once complete, they stay complete while this process lives
    if not _tables_are_there:
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if missing:
            return "failed", f"{missing} changes to the tables are missing: run practica migrate."
        _tables_are_there = True
    return "ok", "The tables are those of this version."


def _worker() -> tuple[str, str]:
    silent = heartbeat.age("worker")
    if silent is None:
        return "warning", "No worker has run yet."
    if silent > WORKER_SILENT:
        return "failed", f"The worker has been silent for {int(silent)} seconds."
    return "ok", "The worker is at work."


def _queue() -> tuple[str, str]:
    now = timezone.now()
    owed = Delivery.objects.filter(done_at__isnull=True, attempts=0).order_by("due_at")
    mail = OutboxMail.objects.filter(state=OutboxMail.State.QUEUED, attempts=0).order_by("due_at")
    oldest = [rows.values_list("due_at", flat=True).first() for rows in (owed, mail)]
    late = max(((now - due).total_seconds() for due in oldest if due), default=0.0)
    if late > QUEUE_LATE:
        return "failed", f"Work has been waiting for {int(late)} seconds."
    return "ok", "Nothing waits longer than it should."


def _disk() -> tuple[str, str]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < DISK_FULL:
        return "failed", "The disk is full."
    if free < DISK_LOW:
        return "warning", "Less than 1 GB of disk is free."
    return "ok", "There is room on the disk."


def _backup() -> tuple[str, str]:
    since = heartbeat.age("backup")
    if since is None:
        return "warning", "There has been no backup yet."
    if since > BACKUP_LATE:
        return "warning", f"The last backup is {int(since // 86400)} days old."
    return "ok", "There is a backup of this week."


CHECKS: dict[str, Callable[[], tuple[str, str]]] = {
    "database": _database,
    "migrations": _migrations,
    "worker": _worker,
    "queue": _queue,
    "disk": _disk,
    "backup": _backup,
}
