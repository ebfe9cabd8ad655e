"""Tree → HTML: the only place where people's text becomes something a browser reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Final

from practica.kit.markup import maths
from practica.kit.markup.addresses import is_allowed, is_outside, is_picture_allowed
from practica.kit.markup.code import LANGUAGES, MAX_BODY, coloured
from practica.kit.markup.limits import check_output
from practica.kit.markup.links import Link, LinkResolver, Target, link_of, marked_link, runs
from practica.kit.markup.maths import mathml
from practica.kit.markup.outline import Heading, anchor_of, outline
from practica.kit.markup.safe import SafeHtml, sanitise
from practica.kit.markup.tree import Node
from practica.kit.players import player_of

DEFAULT_WORDS: Final[Mapping[str, str]] = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
    "table": "Table",
    "missing": "This page is not there yet",
    "done": "Done",
    "open": "Not done yet",
    "passage": "A passage of another page",
    "play": "Play it here: %(player)s",
}
_TAGS: Final = {
    "bold": "strong", "italic": "em", "strike": "s", "highlight": "mark", "subscript": "sub",
    "superscript": "sup", "keyboard": "kbd", "code": "code",
}  # fmt: skip


def to_html(
    tree: Node,
    *,
    links: LinkResolver | None = None,
    words: Mapping[str, str] | None = None,
    headings: tuple[Heading, ...] | None = None,
) -> SafeHtml:
    """The face of a document.

    ``links`` says where wiki links, mentions, relative links and pictures lead; ``words`` replaces some of
    ``DEFAULT_WORDS``; ``headings`` is the outline, for a caller that has it already.
    """
    found = outline(tree) if headings is None else headings
    html = _Writer(links, {**DEFAULT_WORDS, **(words or {})}, found).blocks(tree)
    check_output(html)
    return sanitise(html)


class _Writer:
    """Writes one document. Keeps which heading comes next and how much code may still be coloured,
    and how many letters of maths may still be drawn."""

    def __init__(
        self, resolver: LinkResolver | None, words: Mapping[str, str], headings: tuple[Heading, ...]
    ):
        self.resolver = resolver
        self.words = words
        self.headings: Iterator[Heading] = iter(headings)
        self.anchors = {heading.id for heading in headings}
        self.code_left = MAX_BODY
        self.maths_left = maths.MAX_BODY

    def blocks(self, node: Node) -> str:
        return "\n".join(_BLOCKS[child["type"]](self, child) for child in node.get("content", ()))

    def paragraph(self, node: Node) -> str:
        return f'<p dir="auto">{self.line(node)}</p>'

    def heading(self, node: Node) -> str:
        heading = next(self.headings)
        return f'<h{heading.level} id="{escape(heading.id)}" dir="auto">{self.line(node)}</h{heading.level}>'

    def bullets(self, node: Node) -> str:
        return f"<ul>{self.items(node)}</ul>"

    def numbers(self, node: Node) -> str:
        start = int(node["attrs"].get("start", 1))
        attribute = "" if start == 1 else f' start="{start}"'
        return f"<ol{attribute}>{self.items(node)}</ol>"

    def tasks(self, node: Node) -> str:
        return f'<ul class="tasks">{self.items(node)}</ul>'

    def items(self, node: Node) -> str:
        return "".join(self.item(item) for item in node.get("content", ()))

    def item(self, node: Node) -> str:
        box = attribute = ""
        if node["type"] == "taskItem":
            is_done = node["attrs"]["checked"]
            label = escape(self.words["done" if is_done else "open"])
            checked = " checked" if is_done else ""
            box = f'<input type="checkbox" aria-label="{label}" disabled{checked}> '
            attribute = ' class="task"'
        content = node.get("content", ())
        if content and content[0]["type"] == "paragraph":
            # An item's first words need no paragraph of their own.
            rest = self.blocks({"content": content[1:]})
            return f'<li{attribute} dir="auto">{box}{self.line(content[0])}{rest}</li>'
        return f'<li{attribute} dir="auto">{box}{self.blocks(node)}</li>'

    def quote(self, node: Node) -> str:
        return f'<blockquote dir="auto">{self.blocks(node)}</blockquote>'

    def callout(self, node: Node) -> str:
        kind = node["attrs"]["kind"]
        title = escape(node["attrs"].get("title") or self.words.get(kind, kind))
        head = f'<p class="callout-title" dir="auto"><strong>{title}</strong></p>'
        return f'<div class="callout {escape(kind)}" role="note">{head}{self.blocks(node)}</div>'

    def toggle(self, node: Node) -> str:
        content = node.get("content", ())
        summary = self.line(content[0]) if content else ""
        inside = self.blocks({"content": content[1:]})
        return f'<details class="toggle"><summary dir="auto">{summary}</summary>{inside}</details>'

    def code(self, node: Node) -> str:
        text = "".join(part["text"] for part in node.get("content", ()))
        language = (node["attrs"].get("language") or "").lower()
        attribute = f' class="language-{escape(language)}"' if language in LANGUAGES else ""
        inside = escape(text)
        if LANGUAGES.get(language) and len(text) <= self.code_left:
            self.code_left -= len(text)
            inside = "".join(
                f'<span class="{name}">{escape(run)}</span>' if name else escape(run)
                for name, run in coloured(text, language)
            )
        # A browser swallows the first line break inside <pre>.
        return f'<pre class="code" dir="ltr" tabindex="0"><code{attribute}>{inside}</code></pre>'

    def rule(self, _node: Node) -> str:
        return "<hr>"

    def math(self, node: Node) -> str:
        return f'<div class="math">{self.formula(node["attrs"]["tex"], block=True)}</div>'

    def formula(self, tex: str, *, block: bool = False) -> str:
        """A formula drawn; as its letters when it cannot be read, or when the body has very many."""
        if len(tex) > self.maths_left or not (drawn := mathml(tex, block=block)):
            return escape(tex)
        self.maths_left -= len(tex)
        return drawn

    def embed(self, node: Node) -> str:
        url = node["attrs"]["url"]
        if not is_picture_allowed(url) or not is_outside(url):
            return f'<p dir="auto">{escape(url)}</p>'
        shown = url.split("://", 1)[-1].rstrip("/")
        return f'<p dir="auto">{self.anchor(url, escape(shown), name="embed", more=self.player(url))}</p>'

    def player(self, url: str) -> str:
        """What a card is told of the player of its address. Nothing is loaded until a reader asks for it."""
        player = player_of(url)
        if player is None:
            return ""
        words = self.words["play"] % {"player": player.name}
        return f' data-player="{escape(player.src)}" data-play="{escape(words)}"'

    def include(self, node: Node) -> str:
        """The way to a passage of another page. Its words are put there when somebody reads, as far as she
        may: what is stored is the same for everyone (see ``including``)."""
        link = Link("include", node["attrs"]["target"])
        target = self.target(link) or Target("", missing=True)
        shown = " › ".join(part.strip() for part in link.href.split("#", 1) if part.strip())
        if shown.startswith("/"):
            shown = self.words["passage"]
        inside = self.anchor(target.href, escape(shown), title=target.title, missing=target.missing)
        return f'<div class="include"><p dir="auto">{inside}</p></div>'

    def table(self, node: Node) -> str:
        rows = [self.row(row) for row in node.get("content", ())]
        head, body = rows[:1], rows[1:]
        inside = f"<thead>{''.join(head)}</thead>" + (f"<tbody>{''.join(body)}</tbody>" if body else "")
        label = escape(self.words["table"])
        return (
            f'<div class="tbl" tabindex="0" role="region" aria-label="{label}"><table>{inside}</table></div>'
        )

    def row(self, node: Node) -> str:
        return f"<tr>{''.join(self.cell(cell) for cell in node.get('content', ()))}</tr>"

    def cell(self, node: Node) -> str:
        align = (node.get("attrs") or {}).get("align")
        attribute = f' class="align-{escape(align)}"' if align else ""
        inside = "<br>".join(self.line(part) for part in node.get("content", ()))
        if node["type"] == "tableHeader":
            # A head without words heads nothing, and would be read out as a column without a name.
            if not inside.strip():
                return f"<td{attribute}></td>"
            return f'<th scope="col"{attribute} dir="auto">{inside}</th>'
        return f'<td{attribute} dir="auto">{inside}</td>'

    def line(self, node: Node) -> str:
        written: list[str] = []
        for mark, run in runs(node.get("content") or []):
            inside = "".join(self.piece(part) for part in run)
            written.append(self.link(mark, run, inside) if mark else inside)
        return "".join(written)

    def piece(self, node: Node) -> str:
        kind = node["type"]
        if kind == "text":
            html = escape(node["text"], quote=False)
            for mark in reversed(node.get("marks") or ()):
                if tag := _TAGS.get(mark["type"]):
                    html = f"<{tag}>{html}</{tag}>"
            return html
        if kind == "hardBreak":
            return "<br>"
        if kind == "mathInline":
            return f'<span class="math">{self.formula(node["attrs"]["tex"])}</span>'
        link = link_of(node)
        if link is None:
            return ""
        if kind == "image":
            return self.picture(node, link)
        return self.mention(link) if kind == "mention" else self.wiki(link)

    def target(self, link: Link) -> Target | None:
        return self.resolver(link) if self.resolver else None

    def link(self, mark: Node, run: list[Node], inside: str) -> str:
        link = marked_link(mark, run)
        title = mark["attrs"].get("title") or ""
        href, missing = link.href, False
        if link.kind == "anchor":
            anchor = anchor_of(link.href)
            href = f"#{anchor}" if anchor in self.anchors else link.href
        elif link.kind != "outside" and (target := self.target(link)):
            href, title, missing = target.href, title or target.title, target.missing
        return self.anchor(href, inside, title=title, missing=missing)

    def anchor(
        self,
        href: str,
        inside: str,
        *,
        title: str = "",
        missing: bool = False,
        name: str = "wl",
        more: str = "",
    ) -> str:
        classes = f"{name} missing" if missing else name
        about = title or (self.words["missing"] if missing else "")
        titled = f' title="{escape(about)}"' if about else ""
        if not href or not is_allowed(href):
            return f'<span class="{classes}"{titled}>{inside}</span>' if missing else inside
        outside = ' rel="nofollow noopener"' if is_outside(href) else ""
        return f'<a class="{classes}" href="{escape(href)}"{titled}{outside}{more}>{inside}</a>'

    def wiki(self, link: Link) -> str:
        target = self.target(link) or Target("", missing=True)
        return self.anchor(target.href, escape(link.text), title=target.title, missing=target.missing)

    def mention(self, link: Link) -> str:
        inside = f"@{escape(link.text)}"
        target = self.target(link) if self.resolver else Target(f"/people/{link.href}")
        if target is None or target.missing:
            return f'<span class="mention">{inside}</span>'
        return self.anchor(target.href, inside, title=target.title, name="mention")

    def picture(self, node: Node, link: Link) -> str:
        attrs = node["attrs"]
        target = self.target(link) if link.kind != "outside" else None
        src = target.href if target else attrs["src"]
        if not is_picture_allowed(src) or (target and target.missing):
            return escape(attrs.get("alt") or "")
        values = {"src": src, "alt": attrs.get("alt") or "", "title": attrs.get("title")}
        values |= self.size(attrs, target)
        written = "".join(
            f' {name}="{escape(str(value))}"' for name, value in values.items() if value is not None
        )
        return f'<img{written} loading="lazy" decoding="async">'

    def size(self, attrs: Node, target: Target | None) -> dict[str, int | None]:
        """The size its author asked for; else the picture's own, so that nothing jumps when it arrives."""
        if attrs.get("width") or attrs.get("height"):
            return {"width": attrs.get("width"), "height": attrs.get("height")}
        return {"width": target.width, "height": target.height} if target else {}


_BLOCKS: Final[dict[str, Callable[[_Writer, Node], str]]] = {
    "paragraph": _Writer.paragraph,
    "heading": _Writer.heading,
    "bulletList": _Writer.bullets,
    "orderedList": _Writer.numbers,
    "taskList": _Writer.tasks,
    "blockquote": _Writer.quote,
    "callout": _Writer.callout,
    "toggle": _Writer.toggle,
    "codeBlock": _Writer.code,
    "horizontalRule": _Writer.rule,
    "mathBlock": _Writer.math,
    "embed": _Writer.embed,
    "include": _Writer.include,
    "table": _Writer.table,
}
