"""Where pages stand: moving them without ever making a circle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from practica.content.pages import access, facts
from practica.content.pages.models import MAX_DEPTH, Page
from practica.core.communities.access import can_lead
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand


@transaction.atomic
def move(page: Page, *, parent: Page | None, position: int | None = None, actor: Person) -> Page:
    """Let ``page``, with all below it, stand under ``parent`` (None: at the top); return it as it is now.

    ``position`` is its place among its new siblings, 0 first; None is last. Raises Invalid for a parent in
    another community, below the page itself, or too deep.
    """
    demand(access.can_move(actor, page), _("You cannot move this page."))
    lock_tree(page.entry.community)
    page = Page.objects.with_entry().get(pk=page.pk)
    trail = demand_room(parent, page.entry.community, for_page=page)
    siblings = Page.objects.of(page.community).filter(trail=trail)
    _leave_place(page)
    last = siblings.exclude(pk=page.pk).aggregate(last=Max("position"))["last"]
    end = 0 if last is None else last + 1
    place = end if position is None else max(0, min(position, end))
    siblings.exclude(pk=page.pk).filter(position__gte=place).update(position=F("position") + 1)
    _plant(page, parent=parent, trail=trail, position=place)
    record(facts.PageMoved(actor_id=actor.pk, community_id=page.community_id, entry_id=page.entry_id))
    return page


@transaction.atomic
def arrange(parent: Page | None, order: Sequence[int], *, community: Community, actor: Person) -> int:
    """Put the pages right below ``parent`` (None: at the top) whose ids are in ``order`` into that order.

    Those it does not name stay behind the page they stand behind now. Returns how many changed their place.
    """
    demand(can_lead(actor, community), _("Only leads put all pages in order."))
    lock_tree(community)
    if parent is not None:
        parent = Page.objects.of(community).get(pk=parent.pk)
    rows = list(Page.objects.of(community).right_below(parent).in_tree_order().only("pk", "position"))
    moved = []
    for position, page in enumerate(_arranged(rows, order)):
        if page.position != position:
            page.position = position
            moved.append(page)
    Page.objects.bulk_update(moved, ["position"], batch_size=500)
    if moved:
        record(
            facts.PagesArranged(
                actor_id=actor.pk, community_id=community.pk, entry_id=parent.entry_id if parent else None
            )
        )
    return len(moved)


def _arranged(pages: Sequence[Page], order: Sequence[int]) -> list[Page]:
    by_id = {page.pk: page for page in pages}
    named = [by_id[pk] for pk in dict.fromkeys(order) if pk in by_id]
    names = {page.pk for page in named}
    followers: dict[int | None, list[Page]] = {}
    before: int | None = None
    for page in pages:
        if page.pk in names:
            before = page.pk
        else:
            followers.setdefault(before, []).append(page)
    done = list(followers.get(None, ()))
    for page in named:
        done += [page, *followers.get(page.pk, ())]
    return done


def lock_tree(community: Community) -> None:
    """Let nobody else move pages of ``community`` until the transaction ends: two moves that are right each
    could make a circle together. (SQLite has one writer anyway.)"""
    Community.objects.select_for_update(no_key=True).only("pk").get(pk=community.pk)


def demand_room(parent: Page | None, community: Community, *, for_page: Page | None = None) -> str:
    """The trail of a page right below ``parent``, read anew under the lock.

    Raises Invalid when the page cannot stand there.
    """
    if parent is None:
        return "/"
    parent = (
        Page.objects.filter(pk=parent.pk, community=community)
        .exclude(entry__state=Entry.State.BINNED)
        .first()
    )
    if parent is None:
        raise Invalid(_("This parent is not a page of this community."), field="parent")
    trail = parent.trail_of_children
    if for_page is not None and f"/{for_page.pk}/" in trail:
        raise Invalid(_below_itself(for_page, parent), field="parent")
    height = _height(for_page) if for_page is not None else 0
    if parent.depth + 1 + height >= MAX_DEPTH:
        raise Invalid(
            _("Pages can stand at most %(most)d deep. Choose a parent nearer the top.") % {"most": MAX_DEPTH},
            field="parent",
        )
    return trail


def _below_itself(page: Page, parent: Page) -> str:
    """Why not, for somebody whose screen may show the tree as it was: two people may each have moved a page
    into the other's, and the second hears of it."""
    if page.pk == parent.pk:
        return _("A page cannot stand below itself.")
    titles = {"page": page.entry.title, "parent": parent.entry.title}
    return (
        _(
            "“%(parent)s” stands below “%(page)s”, so “%(page)s” cannot stand below it. Somebody may have "
            "moved it a moment ago. Nothing was changed."
        )
        % titles
    )


def _height(page: Page) -> int:
    """How many levels stand below ``page``."""
    trails = Page.objects.of(page.community).under(page).values_list("trail", flat=True)
    return max((trail.count("/") - 1 - page.depth for trail in trails.iterator()), default=0)


def _leave_place(page: Page) -> None:
    """Close the gap: positions stay dense, which the rail relies on to show the first of each level."""
    behind = Page.objects.of(page.community).filter(trail=page.trail, position__gt=page.position)
    behind.exclude(pk=page.pk).update(position=F("position") - 1)


def _plant(page: Page, *, parent: Page | None, trail: str, position: int) -> None:
    old = page.trail_of_children
    page.parent, page.trail, page.position, page.lifted_from = parent, trail, position, None
    page.save(update_fields=["parent", "trail", "position", "lifted_from"])
    new = page.trail_of_children
    if new != old:
        below = Page.objects.of(page.community).filter(trail__startswith=old)
        below.update(trail=Concat(Value(new), Substr("trail", len(old) + 1)))


@transaction.atomic
def follow_parents(entry_ids: Iterable[int]) -> None:
    """Settle the tree after these entries went into the bin or came back (no actor: the house tidies).

    Pages below a binned one stand a level higher meanwhile; they return with it, unless somebody moved them.
    """
    for page in Page.objects.filter(entry__in=list(entry_ids)).with_entry():
        lock_tree(page.entry.community)
        page = Page.objects.with_entry().get(pk=page.pk)
        if page.entry.state == Entry.State.BINNED:
            for child in Page.objects.filter(parent=page).in_tree_order():
                _plant(child, parent=page.parent, trail=page.trail, position=page.position)
                Page.objects.filter(pk=child.pk).update(lifted_from=page)
        else:
            trail = page.trail_of_children
            lifted = Page.objects.filter(lifted_from=page).exclude(pk__in=page.ancestor_ids)
            for position, child in enumerate(lifted.order_by("pk")):
                _plant(child, parent=page, trail=trail, position=position)
