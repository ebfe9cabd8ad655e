"""SQLite for a process that writes much: what it writes is seldom what it reads again."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.signals import connection_created

# A file that grows is mapped anew each time, and what is mapped counts as memory of the process.
# Copying the log into the database after every 4 MB writes the same index pages again and again: 24 MB.
# Nobody looks at a clock while it works: it waits longer for its turn than who waits for a page (20 seconds).
# A transaction of an import fits into 8 MB; more is kept for who reads the same again, as pages do.
_STATEMENTS = (
    "PRAGMA mmap_size=0",
    "PRAGMA wal_autocheckpoint=6000",
    "PRAGMA busy_timeout=60000",
    "PRAGMA cache_size=-8000",
)


def writes_much() -> None:
    """Let this process's connections, those it has and those to come, suit much writing. Other databases
    need nothing."""
    connection_created.connect(_suit, dispatch_uid="practica.kit.sqlite.writing")
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None:
            _suit(connection=connection)


def _suit(*, connection: Any, **_more: object) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in _STATEMENTS:
                cursor.execute(statement)
