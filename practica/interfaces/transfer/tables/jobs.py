"""Imports of tables as jobs of the worker, taken up again when it was torn away from one."""

from __future__ import annotations

import datetime as dt

from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks import task

from practica.interfaces.transfer.tables.actions import work_on
from practica.interfaces.transfer.tables.models import TableImport
from practica.kit.jobs import at_start, every

KEPT = dt.timedelta(days=30)
State = TableImport.State


@task(queue_name="imports")
def bring_table(import_id: int) -> None:
    """Do what the import waits for; twice changes nothing."""
    rows = TableImport.objects.select_related(
        "started_by", "collection__entry__community", "collection__type"
    )
    brought = rows.filter(pk=import_id).first()
    if brought is not None and brought.is_busy:
        work_on(brought)


@at_start(name="tables.continue")
def take_up_again() -> None:
    """Go on with imports that were under way when the worker stopped."""
    for pk in TableImport.objects.filter(state__in=(State.RUNNING, State.UNDOING)).values_list(
        "pk", flat=True
    ):
        bring_table.enqueue(pk)


@every(3600, name="tables.forget_uploads")
def forget_uploads() -> None:
    """Uploads are kept for 30 days; what became of their rows is kept on."""
    old = TableImport.objects.filter(created__lte=timezone.now() - KEPT).exclude(location="")
    for brought in old.exclude(state__in=(State.RUNNING, State.UNDOING))[:100]:
        default_storage.delete(brought.location)
        TableImport.objects.filter(pk=brought.pk).update(location="")
