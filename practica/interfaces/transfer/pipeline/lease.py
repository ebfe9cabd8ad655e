"""One process at a time works on an import; when that process dies another takes over."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import socket

from django.db.models import Q
from django.utils import timezone

from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.words import own

STALE = dt.timedelta(seconds=60)
# After so long without a process somebody asks again: the job may have gone with the process that had it.
# One that only waits its turn is then asked for twice, which does no harm.
LOST = dt.timedelta(seconds=60)
# Beside host and number: a restarted container may give a new process the number of the dead one.
_ME = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(6)}"


class LeaseLost(Exception):
    """Another process took the import over; stop without a word."""


def me() -> str:
    """The name of this process; one that was forked gets its own."""
    global _ME
    if _ME.split(":")[1] != str(os.getpid()):
        _ME = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(6)}"
    return _ME


def claim(pk: int) -> Import | None:
    """The import, when there is work on it and nobody else is at it."""
    now = timezone.now()
    imported = Import.objects.at_work().filter(pk=pk).first()
    if imported is None or (imported.holder and not _is_dead(imported.holder, imported.heartbeat, now)):
        return None
    taken = Import.objects.at_work().filter(pk=pk, holder=imported.holder, heartbeat=imported.heartbeat)
    values: dict[str, object] = {"holder": me(), "heartbeat": now}
    if imported.holder:
        values["notes"] = [*imported.notes, own("continued", at=now.isoformat())]
    if not taken.update(**values):
        return None
    imported.refresh_from_db()
    return imported


def beat(imported: Import, **progress: object) -> None:
    """Say that work goes on, with what is to be kept of it. Raises LeaseLost when somebody else took over."""
    now = timezone.now()
    kept = Import.objects.filter(pk=imported.pk, holder=me()).update(heartbeat=now, **progress)
    if not kept:
        raise LeaseLost
    imported.heartbeat = now
    for name, value in progress.items():
        # What the database computes (one more done) is not known here.
        if not hasattr(value, "resolve_expression"):
            setattr(imported, name, value)


def let_go(imported: Import, **values: object) -> None:
    """Work is over for now. Raises LeaseLost when it was somebody else's meanwhile."""
    beat(imported, holder="", **values)


def abandoned(*, waited: dt.timedelta = LOST) -> list[int]:
    """Imports whose process is gone, and those that nobody took for as long as ``waited``: marked as asked
    for again, so that each is named once."""
    now = timezone.now()
    found = []
    for imported in Import.objects.at_work().filter(Q(heartbeat__lte=now - waited) | ~Q(holder="")):
        if imported.holder:
            if _is_dead(imported.holder, imported.heartbeat, now):
                found.append(imported.pk)
        elif Import.objects.filter(pk=imported.pk, heartbeat=imported.heartbeat).update(heartbeat=now):
            found.append(imported.pk)
    return found


def _is_dead(holder: str, heartbeat: dt.datetime, now: dt.datetime) -> bool:
    if holder == me():
        return False
    host, _, rest = holder.partition(":")
    number = rest.partition(":")[0]
    if now - heartbeat > STALE:
        return True
    if host != socket.gethostname() or not number.isdigit():
        return False
    return int(number) == os.getpid() or not _is_alive(int(number))


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
