"""Pages kept though they are no longer current, and made current again. Where pages are reviewed, others
approve it first, as they do a change."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from practica.content.pages import access
from practica.content.pages.actions.proposing import Purpose, ask
from practica.content.pages.models import Page
from practica.core.entries import facts
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import demand

State = Entry.State


@transaction.atomic
def archive(page: Page, *, actor: Person) -> Page:
    """Keep ``page`` as it is, marked as no longer current. Where pages are reviewed it stays current, and its
    ``proposed`` is what waits."""
    demand(access.can_archive(actor, page), _("You cannot archive this page."))
    if access.is_reviewed(page):
        page.proposed = ask(page, Purpose.ARCHIVING, actor=actor)
    else:
        settle(page, State.ARCHIVED, actor=actor)
    return page


@transaction.atomic
def unarchive(page: Page, *, actor: Person) -> Page:
    """Make ``page`` current again; where pages are reviewed, as :func:`archive`."""
    demand(access.can_archive(actor, page), _("You cannot bring this page back."))
    if access.is_reviewed(page):
        page.proposed = ask(page, Purpose.RETURN, actor=actor)
    else:
        settle(page, State.PUBLISHED, actor=actor)
    return page


def settle(page: Page, state: str, *, actor: Person) -> None:
    """Let ``page`` be archived or current, inside the caller's action, which has asked for the right. When it
    is so already, nothing happens."""
    if page.entry.state == state:
        return
    page.entry.state = state
    page.entry.save(update_fields=["state"])
    fact = facts.EntryArchived if state == State.ARCHIVED else facts.EntryRestored
    record(fact(actor_id=actor.pk, community_id=page.community_id, entry_id=page.entry_id))
