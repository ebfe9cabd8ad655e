"""Putting a page beside, into or before another one: what dragging, the arrow keys and undo all do."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practica.content.pages import access
from practica.content.pages.actions.tree import lock_tree, move
from practica.content.pages.models import Page
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand


class Where(models.TextChoices):
    """How a place is said: by a neighbour, never by a number, so that it still means the same place when
    somebody else moved a page meanwhile."""

    BEFORE = "before", gettext_lazy("Before")
    AFTER = "after", gettext_lazy("After")
    FIRST = "first", gettext_lazy("First below")
    INSIDE = "inside", gettext_lazy("Last below")
    UP = "up", gettext_lazy("One place up")
    DOWN = "down", gettext_lazy("One place down")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in the tree: ``where`` beside the page with the uid ``beside`` (empty: at the top)."""

    where: str
    beside: str = ""


@transaction.atomic
def place(page: Page, where: str, *, beside: Page | None = None, actor: Person) -> Place:
    """Put ``page``, with all below it, ``where`` seen from ``beside``; answer where it stood, to be undone.

    Without ``beside`` first and inside mean the top of the community; up and down need none. A page that is
    at the end it should go towards stays. Raises Invalid for a place where it cannot stand.
    """
    demand(access.can_move(actor, page), _("You cannot move this page."))
    if where not in Where.values:
        raise Invalid(_("There is no such place."), field="where")
    lock_tree(page.entry.community)
    page = Page.objects.with_entry().get(pk=page.pk)
    before = former_place(page, seen_by=actor)
    if where in (Where.UP, Where.DOWN):
        beside = _neighbour(page, up=where == Where.UP, seen_by=actor)
        if beside is None:
            return before
        where = Where.BEFORE if where == Where.UP else Where.AFTER
    if where in (Where.FIRST, Where.INSIDE):
        move(page, parent=beside, position=0 if where == Where.FIRST else None, actor=actor)
        return before
    target = _at_hand(beside, page)
    position = target.position + (where == Where.AFTER)
    # Taken out before, those behind it move up.
    leaves_gap = target.trail == page.trail and page.position < target.position
    move(page, parent=target.parent, position=position - leaves_gap, actor=actor)
    return before


def former_place(page: Page, *, seen_by: Person) -> Place:
    """Where ``page`` stands, said by what ``seen_by`` sees of its neighbours."""
    above = _neighbour(page, up=True, seen_by=seen_by)
    if above is not None:
        return Place(where=Where.AFTER, beside=above.entry.uid)
    return Place(where=Where.FIRST, beside=page.parent.entry.uid if page.parent else "")


def _neighbour(page: Page, *, up: bool, seen_by: Person) -> Page | None:
    rows = Page.objects.of(page.community).visible_to(seen_by).filter(trail=page.trail)
    rows = rows.exclude(pk=page.pk).select_related("entry").in_tree_order()
    if up:
        return rows.filter(position__lte=page.position).last()
    return rows.filter(position__gte=page.position).first()


def _at_hand(beside: Page | None, page: Page) -> Page:
    """``beside`` as it stands now, under the lock."""
    found = Page.objects.of(page.community).filter(pk=beside.pk).select_related("parent") if beside else None
    target = found.first() if found is not None else None
    if target is None or target.pk == page.pk:
        raise Invalid(_("There is no such place."), field="beside")
    return target
