"""Imports as jobs of the worker: begun when asked for, taken up again when their process died."""

from __future__ import annotations

import datetime as dt

from django_tasks import task

from practica.interfaces.transfer import leftovers
from practica.interfaces.transfer.actions import forget_uploads
from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.pipeline.lease import abandoned
from practica.kit.jobs import at_start, every


@task(queue_name="imports")
def do_import(import_id: int) -> None:
    """Do what the import waits for."""
    # Here: readers of foreign material are loaded by who reads some, not at every start.
    from practica.interfaces.transfer.pipeline.work import work_on

    work_on(import_id)


def enqueue(imported: Import) -> None:
    """Let the worker do what ``imported`` waits for."""
    if imported.is_busy:
        do_import.enqueue(imported.pk)


@at_start(name="transfer.continue")
def take_up_again() -> None:
    """Go on with imports whose process died, and with all that nobody has begun, as their jobs may have died
    with the worker before: items that are in are not done twice."""
    for pk in abandoned(waited=dt.timedelta(0)):
        do_import.enqueue(pk)


@every(20, name="transfer.continue")
def look_for_abandoned() -> None:
    """The same while the worker runs: a web process or a command may have died at it."""
    for pk in abandoned():
        do_import.enqueue(pk)


@every(3600, name="transfer.forget_uploads")
def tidy() -> None:
    """Uploads are kept for 30 days, those that could not be read for two."""
    forget_uploads()


every(24 * 3600, name="transfer.sweep")(leftovers.sweep)
