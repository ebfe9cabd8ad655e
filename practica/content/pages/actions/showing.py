"""Letting others see a page: its title leads to it from now on, and who is named in it hears of it."""

from __future__ import annotations

from practica.content.pages import facts
from practica.content.pages.models import Page
from practica.core.entries.actions import publish_entry, remember_alias, title_path
from practica.core.entries.models import Alias, Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person


def show_draft(page: Page, *, actor: Person) -> None:
    """Let others see a page that was a draft, and those it names hear of it; inside the caller's action."""
    publish_entry(page.entry, actor=actor)
    handles = page.entry.links_out.filter(kind="mention").values_list("href", flat=True)
    named = Person.objects.filter(handle__in=list(handles)).order_by("pk").values_list("pk", flat=True)
    show_page(page, mentioned=tuple(named), actor=actor)


def show_page(page: Page, *, mentioned: tuple[int, ...], actor: Person) -> None:
    """Let links by its title lead to a page that others see from now on, and say that it is there."""
    entry = page.entry
    claim_title(entry)
    record(
        facts.PageCreated(
            actor_id=actor.pk,
            subject_id=entry.author_id,
            community_id=entry.community_id,
            entry_id=entry.pk,
            mentioned=mentioned,
        )
    )


def say_restored(page: Page, number: int, *, actor: Person) -> None:
    """Say that the text of version ``number`` is the current one again."""
    record(
        facts.PageRestored(
            actor_id=actor.pk, community_id=page.community_id, entry_id=page.entry_id, restored=number
        )
    )


def claim_title(entry: Entry) -> None:
    """Let ``[[Title]]`` lead to ``entry``, unless another page has that very title already."""
    path = title_path(entry.title)
    holder = Alias.objects.filter(community=entry.community_id, path=path).select_related("entry").first()
    if holder is not None and holder.entry_id != entry.pk:
        other = holder.entry
        here = other.community_id == entry.community_id
        if here and other.state != Entry.State.BINNED and title_path(other.title) == path:
            return
    remember_alias(entry, path)
