"""Who hears of an import: whoever asked for it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from practica.core.ledger.models import FactRow
from practica.interfaces.transfer.facts import ImportFailed, ImportFinished, ImportPlanned, ImportUndone
from practica.interfaces.transfer.models import Import
from practica.kit.contracts.notices import Notice, notices_of

_SENTENCES = {
    ImportPlanned.__name__: gettext_noop("“%(name)s” is read. See what would be imported."),
    ImportFinished.__name__: gettext_noop("“%(name)s” is imported. See what became of every item."),
    ImportFailed.__name__: gettext_noop("The import of “%(name)s” stopped. See why."),
    ImportUndone.__name__: gettext_noop("The import of “%(name)s” is undone."),
}


@notices_of(ImportPlanned, ImportFinished, ImportFailed, ImportUndone)
def told(fact: FactRow) -> Iterator[Notice]:
    """One row in the inbox for each import, renewed by each step; one that runs at once says only its end."""
    imported = Import.objects.filter(pk=fact.get("import_id")).select_related("community").first()
    if imported is None or (fact.name == ImportPlanned.__name__ and imported.runs_at_once):
        return
    person_id = imported.asked_by_id or imported.started_by_id
    if person_id is None:
        return
    yield Notice(
        person_id=person_id,
        reason="import",
        key=f"import:{imported.uid}",
        sentence=_SENTENCES[fact.name],
        values={"name": imported.name or imported.label},
        community_id=imported.community_id,
        url=imported.get_absolute_url(),
    )
