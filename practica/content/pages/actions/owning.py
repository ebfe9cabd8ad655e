"""Looking after a page nobody looks after."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from practica.content.pages import access, facts
from practica.content.pages.models import Page
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import demand


@transaction.atomic
def take_on(page: Page, *, actor: Person) -> None:
    """Let ``actor`` look after ``page`` from now on."""
    demand(access.can_take_on(actor, page), _("Somebody looks after this page already."))
    if page.entry.owner_id == actor.pk:
        return
    page.entry.owner = actor
    page.entry.save(update_fields=["owner"])
    record(facts.PageTakenOn(actor_id=actor.pk, community_id=page.community_id, entry_id=page.entry_id))
