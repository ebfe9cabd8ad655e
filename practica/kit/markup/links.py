"""Every link of a body: where it leads and what sort of place that is; and links written anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import overload

from practica.kit.markup.addresses import Kind, kind_of
from practica.kit.markup.parse import parse
from practica.kit.markup.serialize import to_markdown
from practica.kit.markup.tree import Node, text_of


@dataclass(frozen=True, slots=True)
class Link:
    """One link as written. ``href`` is an address, a wiki page's name, or a mentioned person's id."""

    kind: Kind
    href: str
    text: str = ""
    picture: bool = False

    @property
    def fragment(self) -> str:
        """What follows ``#``, without it."""
        return self.href.partition("#")[2]

    @property
    def path(self) -> str:
        """The address, or the wiki page's name, without ``#fragment``."""
        return self.href.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads on this site. ``missing`` ones say so; a picture may bring its size in pixels."""

    href: str
    title: str = ""
    missing: bool = False
    width: int | None = None
    height: int | None = None


LinkResolver = Callable[[Link], Target | None]


def as_words(link: Link) -> Target | None:
    """For a passage shown by itself: links of another day may lead nowhere, so only their words are shown.

    Pictures are seen; who may not fetch one reads what it shows.
    """
    return None if link.picture else Target("")


def links(tree: Node) -> tuple[Link, ...]:
    """Every link in reading order. A link over several marked words is one."""
    return tuple(link for link, _ in _found(tree))


@overload
def rewrite(source: str, mapping: Callable[[Link], str | None]) -> str: ...
@overload
def rewrite(source: Node, mapping: Callable[[Link], str | None]) -> Node: ...
def rewrite(source: str | Node, mapping: Callable[[Link], str | None]) -> str | Node:
    """``source`` with each link's ``href`` replaced by what ``mapping`` answers; None leaves it.

    Takes Markdown or a tree and returns the same; Markdown without a change is returned letter by letter.
    """
    if isinstance(source, str):
        tree = parse(source)
        changed = _rewritten(tree, mapping)
        return source if changed == tree else to_markdown(changed)
    return _rewritten(source, mapping)


def link_of(node: Node) -> Link | None:
    """The link a small node is: wiki link, mention, picture, embed, included passage."""
    attrs = node.get("attrs") or {}
    match node["type"]:
        case "wikiLink":
            return Link("wiki", attrs["target"], attrs.get("label") or attrs["target"])
        case "mention":
            return Link("mention", attrs["id"], attrs["label"])
        case "image":
            return Link(
                kind_of(attrs["src"], picture=True), attrs["src"], attrs.get("alt") or "", picture=True
            )
        case "include":
            return Link("include", attrs["target"], attrs["target"])
        case "embed":
            return Link(kind_of(attrs["url"]), attrs["url"], attrs["url"])
    return None


def link_mark(node: Node) -> Node | None:
    """The link mark of a text or picture, if it has one."""
    marks = node.get("marks")
    return marks[0] if marks and marks[0]["type"] == "link" else None


def marked_link(mark: Node, nodes: list[Node]) -> Link:
    """The link that a mark over ``nodes`` is."""
    href = mark["attrs"]["href"]
    return Link(kind_of(href), href, "".join(text_of(node) for node in nodes))


def runs(nodes: list[Node]) -> Iterator[tuple[Node | None, list[Node]]]:
    """Inline nodes in runs that share one link mark, or none."""
    run: list[Node] = []
    mark: Node | None = None
    for node in nodes:
        own = link_mark(node)
        if run and own != mark:
            yield mark, run
            run = []
        mark = own
        run.append(node)
    if run:
        yield mark, run


def _found(node: Node) -> Iterator[tuple[Link, Node]]:
    if link := link_of(node):
        yield link, node
    content = node.get("content") or []
    for mark, run in runs(content):
        if mark:
            yield marked_link(mark, run), mark
        for child in run:
            if child["type"] != "text":
                yield from _found(child)


def _rewritten(node: Node, mapping: Callable[[Link], str | None]) -> Node:
    changed = dict(node)
    if (link := link_of(node)) and (href := mapping(link)) is not None:
        changed["attrs"] = {**node["attrs"], _ADDRESS[node["type"]]: href}
    if content := node.get("content"):
        children: list[Node] = []
        for mark, run in runs(content):
            href = mapping(marked_link(mark, run)) if mark else None
            for child in run:
                new = child if child["type"] == "text" else _rewritten(child, mapping)
                if mark and href is not None:
                    link_to = {**mark, "attrs": {**mark["attrs"], "href": href}}
                    new = {**new, "marks": [link_to, *child["marks"][1:]]}
                children.append(new)
        changed["content"] = children
    return changed


_ADDRESS = {"wikiLink": "target", "mention": "id", "image": "src", "embed": "url", "include": "target"}
