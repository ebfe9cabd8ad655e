"""Links of a text that goes to another community: titles that mean another page there, or none, become
lasting addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from practica.content.pages.models import Page
from practica.core.entries.actions import title_path
from practica.core.entries.models import Alias, Entry, Link
from practica.kit import markup
from practica.kit.markup.addresses import is_outside

_BY_TITLE = ("wiki", "include")


def relinked(page: Page) -> str:
    """The body of ``page``, which stands in its new community already, with every link that is spelled by a
    title or an old path leading where it led. Letter by letter the same when nothing has to change."""
    led = _led_to(page)
    if not led:
        return page.body
    here = Alias.objects.filter(community=page.community_id, path__in={path for path, _href in led})
    known = dict(here.values_list("path", "entry_id"))
    addresses = {href: uid for (path, href), (target, uid) in led.items() if known.get(path) != target}
    if not addresses:
        return page.body
    try:
        tree = markup.parse(page.body)
    except markup.BodyRefused:
        return page.body
    return markup.to_markdown(_changed(tree, addresses)).rstrip("\n")


def _led_to(page: Page) -> dict[tuple[str, str], tuple[int, str]]:
    """The target of each link of ``page`` that is spelled by a name of its community, by alias and href."""
    rows = Link.objects.filter(
        source=page.entry_id, target__isnull=False, kind__in=(*_BY_TITLE, "page", "file")
    )
    found = {}
    for kind, href, target, uid in rows.values_list("kind", "href", "target", "target__uid"):
        path = href.partition("#")[0]
        if kind in _BY_TITLE and path and not path.startswith("/"):
            found[title_path(path), href] = (target, uid)
        elif kind not in _BY_TITLE and path and not path.startswith("/") and not is_outside(path):
            found[path, href] = (target, uid)
    return found


def _changed(node: markup.Node, uids: Mapping[str, str]) -> markup.Node:
    changed = dict(node)
    if node["type"] == "include" and (uid := uids.get(node["attrs"]["target"])):
        return {**changed, "attrs": {"target": _address(uid, node["attrs"]["target"])}}
    if content := node.get("content"):
        changed["content"] = [_inline(child, uids) for child in content]
    return changed


def _inline(node: markup.Node, uids: Mapping[str, str]) -> markup.Node:
    if node["type"] == "wikiLink" and (uid := uids.get(node["attrs"]["target"])):
        target = node["attrs"]["target"]
        mark = {"type": "link", "attrs": {"href": _address(uid, target), "title": None}}
        words = node["attrs"].get("label") or target.replace("#", " › ").strip()
        return {"type": "text", "text": words, "marks": [mark, *_other_marks(node)]}
    marks = [_mark(mark, uids) for mark in node.get("marks") or ()]
    return {**_changed(node, uids), **({"marks": marks} if marks else {})}


def _mark(mark: markup.Node, uids: Mapping[str, str]) -> markup.Node:
    if mark["type"] != "link" or not (uid := uids.get(mark["attrs"]["href"])):
        return mark
    return {**mark, "attrs": {**mark["attrs"], "href": _address(uid, mark["attrs"]["href"])}}


def _other_marks(node: markup.Node) -> Iterable[Any]:
    return (mark for mark in node.get("marks") or () if mark["type"] != "link")


def _address(uid: str, href: str) -> str:
    """The lasting address of what ``href`` named, at the same heading."""
    _path, mark, fragment = href.partition("#")
    if not mark:
        return f"/e/{uid}"
    anchor = fragment if fragment.startswith("h-") else markup.slug(fragment)
    return f"/e/{uid}#{anchor}"


def titles_to_claim(pages: Iterable[Page]) -> list[Entry]:
    """The entries of ``pages`` others may link to by title."""
    return [page.entry for page in pages if page.entry.is_out]
