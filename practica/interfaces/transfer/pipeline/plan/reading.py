"""Reading a source and writing down what would become of every item."""

from __future__ import annotations

import time
from typing import Any

from django.db import transaction

from practica.core.ledger.actions import record
from practica.interfaces.transfer import facts
from practica.interfaces.transfer.models import Import, ImportItem
from practica.interfaces.transfer.pipeline import archive_of_ours
from practica.interfaces.transfer.pipeline.lease import beat, let_go
from practica.interfaces.transfer.pipeline.plan.former import Former
from practica.interfaces.transfer.pipeline.plan.identity import origin_of
from practica.interfaces.transfer.pipeline.plan.lines import Planner
from practica.interfaces.transfer.pipeline.plan.shelf import Shelf
from practica.interfaces.transfer.pipeline.sources import budget, opened
from practica.interfaces.transfer.readers.plan import read


def plan(imported: Import) -> None:
    """Read the source of ``imported`` and write its ledger as it would be. Starting anew is no harm.

    Raises SourceRefused or SourceGone.
    """
    beat(imported, state=Import.State.READING, done=0, total=0, problem=None)
    while ImportItem.objects.filter(pk__in=list(_ids(imported)[:5000])).delete()[0]:
        beat(imported)
    with opened(imported) as source, Shelf() as shelf:
        material = read(source, budget(), _Pulse(imported), keep=shelf.keep)
        archive_of_ours.set_aside(material)
        label = (imported.label or source.label)[:200]
        beat(imported, kind=source.kind, label=label, origin=origin_of(source))
        traces = shelf.traces(material.pages)
        former = Former(imported, material, traces)
        Planner(imported, material, shelf, former, traces).write()
    with transaction.atomic():
        after = Import.State.RUNNING if imported.runs_at_once else Import.State.PLANNED
        let_go(imported, state=after, done=0, total=0)
        record(
            facts.ImportPlanned(
                actor_id=imported.started_by_id, community_id=imported.community_id, import_id=imported.pk
            )
        )


def _ids(imported: Import) -> Any:
    return ImportItem.objects.filter(import_run=imported).values_list("pk", flat=True)


class _Pulse:
    """Says once a second how far the reading is."""

    def __init__(self, imported: Import) -> None:
        self.imported, self.last = imported, 0.0

    def __call__(self, number: int, path: str) -> None:
        if time.monotonic() - self.last > 1:
            self.last = time.monotonic()
            beat(self.imported, done=number)
