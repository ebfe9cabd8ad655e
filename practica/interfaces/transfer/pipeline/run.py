"""Bringing a planned import in, in small steps: each is whole or not there, and none is done twice."""

from __future__ import annotations

from contextlib import ExitStack

from django.db import transaction
from django.utils import timezone

from practica.content.pages.actions import join_links
from practica.core.communities.actions import start
from practica.core.communities.models import Community
from practica.core.ledger.actions import record
from practica.core.people.models import Organisation, Person
from practica.interfaces.transfer import access, facts
from practica.interfaces.transfer.models import Import, ImportItem
from practica.interfaces.transfer.pipeline import files, known, pages, talks
from practica.interfaces.transfer.pipeline.lease import beat, let_go
from practica.interfaces.transfer.pipeline.sources import opened
from practica.kit.access import demand

ROLES_OF_PAGES = (ImportItem.Role.PAGE, ImportItem.Role.SECTION, ImportItem.Role.PART)


def run(imported: Import) -> None:
    """Bring in what is not in yet. Raises Refused when the right is gone, Invalid when the community cannot
    be started, SourceRefused or SourceGone when the source cannot be read any more."""
    actor = actor_of(imported)
    demand(access.can_import(actor, imported.community))
    if imported.community is None:
        _found(imported, actor)
    known.remember(imported)
    todo = ImportItem.objects.filter(import_run=imported, is_done=False)
    total = ImportItem.objects.filter(import_run=imported).exclude(role__in=("left", "gone")).count()
    beat(imported, total=total, done=total - todo.count())
    with ExitStack() as stack:
        source = None
        if todo.filter(role=ImportItem.Role.FILE).exists() or imported.kind == "git":
            source = stack.enter_context(opened(imported))
        if source is not None:
            files.bring(imported, source, actor=actor)
        if todo.filter(role__in=ROLES_OF_PAGES).exists():
            pages.bring(imported, source if imported.kind == "git" else None, actor=actor)
        if talks.are_there(imported):
            talks.bring(imported, source or stack.enter_context(opened(imported)), actor=actor)
    known.settle(imported, actor=actor)
    assert imported.community is not None
    join_links(imported.community)
    with transaction.atomic():
        let_go(imported, state=Import.State.DONE, finished=timezone.now(), done=imported.total)
        record(
            facts.ImportFinished(
                actor_id=imported.started_by_id, community_id=imported.community_id, import_id=imported.pk
            )
        )


def actor_of(imported: Import) -> Person:
    """The person whose rights the work has, as they are now: who last asked for it."""
    return Person.objects.select_related("organisation").get(
        pk=imported.asked_by_id or imported.started_by_id, is_active=True
    )


@transaction.atomic
def _found(imported: Import, actor: Person) -> None:
    """Start the community, so that it is never there without its import."""
    values = dict(imported.founding)
    uids = values.pop("organisations", [])
    organisations = list(Organisation.objects.visible_to(actor).filter(uid__in=uids))
    community: Community = start(**values, organisations=organisations, actor=actor)
    beat(imported, community=community, founded=True)
