"""Work for later: what formulas and summaries came to by the rules of an older version is worked out anew."""

from __future__ import annotations

from django_tasks import task

from practica.core.types.actions import reckon_anew
from practica.core.types.models import RULES, KnowledgeType
from practica.kit.jobs import at_start


@at_start(name="types.reckon")
def after_an_upgrade() -> None:
    """Once after an upgrade that reckons otherwise, type by type; broken off, the next start goes on."""
    for pk in KnowledgeType.objects.filter(reckoned_by__lt=RULES).order_by("pk").values_list("pk", flat=True):
        reckon.enqueue(pk)


@task()
def reckon(type_id: int) -> None:
    """Work out anew what entries of a type reckon, unless that is done already."""
    type = KnowledgeType.objects.filter(pk=type_id, reckoned_by__lt=RULES).first()
    if type is not None:
        reckon_anew(type)
