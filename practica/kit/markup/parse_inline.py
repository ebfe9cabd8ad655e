"""What stands inside a line: markdown-it's inline tokens → text, marks and small nodes."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token

from practica.kit.markup.addresses import is_allowed, is_picture_allowed, normalise
from practica.kit.markup.tree import Node, clean, tidy_inline

_MARKS: Final = {"strong": "bold", "em": "italic", "s": "strike"}
_ATOMS: Final = {"wiki": "wikiLink", "mention": "mention", "math_inline": "mathInline"}
# Tags that say the same as a mark of ours.
_MARK_TAGS: Final = {
    "kbd": "keyboard", "sub": "subscript", "sup": "superscript", "mark": "highlight", "b": "bold",
    "strong": "bold", "i": "italic", "em": "italic", "del": "strike", "s": "strike", "a": "link",
}  # fmt: skip
# Their content is never shown.
_SILENT_TAGS: Final = frozenset({"script", "style", "template"})
# Tags of HTML we have no node for: they go, their text stays. A word in angle brackets that is no tag of
# HTML ("<your-name>") is what somebody meant to be read, and stays as text.
_KNOWN_TAGS: Final = frozenset(
    {*block_names, *_MARK_TAGS, *_SILENT_TAGS, "abbr", "acronym", "applet", "area", "audio", "bdi", "bdo"}
    | {"big", "blink", "br", "button", "canvas", "cite", "code", "data", "datalist", "dfn", "embed", "font"}
    | {"frame", "image", "img", "input", "ins", "keygen", "label", "map", "marquee", "math", "meta", "meter"}
    | {"nobr", "object", "output", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "samp", "select"}
    | {"slot", "small", "span", "strike", "svg", "textarea", "time", "tt", "u", "var", "video", "wbr"}
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""")
_PIXELS = re.compile(r"\s*(\d{1,4})(?:px)?\s*")


def inline(tokens: list[Token]) -> list[Node]:
    """The nodes of one line of inline tokens, in normal form."""
    line = _Line(tokens)
    for place, token in enumerate(tokens):
        if place >= line.silent_until:
            line.read(place, token)
    return tidy_inline(line.nodes)


class _Line:
    """The nodes read so far, and the marks that are open: those of Markdown, and those of HTML tags.

    The two are apart because tags may close in any order. A mark of ``None`` is a refused link: it holds
    its place until it closes and marks nothing.
    """

    def __init__(self, tokens: list[Token]) -> None:
        has_tags = any(token.type == "html_inline" for token in tokens)
        self.pairs = _pairs(tokens) if has_tags else {}
        self.nodes: list[Node] = []
        self.marks: list[Node | None] = []
        self.tag_marks: list[tuple[str, Node | None]] = []
        self.silent_until = 0

    def read(self, place: int, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self.add_text(token.content)
        elif kind == "code_inline":
            self.add_text(token.content, {"type": "code"})
        elif kind == "softbreak":
            if self.nodes and self.nodes[-1]["type"] != "hardBreak":
                self.add_text(" ")
        elif kind == "hardbreak":
            self.nodes.append({"type": "hardBreak"})
        elif kind == "html_inline":
            self.read_tag(place, token.content)
        elif kind == "link_open":
            self.marks.append(_link(str(token.attrGet("href") or ""), str(token.attrGet("title") or "")))
        elif kind.endswith("_open"):
            self.marks.append({"type": _MARKS[kind[:-5]]})
        elif kind.endswith("_close"):
            self.marks.pop()
        elif kind == "image":
            alt = "".join(child.content or " " for child in token.children or [])
            self.add_image(str(token.attrGet("src") or ""), alt, str(token.attrGet("title") or ""))
        elif kind in _ATOMS:
            attrs = dict(token.meta) if token.meta else {"tex": token.content}
            self.nodes.append({"type": _ATOMS[kind], "attrs": attrs})

    def read_tag(self, place: int, source: str) -> None:
        found = _TAG.match(source)
        if not found:
            return  # a comment, a processing instruction or CDATA
        name = found[2].lower()
        if name not in _KNOWN_TAGS:
            self.add_text(source)
        elif name in _SILENT_TAGS:
            self.silent_until = self.pairs.get(place, 0)
        elif name == "br":
            self.nodes.append({"type": "hardBreak"})
        elif name == "img":
            attrs = _attributes(source)
            size = _pixels(attrs.get("width")), _pixels(attrs.get("height"))
            self.add_image(
                normalise(attrs.get("src", "")), attrs.get("alt", ""), attrs.get("title", ""), *size
            )
        elif place in self.pairs and name in _MARK_TAGS:
            self.open_or_close(_MARK_TAGS[name], source, closing=bool(found[1]))

    def open_or_close(self, kind: str, source: str, *, closing: bool) -> None:
        if closing:
            opened = [at for at, (name, _) in enumerate(self.tag_marks) if name == kind]
            del self.tag_marks[opened[-1]]
        elif kind == "link":
            attrs = _attributes(source)
            self.tag_marks.append((kind, _link(normalise(attrs.get("href", "")), attrs.get("title", ""))))
        else:
            self.tag_marks.append((kind, {"type": kind}))

    def open_marks(self) -> list[Node]:
        return [mark for mark in (*self.marks, *(mark for _, mark in self.tag_marks)) if mark]

    def add_text(self, text: str, *more: Node) -> None:
        if text:
            self.nodes.append({"type": "text", "text": text, "marks": [*self.open_marks(), *more]})

    def add_image(
        self, src: str, alt: str, title: str, width: int | None = None, height: int | None = None
    ) -> None:
        alt, title = " ".join(alt.split()), " ".join(title.split())
        if not is_picture_allowed(src):
            self.add_text(alt)
            return
        attrs = {"src": src, "alt": alt or None, "title": title or None, "width": width, "height": height}
        link = [mark for mark in self.open_marks() if mark["type"] == "link"][:1]
        self.nodes.append({"type": "image", "attrs": attrs, **({"marks": link} if link else {})})


def _link(href: str, title: str) -> Node | None:
    if not href or not is_allowed(href):
        return None
    return {"type": "link", "attrs": {"href": href, "title": " ".join(title.split()) or None}}


def _pairs(tokens: list[Token]) -> dict[int, int]:
    """Places of tags that are opened and closed on this line, each with the place of its partner."""
    pairs: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        found = _TAG.match(token.content) if token.type == "html_inline" else None
        if not found:
            continue
        name = found[2].lower()
        if not found[1]:
            opened.setdefault(name, []).append(place)
        elif opened.get(name):
            start = opened[name].pop()
            pairs[start], pairs[place] = place, start
    return pairs


def _attributes(source: str) -> dict[str, str]:
    """The attributes of one tag; the first of a name wins, as in browsers."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        found.setdefault(name.lower(), " ".join(clean(unescape(double or single or bare)).split()))
    return found


def _pixels(value: str | None) -> int | None:
    found = _PIXELS.fullmatch(value or "")
    return int(found[1]) if found and int(found[1]) else None
