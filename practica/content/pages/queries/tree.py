"""The tree of a community's pages: beside a page, whole, and as places to move to."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.db.models import Exists, OuterRef

from practica.content.pages.models import Page
from practica.core.communities.access import role_in
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.kit.models import UID_LENGTH
from practica.kit.prepared import prepared

RAIL_LEVEL = 40
INDEX_LIMIT = 500


@dataclass
class Node:
    """One line of a tree, in the shape of the tree component."""

    pk: int
    title: str
    url: str
    depth: int
    current: bool = False
    open: bool = False
    has_children: bool = False
    parent: int | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def uid(self) -> str:
        """The uid of its entry."""
        return self.url[-UID_LENGTH:]

    @property
    def handle(self) -> str:
        """The part of its address that names it."""
        return self.url.rpartition("/")[2]


def rail_of(page: Page | None, community: Community, *, seen_by: Any) -> list[Node]:
    """The tree beside ``page``: the top level, the way down to the page, what stands beside and below it.

    One query along one index; at most forty pages a level. Without ``page`` the top level alone.
    """
    way = [*page.ancestor_ids, page.pk] if page and page.is_in_tree else []
    trails = ["/"]
    for pk in way:
        trails.append(f"{trails[-1]}{pk}/")
    where = {"community": community.pk, "by_member": bool(role_in(seen_by, community.pk))}
    near = _near(seen_by, trails=trails, **where)
    here = page.pk if page else None
    by_parent: dict[int | None, list[Node]] = {}
    found = {row[0]: row for row in near}
    if missing := [pk for pk in way if pk not in found]:
        # Far down a long level; rare.
        found |= {row[0]: row for row in _far(seen_by, ids=missing, **where)}
    for pk, parent, trail, _place, title, slug, uid, has_below in sorted(found.values(), key=itemgetter(3)):
        node = Node(pk, title, _address(community, slug, uid), trail.count("/") - 1, parent=parent)
        node.current = pk == here
        node.open, node.has_children = pk in way, has_below
        by_parent.setdefault(parent, []).append(node)
    return _flat(by_parent, None)


@prepared
def _near(person: Any, *, trails: list[str], community: int, by_member: bool) -> Any:
    return _lines_of_rail(person, community, by_member).filter(trail__in=trails, position__lt=RAIL_LEVEL)


@prepared
def _far(person: Any, *, ids: list[int], community: int, by_member: bool) -> Any:
    return _lines_of_rail(person, community, by_member).filter(pk__in=ids)


def _lines_of_rail(person: Any, community: int, by_member: bool) -> Any:
    rows = Page.objects.filter(community=community).visible_to(person)
    rows = rows.annotate(has_below=Exists(_told_to_all(by_member).filter(parent=OuterRef("pk"))))
    return rows.values_list(
        "pk", "parent", "trail", "position", "entry__title", "entry__slug", "entry__uid", "has_below"
    )


def _told_to_all(by_member: bool) -> Any:
    """Pages that everyone in the reader's standing sees: enough to say that something stands below."""
    audiences = [Entry.Audience.COMMUNITY, *([Entry.Audience.MEMBERS] if by_member else [])]
    out = (Entry.State.PUBLISHED, Entry.State.ARCHIVED)
    return Page.objects.filter(entry__audience__in=audiences, entry__state__in=out)


def _address(community: Community, slug: str, uid: str) -> str:
    return f"/c/{community.slug}/pages/{slug}-{uid}" if slug else f"/c/{community.slug}/pages/{uid}"


def _flat(by_parent: dict[int | None, list[Node]], parent: int | None) -> list[Node]:
    lines: list[Node] = []
    for node in by_parent.get(parent, ()):
        lines.append(node)
        if node.pk in by_parent:
            lines += _flat(by_parent, node.pk)
    return lines


