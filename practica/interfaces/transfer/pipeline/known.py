"""What came before and comes again: new paths are remembered, and pages follow the order of their source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from practica.content.pages.actions import arrange, move
from practica.content.pages.models import Page
from practica.core.entries.actions import remember_alias
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.interfaces.transfer.models import Import, ImportItem, SourceLink
from practica.interfaces.transfer.pipeline.lease import beat
from practica.interfaces.transfer.pipeline.plan.places import Stand, moved_by_people, stands_of
from practica.kit.access import Invalid, Refused

PAGES = ("page", "section", "part")


@transaction.atomic
def remember(imported: Import) -> None:
    """Before anything comes in: give what moved its new path, and note what people put elsewhere. Once."""
    if imported.orders is not None:
        return
    links = _links(imported)
    by_key = {link.key: link for link in links}
    renamed: list[SourceLink] = []
    items = ImportItem.objects.filter(import_run=imported, before__has_key="key")
    for item in items:
        if link := by_key.get((item.before or {})["key"]):
            link.key = item.key
            renamed.append(link)
            if item.role == ImportItem.Role.PAGE:
                # The old path leads to the page already, and goes on to.
                remember_alias(link.entry, item.path)
    SourceLink.objects.bulk_update(renamed, ["key"], batch_size=500)
    stands = stands_of(link.entry_id for link in links if link.version)
    by_people = moved_by_people(links, stands)
    SourceLink.objects.filter(pk__in=by_people).update(is_placed_here=True)
    ImportItem.objects.filter(
        import_run=imported, role=ImportItem.Role.FILE, is_done=False, entry__isnull=False
    ).update(is_done=True)
    beat(imported, orders=_orders(imported, links, stands), is_renewal=bool(links))


def _links(imported: Import) -> list[SourceLink]:
    rows = SourceLink.objects.filter(community=imported.community, source=imported.source)
    return list(rows.select_related("entry"))


def _orders(imported: Import, links: Sequence[SourceLink], stands: dict[int, Stand]) -> dict[str, list[str]]:
    """The order of the pages of this source wherever one of them is going to be put elsewhere."""
    if not links:
        return {}
    items = ImportItem.objects.filter(import_run=imported, role__in=PAGES)
    moving = {
        uid: parent
        for uid, parent, reasons in items.values_list("uid", "parent_uid", "reasons").iterator()
        if any(reason["code"] == "placed" for reason in reasons)
    }
    touched = {*moving.values()} | {link.parent_uid for link in links if link.entry.uid in moving}
    standing = [link for link in links if link.entry_id in stands and link.parent_uid in touched]
    orders: dict[str, list[str]] = defaultdict(list)
    for link in sorted(standing, key=lambda link: (stands[link.entry_id].position, link.pk)):
        orders[link.parent_uid].append(link.entry.uid)
    return dict(orders)


def settle(imported: Import, *, actor: Person) -> None:
    """Let the pages of a source that came before stand as it puts them now, but for those people moved."""
    if not imported.is_renewal:
        # Nothing was here before: all came in their order.
        return
    links = {link.entry.uid: link for link in _links(imported) if link.version}
    rows = ImportItem.objects.filter(import_run=imported, role__in=PAGES).order_by("position")
    wanted: dict[str, list[str]] = defaultdict(list)
    above: dict[str, str] = {}
    for uid, parent in rows.values_list("uid", "parent_uid"):
        above[uid] = parent
        if uid in links:
            wanted[parent].append(uid)
    for parent, uids in wanted.items():
        _settle_below(imported, parent, uids, links, above, actor)
    _finish(imported)


def _finish(imported: Import) -> None:
    """What was only put elsewhere, or has only another path, is done with that."""
    rest = ImportItem.objects.filter(
        import_run=imported, is_done=False, role__in=PAGES, entry__isnull=False, waiting__isnull=True
    )
    rest.update(is_done=True)


def _settle_below(
    imported: Import,
    parent_uid: str,
    uids: list[str],
    links: dict[str, SourceLink],
    above: dict[str, str],
    actor: Person,
) -> None:
    changed = [
        links[uid]
        for place, uid in enumerate(uids)
        if not links[uid].is_placed_here and (links[uid].parent_uid, links[uid].place) != (parent_uid, place)
    ]
    if not changed:
        return
    with transaction.atomic():
        put(imported, parent_uid, uids, links, above, actor)
        for place, uid in enumerate(uids):
            links[uid].parent_uid, links[uid].place = parent_uid, place
        kept = [links[uid] for uid in uids if not links[uid].is_placed_here]
        SourceLink.objects.bulk_update(kept, ["parent_uid", "place"], batch_size=500)
        beat(imported)


def put(
    imported: Import,
    parent_uid: str,
    uids: Sequence[str],
    links: dict[str, SourceLink],
    above: dict[str, str],
    actor: Person,
) -> None:
    """Let the pages ``uids`` stand below ``parent_uid``, or the next page above it that stands, in their
    order; those that people moved stay."""
    assert imported.community is not None
    pages = {
        page.entry.uid: page
        for page in Page.objects.with_entry().filter(entry__in=[links[uid].entry_id for uid in uids])
    }
    parent = _standing(imported, parent_uid, above)
    ours: list[int] = []
    for uid in uids:
        page = pages.get(uid)
        if page is None or links[uid].is_placed_here or page.entry.state == Entry.State.BINNED:
            continue
        if page.parent_id != (parent.pk if parent else None):
            try:
                with transaction.atomic():
                    move(page, parent=parent, actor=actor)
            except (Invalid, Refused):
                # Too deep, or below itself, with what people moved: it stays.
                continue
        ours.append(page.pk)
    arrange(parent, ours, community=imported.community, actor=actor)


def _standing(imported: Import, uid: str, above: dict[str, str]) -> Page | None:
    while uid:
        page: Page | None = (
            Page.objects.with_entry()
            .filter(community=imported.community, entry__uid=uid)
            .exclude(entry__state=Entry.State.BINNED)
            .first()
        )
        if page is not None:
            return page
        uid = above.get(uid, "")
    return None


def give_back(imported: Import, *, actor: Person) -> None:
    """On undo: former paths and places, but for pages that people moved since."""
    items = ImportItem.objects.filter(import_run=imported, before__has_key="key")
    rows: Any = SourceLink.objects.filter(community=imported.community, source=imported.source)
    for item in items:
        rows.filter(key=item.key).update(key=(item.before or {})["key"])
    if not imported.orders:
        return
    links = {link.entry.uid: link for link in _links(imported) if link.version}
    stands = stands_of(link.entry_id for link in links.values())
    by_people = moved_by_people(links.values(), stands)
    above = {uid: link.parent_uid for uid, link in links.items()}
    for parent, uids in imported.orders.items():
        here = [uid for uid in uids if uid in links]
        for uid in here:
            links[uid].is_placed_here = links[uid].is_placed_here or links[uid].pk in by_people
        _settle_below(imported, parent, here, links, above, actor)
