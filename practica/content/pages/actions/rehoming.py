"""Moving a page, with what stands below it, to another community; and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.pages import access, facts
from practica.content.pages.actions.relinking import relinked, titles_to_claim
from practica.content.pages.actions.tree import demand_room, lock_tree
from practica.content.pages.actions.writing import claim_title, write_version
from practica.content.pages.models import MAX_DEPTH, Draft, Page, Revision
from practica.core.communities.models import Community
from practica.core.entries.facts import EntryAudienceChanged
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from practica.core.types.actions import put_type
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import article
from practica.kit.access import Invalid, demand

MOST_AT_ONCE = 1000
UNDO_FOR = dt.timedelta(days=30)


@dataclass(frozen=True)
class Move:
    """Which pages of a branch go, the first of them first, and which stay behind."""

    goes: list[Page]
    stays: list[Page]


def branch_to_move(page: Page, *, with_below: bool, actor: Person) -> Move:
    """What would go if ``actor`` moved ``page``: of what stands below, all she sees and may take away."""
    rows = Page.objects.of(page.community).under(page).with_entry().select_related("type")
    below = sorted(rows.defer("html", "outline"), key=lambda one: (one.depth, one.position, one.pk))
    seen = set(Page.objects.of(page.community).visible_to(actor).under(page).values_list("pk", flat=True))
    goes = [page]
    if with_below:
        goes += [one for one in below if one.pk in seen and access.can_take_away(actor, one)]
    going = {one.pk for one in goes}
    return Move(goes, [one for one in below if one.pk not in going])


@transaction.atomic
def rehome(
    page: Page, *, community: Community, parent: Page | None = None, with_below: bool = True, actor: Person
) -> Page:
    """Let ``page`` and what goes along stand in ``community``, last under ``parent`` (None: at the top);
    return it as it is then.

    Files of the pages go along, titles lead on from the old community, links by title that would mean another
    page become lasting addresses. What ``actor`` does not see or may not take away stays, below the nearest
    page that stays. Raises Invalid for the same community, a parent elsewhere, too deep, or too many.
    """
    demand(access.can_take_away(actor, page), _("Only its owner and the core group move a page elsewhere."))
    demand(access.can_create(actor, community), _("Only members write pages there."))
    if community.pk == page.community_id:
        raise Invalid(_("The page stands in this community already."), field="to")
    _lock(page.entry.community, community)
    page = Page.objects.with_entry().select_related("type").get(pk=page.pk)
    if page.community_id == community.pk:
        raise Invalid(_("Somebody has just moved this page there."), field="to")
    move = branch_to_move(page, with_below=with_below, actor=actor)
    if len(move.goes) > MOST_AT_ONCE:
        raise Invalid(
            _("More than %(most)d pages would move. Move its parts one by one.") % {"most": MOST_AT_ONCE}
        )
    if not access.can_let_in(actor, community, move.goes):
        raise Invalid(_only_leads(community), field="to")
    old = page.entry.community
    before = [_place_of(one) for one in move.goes]
    _fit_types(move.goes, community, actor)
    trail = demand_room(parent, community)
    _leave(move.stays, move.goes)
    moved = _arrive(move.goes, parent, trail, community)
    changed = _follow_links(moved, actor)
    _tell(moved, old, community, before, changed, actor)
    return Page.objects.with_entry().select_related("type").get(pk=page.pk)


@transaction.atomic
def move_back(fact: FactRow, *, actor: Person) -> Page:
    """Undo a move to another community, within thirty days: whoever moved it, while she may write in both.

    Pages binned or moved on since stay where they are; who stood under a page that is gone stands at the top.
    """
    old = Community.objects.get(pk=fact.get("from_community"))
    new = Community.objects.get(pk=fact.community_id or 0)
    allowed = fact.actor_id == actor.pk and fact.at > timezone.now() - UNDO_FOR
    demand(
        allowed and access.can_create(actor, old) and access.can_create(actor, new),
        _("This cannot be undone."),
    )
    _lock(old, new)
    places = {place["page"]: place for place in fact.get("places")}
    rows = Page.objects.of(new).filter(pk__in=places).exclude(entry__state=Entry.State.BINNED)
    goes = list(rows.with_entry().select_related("type"))
    goes.sort(key=lambda one: list(places).index(one.pk))
    if not goes or goes[0].entry_id != fact.entry_id:
        raise Invalid(_("The page does not stand there any more."))
    # Untouched they are what was approved there.
    touched = [one for one in goes if one.entry.changed > fact.at]
    if not access.can_let_in(actor, old, touched):
        raise Invalid(_only_leads(old))
    going = {one.pk for one in goes}
    below = Page.objects.of(new).under(goes[0]).exclude(pk__in=going).with_entry()
    stays = sorted(below, key=lambda one: (one.depth, one.position))
    before = [_place_of(one) for one in goes]
    first = places[goes[0].pk]
    parent = Page.objects.of(old).filter(pk=first["parent"]).exclude(entry__state=Entry.State.BINNED).first()
    trail = demand_room(parent, old)
    _leave(stays, goes)
    moved = _arrive(goes, parent, trail, old, position=first["position"])
    for page in moved:
        _text_back(page, places[page.pk], actor)
        kind = KnowledgeType.objects.filter(pk=places[page.pk]["type"]).first()
        if kind is not None and kind.pk != page.type_id and not kind.is_retired:
            put_type(page.entry, kind, actor=actor)
    _tell(moved, new, old, before, {}, actor)
    return Page.objects.with_entry().select_related("type").get(pk=goes[0].pk)


def _only_leads(community: Community) -> str:
    words = _("Pages of %(community)s are reviewed before others see them. Only its leads bring one in.")
    return words % {"community": community.name}


def last_move(page: Page, *, actor: Person) -> FactRow | None:
    """The move to where ``page`` stands now, while ``actor`` may still undo it."""
    rows = FactRow.objects.filter(
        name=facts.PageRehomed.__name__, entry_id=page.entry_id, community_id=page.community_id,
        actor_id=actor.pk, at__gt=timezone.now() - UNDO_FOR,
    )  # fmt: skip
    return next((row for row in rows.order_by("-pk")[:5] if row.get("places")), None)


def _lock(*communities: Community) -> None:
    for community in sorted(communities, key=lambda one: one.pk):
        lock_tree(community)


def _place_of(page: Page) -> dict[str, Any]:
    return {
        "page": page.pk,
        "parent": page.parent_id,
        "position": page.position,
        "type": page.type_id,
        "version": page.version,
    }


def _fit_types(pages: Sequence[Page], community: Community, actor: Person) -> None:
    """A page of a type its new community does not know becomes an article; what it answered is kept with it
    and comes back with the type."""
    for page in pages:
        if page.type.community_id not in (None, community.pk):
            put_type(page.entry, article(), actor=actor)
            page.type = article()


def _leave(stays: Sequence[Page], goes: Sequence[Page]) -> None:
    """Let what stays stand under the nearest page that stays, and close the ranks it leaves."""
    going = {page.pk for page in goes}
    community = goes[0].community
    trails = {page.trail for page in goes}
    known = {page.pk: page for page in (*stays, *goes)}
    for page in stays:
        above = [pk for pk in page.ancestor_ids if pk not in going]
        trail = "/" + "".join(f"{pk}/" for pk in above)
        if page.parent_id in going:
            trails.add(trail)
            parent = above[-1] if above else None
            page.position = Page.objects.of(community).filter(trail=trail).count()
            Page.objects.filter(pk=page.pk).update(parent=parent, trail=trail, position=page.position)
        elif trail != page.trail:
            Page.objects.filter(pk=page.pk).update(trail=trail)
        known[page.pk].trail = trail
    Page.objects.filter(lifted_from__in=going).update(lifted_from=None)
    for trail in trails:
        _close_ranks(community, trail, going)


def _close_ranks(community: Community, trail: str, going: set[int]) -> None:
    rows = list(
        Page.objects.of(community).filter(trail=trail).exclude(pk__in=going).in_tree_order().only("position")
    )
    moved = []
    for position, page in enumerate(rows):
        if page.position != position:
            page.position = position
            moved.append(page)
    Page.objects.bulk_update(moved, ["position"], batch_size=500)


def _arrive(
    goes: Sequence[Page], parent: Page | None, trail: str, community: Community, position: int | None = None
) -> list[Page]:
    """Plant the pages in ``community``: the first under ``parent``, others under the nearest that goes."""
    first, going = goes[0], {page.pk: page for page in goes}
    parents = {
        page.pk: next((pk for pk in reversed(page.ancestor_ids) if pk in going), None) for page in goes
    }
    taken: dict[str, int] = {}
    for page in goes:
        above = going.get(parents[page.pk] or 0)
        if page is first or above is None:
            page.parent, page.trail = parent, trail
            page.position = _room_at(community, trail, position)
        else:
            page.parent, page.trail = above, above.trail_of_children
            page.position = taken.get(page.trail, 0)
            taken[page.trail] = page.position + 1
        if page.depth >= MAX_DEPTH:
            raise Invalid(
                _("Pages can stand at most %(most)d deep. Choose a parent nearer the top.")
                % {"most": MAX_DEPTH},
                field="parent",
            )
        page.community = page.entry.community = community
        page.lifted_from = None
    fields = ["parent", "trail", "position", "community", "lifted_from"]
    Page.objects.bulk_update(goes, fields, batch_size=200)
    ids = [page.entry_id for page in goes]
    Entry.objects.filter(pk__in=ids).update(community=community)
    Draft.objects.filter(page__in=going).update(community=community)
    Draft.objects.filter(page=None, parent__in=going).exclude(community=community).update(parent=None)
    for entry in titles_to_claim(goes):
        claim_title(entry)
    return list(goes)


def _room_at(community: Community, trail: str, position: int | None) -> int:
    """A free place: ``position``, or the last."""
    rows = list(Page.objects.of(community).filter(trail=trail).in_tree_order().only("position"))
    if position is None or position >= len(rows):
        return len(rows)
    for behind in rows[position:]:
        behind.position += 1
    Page.objects.bulk_update(rows[position:], ["position"], batch_size=500)
    return position


def _follow_links(pages: Sequence[Page], actor: Person) -> dict[int, int]:
    """Write links of the moved pages so that they lead where they led; the new version of each changed."""
    changed: dict[int, int] = {}
    for page in pages:
        body = relinked(page)
        if body != page.body:
            changed[page.pk] = _write(
                page, body, _("Links follow the page to where it stands now"), actor
            ).version
    return changed


def _write(page: Page, body: str, reason: str, actor: Person) -> Page:
    """A small version that nobody has to hear of; what the actor has not saved of the page is left alone."""
    kept = list(Draft.objects.filter(page=page, person=actor))
    written = write_version(
        page, title=page.entry.title, body=body, started_from=page.version, reason=reason,
        significance=Revision.Significance.MINOR, at=timezone.now(), actor=actor,
    )  # fmt: skip
    Draft.objects.bulk_create(kept)
    return written


def _text_back(page: Page, place: dict[str, Any], actor: Person) -> None:
    """The text as it was, if the move changed it and nobody has since."""
    if place.get("rewritten") != page.version:
        return
    revision = Revision.objects.filter(page=page, number=place["version"]).first()
    if revision is not None:
        _write(page, revision.body, _("The page is back where it stood"), actor)


def _tell(
    moved: Sequence[Page], old: Community, new: Community, before: Sequence[dict[str, Any]],
    changed: dict[int, int], actor: Person,
) -> None:  # fmt: skip
    places = tuple({**place, "rewritten": changed.get(place["page"])} for place in before)
    rows: list[Any] = []
    for number, page in enumerate(moved):
        ids = {"actor_id": actor.pk, "community_id": new.pk, "entry_id": page.entry_id}
        rows.append(EntryAudienceChanged(**ids))
        rows.append(facts.PageRehomed(**ids, from_community=old.pk, places=() if number else places))
    record(*rows)
