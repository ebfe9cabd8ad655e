"""Work for later: formulas that ask what day it is have another value tomorrow, long workbooks are made."""

from __future__ import annotations

from django_tasks import task

from practica.content.collections.actions.workbooks import (
    abandoned_workbooks,
    forget_workbooks,
    make_workbook,
)
from practica.core.types.actions import compute_types
from practica.core.types.models import Field
from practica.kit.jobs import at_start, every


@every(3 * 3600, name="collections.today")
def compute_what_asks_for_today() -> None:
    """Work out again the types whose formulas use ``today()``; what did not change is not written."""
    rows = Field.objects.current().filter(kind=Field.Kind.FORMULA).select_related("type")
    uids = {row.type.uid for row in rows if "today" in str(row.options.get("formula", "")).lower()}
    if uids:
        compute_types(sorted(uids))


@task()
def write_workbook(workbook_id: int) -> None:
    """Make the file of a workbook."""
    make_workbook(workbook_id)


@at_start(name="collections.workbooks")
def take_up_again() -> None:
    """Go on with workbooks whose worker died."""
    for pk in abandoned_workbooks():
        write_workbook.enqueue(pk)


every(3600, name="collections.forget_workbooks")(forget_workbooks)
