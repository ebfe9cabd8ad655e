"""Many resources at once, from a list: each line for itself, those that are here already left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from practica.content.library import access
from practica.content.library.actions.describing import add, clean_address
from practica.content.library.models import Resource
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand


@dataclass
class Brought:
    """What became of the lines of a list: added, here already, refused (number, title, why)."""

    added: int = 0
    known: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)


@transaction.atomic
def bring(community: Community, lines: Sequence[Any], *, actor: Person) -> Brought:
    """Add what ``lines`` (:class:`library.lists.Line`) say. Bringing the same list again adds nothing."""
    demand(access.can_add(actor, community), _("Only members add resources."))
    known, done = _known(community), Brought()
    for line in lines:
        if line.said is None:
            done.refused.append((line.number, line.title, line.problem))
            continue
        try:
            key = clean_address(line.said.address) or f"{line.said.form}:{line.said.title.casefold()}"
            if key in known:
                done.known += 1
                continue
            add(community, line.said, actor=actor)
        except Invalid as problem:
            done.refused.append((line.number, line.title, str(problem)))
            continue
        known.add(key)
        done.added += 1
    return done


def _known(community: Community) -> set[str]:
    """What stands in the catalogue, whoever sees it: by its address, else by form and title."""
    rows = Resource.objects.filter(entry__community=community).exclude(entry__state=Entry.State.BINNED)
    return {
        address or f"{form}:{title.casefold()}"
        for address, form, title in rows.values_list("address", "form", "entry__title")
    }
