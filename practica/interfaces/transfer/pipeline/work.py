"""The one way into the pipeline: whatever an import waits for is done, and what goes wrong is said on it."""

from __future__ import annotations

import structlog
from django.db import transaction

from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.interfaces.transfer import facts
from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.pipeline.lease import LeaseLost, claim, let_go
from practica.interfaces.transfer.pipeline.plan import plan
from practica.interfaces.transfer.pipeline.run import run
from practica.interfaces.transfer.pipeline.sources import SourceGone
from practica.interfaces.transfer.pipeline.undo import undo
from practica.interfaces.transfer.readers.reasons import SourceRefused
from practica.interfaces.transfer.words import kept, own
from practica.kit.access import Invalid, Refused
from practica.kit.memory import give_back

log = structlog.get_logger(__name__)


def work_on(pk: int) -> None:
    """Do what the import ``pk`` waits for. Doing it twice, or at the same time elsewhere, does no harm."""
    while imported := claim(pk):
        try:
            _step(imported)
        except LeaseLost:
            return
        except SourceRefused as problem:
            _stop(imported, kept(problem.reason))
        except SourceGone:
            _stop(imported, own("import.gone"))
        except (Refused, Person.DoesNotExist):
            _stop(imported, own("import.no-right"))
        except Invalid as problem:
            _stop(imported, own("import.name", sentence=problem))
        except Exception:
            log.exception("import failed", import_uid=imported.uid)
            _stop(imported, own("import.broken", log=imported.uid))
        finally:
            # What follows (pages after the plan, the index after the pages) takes its own.
            give_back()


def _step(imported: Import) -> None:
    match imported.state:
        case Import.State.WAITING | Import.State.READING:
            plan(imported)
        case Import.State.RUNNING:
            run(imported)
        case Import.State.UNDOING:
            undo(imported)


def _stop(imported: Import, problem: dict[str, object]) -> None:
    with transaction.atomic():
        let_go(imported, state=Import.State.FAILED, problem=problem)
        record(
            facts.ImportFailed(
                actor_id=imported.started_by_id, community_id=imported.community_id, import_id=imported.pk
            )
        )