def tree_of(community: Community, *, seen_by: Any, below: Page | None = None) -> tuple[list[Node], bool]:
    """The nested tree of all pages of ``community`` that ``seen_by`` sees, and whether some are left out.

    A page whose parent she does not see stands under the nearest page above it that she does. More than five
    hundred: only the top level, or with ``below`` the pages right under it; the rest is fetched when opened.
    """
    rows = Page.objects.of(community).in_tree().visible_to(seen_by)
    if below is not None:
        return _one_level(rows.right_below(below), community, seen_by), False
    columns = ("pk", "trail", "position", "entry__title", "entry__slug", "entry__uid")
    # Put in order here: a database asked for the first five hundred in order would sort all there are.
    found = list(rows.values_list(*columns)[: INDEX_LIMIT + 1])
    if len(found) > INDEX_LIMIT:
        return _one_level(rows.right_below(None), community, seen_by), True
    found.sort(key=lambda row: (row[2], row[0]))
    nodes = {pk: Node(pk, title, _address(community, slug, uid), 0) for pk, _t, _p, title, slug, uid in found}
    top: list[Node] = []
    for pk, trail, *_rest in found:
        above = next((nodes[int(a)] for a in reversed(trail.split("/")) if a and int(a) in nodes), None)
        (above.children if above else top).append(nodes[pk])
    for node in nodes.values():
        node.has_children = bool(node.children)
    return top, False


def _one_level(rows: Any, community: Community, seen_by: Any) -> list[Node]:
    child = _told_to_all(bool(role_in(seen_by, community.pk))).filter(parent=OuterRef("pk"))
    columns = ("pk", "entry__title", "entry__slug", "entry__uid", "has_below")
    found = rows.in_tree_order().annotate(has_below=Exists(child)).values_list(*columns)[:INDEX_LIMIT]
    return [
        Node(pk, title, _address(community, slug, uid), 0, has_children=below)
        for pk, title, slug, uid, below in found
    ]


def first_page(community: Community, *, seen_by: Any) -> Node | None:
    """The first page of the tree."""
    found = _first.first(seen_by, community=community.pk)
    if found is None:
        return None
    pk, title, slug, uid = found
    return Node(pk, title, _address(community, slug, uid), 0)


@prepared
def _first(person: Any, *, community: int) -> Any:
    rows = Page.objects.filter(community=community).visible_to(person).right_below(None).in_tree_order()
    return rows.values_list("pk", "entry__title", "entry__slug", "entry__uid")[:1]


def way_to(page: Page, *, seen_by: Any) -> list[Entry]:
    """The entries of the pages above ``page`` that ``seen_by`` sees, from the top."""
    ids = page.ancestor_ids
    if not ids:
        return []
    return [above.entry for above in sorted(_above(seen_by, ids=ids), key=lambda above: above.depth)]


@prepared
def _above(person: Any, *, ids: list[int]) -> Any:
    rows = Page.objects.visible_to(person).filter(pk__in=ids).select_related("entry")
    return rows.only("trail", *(f"entry__{name}" for name in ("title", "slug", "uid", "kind", "community")))


def parents_for(
    community: Community, *, seen_by: Any, near: Page | None = None, but: Page | None = None
) -> list[Node]:
    """Pages that ``but`` (or a new page) could stand under, as an indented list in tree order.

    Where there are more than five hundred: the top level and what stands around ``near``; choosing one and
    asking again goes on from there.
    """
    nodes, is_cut = tree_of(community, seen_by=seen_by)
    lines = rail_of(near, community, seen_by=seen_by) if is_cut else _lines(nodes, 0)
    below = but.pk if but is not None else None
    kept: list[Node] = []
    hidden_under: int | None = None
    for node in lines:
        if hidden_under is not None and node.depth > hidden_under:
            continue
        hidden_under = node.depth if node.pk == below else None
        if hidden_under is None:
            kept.append(node)
    return kept


def _lines(nodes: list[Node], depth: int) -> list[Node]:
    lines: list[Node] = []
    for node in nodes:
        node.depth = depth
        lines.append(node)
        lines += _lines(node.children, depth + 1)
    return lines


def siblings_of(page: Page, parent: Page | None, *, seen_by: Any) -> list[Page]:
    """The pages ``page`` would stand beside under ``parent``."""
    rows = Page.objects.of(page.community).visible_to(seen_by).right_below(parent).exclude(pk=page.pk)
    return list(rows.select_related("entry").defer("body", "html", "outline").in_tree_order()[:200])


def place_of(page: Page, parent: Page | None, uid: str) -> int | None:
    """The position of the sibling-to-be called ``uid``, if it stands under ``parent``."""
    rows = Page.objects.of(page.community).right_below(parent).filter(entry__uid=uid)
    return rows.values_list("position", flat=True).first()


def count_below(page: Page, *, seen_by: Any) -> int:
    """How many pages below ``page`` ``seen_by`` sees."""
    return Page.objects.of(page.community).visible_to(seen_by).under(page).count()
