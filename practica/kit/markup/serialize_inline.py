"""One line of a tree → Markdown that reads back as the same line.

Marks that CommonMark's flanking rules would not see are made visible by writing the plain character
outside them as a character reference; letters are escaped only where they would mean something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from practica.kit.markup.dialect import MATH, MENTION, WIKI
from practica.kit.markup.tree import Node, clean, text_of, tidy_inline

_DELIMITERS: Final = {"bold": "**", "italic": "_", "strike": "~~"}
_TAGS: Final = {"highlight": "mark", "subscript": "sub", "superscript": "sup", "keyboard": "kbd"}
_ESCAPED = re.compile(
    r"[\\`*_\[\]~$]"
    r"|!(?=\[|$)"
    r"|<(?=[A-Za-z/!?]|$)"
    r"|&(?=#?[A-Za-z0-9]{1,40};|#?[A-Za-z0-9]{0,40}$)"
    r"|(?<=http):(?=//)|(?<=https):(?=//)|(?<=http):$|(?<=https):$"
)
_FOOTNOTE = re.compile(r"\\\[\^([A-Za-z0-9-]{1,40})\\\]")
_LINE_START = re.compile(
    r"(?m)^(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+(?=\s*$)|-(?=[-\s]*$)|:(?=:|[ :|-]*$)|[-|](?=[ :|-]*$)|>)"
)
_LINE_NUMBER = re.compile(r"(?m)^(\d{1,9})([.)])(?=\s|$)")


@dataclass(slots=True)
class _Piece:
    """A stretch of the line: plain text, one delimiter, or source that stands as it is."""

    kind: Literal["text", "open", "close", "raw"]
    source: str
    first_as_reference: bool = False
    last_as_reference: bool = False


def spell_lines(nodes: list[Node]) -> str:
    """The Markdown of a paragraph; hard breaks become a backslash at the line's end."""
    text = spell(nodes)
    return _LINE_START.sub(r"\\\1", _LINE_NUMBER.sub(r"\1\\\2", text))


def spell(nodes: list[Node], *, one_line: bool = False, cell: bool = False) -> str:
    """The Markdown of inline content. ``one_line`` for headings, ``cell`` for tables: no line breaks, and
    in a cell no bare bar."""
    pieces = _pieces(tidy_inline(nodes), one_line=one_line or cell)
    _make_marks_visible(pieces)
    pieces = _make_maths_visible(pieces)
    # One dollar alone is money.
    is_money = sum(piece.source.count("$") for piece in pieces) == 1
    text = "".join(_written(pieces, at, is_money=is_money) for at in range(len(pieces)))
    return text.replace("|", "\\|") if cell else text


def fence_for(text: str, *, at_least: int = 1) -> str:
    """A run of backticks that ``text`` does not hold."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(at_least, longest + 1)


def _pieces(nodes: list[Node], *, one_line: bool) -> list[_Piece]:
    pieces: list[_Piece] = []
    opened: list[Node] = []
    for place, node in enumerate(nodes):
        wanted = [mark for mark in node.get("marks") or () if mark["type"] != "code"]
        kept = 0
        while kept < min(len(opened), len(wanted)) and opened[kept] == wanted[kept]:
            kept += 1
        while len(opened) > kept:
            pieces.append(_closing(opened.pop()))
        for mark in wanted[kept:]:
            opened.append(mark)
            pieces.append(_opening(mark))
        if node["type"] == "hardBreak":
            pieces.append(_break(nodes, place, one_line=one_line))
        else:
            pieces.append(_spelled(node))
    while opened:
        pieces.append(_closing(opened.pop()))
    return _with_autolinks(pieces)


def _opening(mark: Node) -> _Piece:
    if delimiter := _DELIMITERS.get(mark["type"]):
        return _Piece("open", delimiter)
    return _Piece("raw", f"<{_TAGS[mark['type']]}>" if mark["type"] in _TAGS else "[")


def _closing(mark: Node) -> _Piece:
    if delimiter := _DELIMITERS.get(mark["type"]):
        return _Piece("close", delimiter)
    if mark["type"] in _TAGS:
        return _Piece("raw", f"</{_TAGS[mark['type']]}>")
    return _Piece("raw", f"]({_target(mark['attrs'])})")


def _spelled(node: Node) -> _Piece:
    attrs = node.get("attrs") or {}
    kind = node["type"]
    source = ""
    if kind == "text" and any(mark["type"] == "code" for mark in node.get("marks") or ()):
        return _Piece("raw", _code(node["text"]))
    if kind == "wikiLink":
        label = attrs.get("label")
        source = f"[[{attrs['target']}|{label}]]" if label else f"[[{attrs['target']}]]"
        source = source if WIKI.fullmatch(source) else ""
    elif kind == "mention":
        source = f"@[{attrs['label']}](user:{attrs['id']})"
        source = source if MENTION.fullmatch(source) else ""
    elif kind == "mathInline":
        source = f"${attrs['tex']}$"
        source = source if MATH.fullmatch(source) else ""
    elif kind == "image":
        source = _image(attrs)
    # What the dialect cannot say stays as its words.
    return _Piece("raw", source) if source else _Piece("text", clean(text_of(node)).replace("\n", " "))


def _break(nodes: list[Node], place: int, *, one_line: bool) -> _Piece:
    neighbours = [nodes[at]["type"] if 0 <= at < len(nodes) else "hardBreak" for at in (place - 1, place + 1)]
    # A backslash breaks a line only between words.
    return _Piece("raw", "<br>" if one_line or "hardBreak" in neighbours else "\\\n")


def _code(text: str) -> str:
    fence = fence_for(text)
    edges = text[:1] + text[-1:]
    pad = " " if "`" in edges or (edges == "  " and text.strip(" ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _image(attrs: Node) -> str:
    width, height = attrs.get("width"), attrs.get("height")
    if not width and not height:
        alt = _escape(attrs.get("alt") or "")
        return f"![{alt}]({_target({'href': attrs['src'], 'title': attrs.get('title')})})"
    values = {"src": attrs["src"], "alt": attrs.get("alt"), "title": attrs.get("title")}
    values |= {"width": width, "height": height}
    written = " ".join(f'{name}="{_attribute(str(value))}"' for name, value in values.items() if value)
    return f"<img {written}>"


def _attribute(value: str) -> str:
    for letter, reference in (("&", "&amp;"), ('"', "&quot;"), ("<", "&lt;"), (">", "&gt;"), ("|", "&#124;")):
        value = value.replace(letter, reference)
    return " ".join(clean(value).split())


def _target(attrs: Node) -> str:
    """A link's address and title, between its round brackets."""
    href = re.sub(r"([\\<>*_`$~\[\]])", r"\\\1", clean(attrs["href"]).strip().replace("&", "&amp;"))
    href = re.sub(r"&amp;(?!#?\w{1,40};|amp)", "&", href)
    if not href or re.search(r"[\s()<>]", href):
        href = f"<{href}>"
    if not attrs.get("title"):
        return href
    title = " ".join(clean(attrs["title"]).split()).replace("&", "&amp;")
    title = re.sub(r'([\\"`*_$\[\]<])', r"\\\1", title)
    return f'{href} "{title}"'


def _with_autolinks(pieces: list[_Piece]) -> list[_Piece]:
    """``[https://x](https://x)`` is written ``<https://x>``."""
    short: list[_Piece] = []
    at = 0
    while at < len(pieces):
        three = pieces[at : at + 3]
        if (
            [piece.kind for piece in three] == ["raw", "text", "raw"]
            and three[0].source == "["
            and re.fullmatch(r"https?://[^\s<>\\&|]+", three[1].source)
            and three[2].source == f"]({_target({'href': three[1].source})})"
        ):
            short.append(_Piece("raw", f"<{three[1].source}>"))
            at += 3
        else:
            short.append(pieces[at])
            at += 1
    return short


def _make_marks_visible(pieces: list[_Piece]) -> None:
    for at, piece in enumerate(pieces):
        if piece.kind not in ("open", "close"):
            continue
        outside, inside = (at - 1, at + 1) if piece.kind == "open" else (at + 1, at - 1)
        out_letter = _facing(pieces, outside, at)
        in_letter = _facing(pieces, inside, at)
        if not out_letter or _is_blank(out_letter) or _is_punctuation(out_letter):
            continue
        if (_is_punctuation(in_letter) or piece.source == "_") and pieces[outside].kind == "text":
            if outside < at:
                pieces[outside].last_as_reference = True
            else:
                pieces[outside].first_as_reference = True


def _make_maths_visible(pieces: list[_Piece]) -> list[_Piece]:
    """Maths is not seen after a letter, before a digit, or beside other maths."""
    apart: list[_Piece] = []
    for at, piece in enumerate(pieces):
        if piece.kind == "raw" and piece.source[0] == "$" == piece.source[-1]:
            if _facing(pieces, at - 1, at).isalnum():
                pieces[at - 1].last_as_reference = True
            if _facing(pieces, at + 1, at).isdigit():
                pieces[at + 1].first_as_reference = True
            if _facing(apart, len(apart) - 1, len(apart)) == "$" and apart[-1].kind == "raw":
                apart.append(_Piece("raw", "<!-- -->"))
        apart.append(piece)
    return apart


def _facing(pieces: list[_Piece], at: int, towards: int) -> str:
    """The letter of a piece that stands next to its neighbour at ``towards``."""
    if not 0 <= at < len(pieces) or not pieces[at].source:
        return ""
    return pieces[at].source[-1 if at < towards else 0]


def _is_blank(letter: str) -> bool:
    return isWhiteSpace(ord(letter))


def _is_punctuation(letter: str) -> bool:
    return bool(letter) and (isMdAsciiPunct(ord(letter)) or isPunctChar(letter))


def _written(pieces: list[_Piece], at: int, *, is_money: bool) -> str:
    piece = pieces[at]
    if piece.kind != "text":
        return piece.source
    text = piece.source
    head = tail = ""
    # Odd blanks at the edge of a line would be stripped there.
    if piece.first_as_reference or (at == 0 and text[:1].isspace()):
        head, text = _reference(text[0]), text[1:]
    if text and (piece.last_as_reference or (at == len(pieces) - 1 and text[-1].isspace())):
        text, tail = text[:-1], _reference(text[-1])
    text = _escape(text, before=_facing(pieces, at - 1, at), after=_facing(pieces, at + 1, at))
    return head + (text.replace("\\$", "$") if is_money else text) + tail


def _escape(text: str, *, before: str = "", after: str = "") -> str:
    escaped = _ESCAPED.sub(r"\\\g<0>", text)

    def footnote(found: re.Match[str]) -> str:
        # Footnotes stay text, and readable, where they cannot be taken for a link.
        left = escaped[found.start() - 1] if found.start() else before
        right = escaped[found.end()] if found.end() < len(escaped) else after
        return found[0] if left in ("[", "\\") or right in ("(", "[", "]") else f"[^{found[1]}]"

    return _FOOTNOTE.sub(footnote, escaped) if "[^" in escaped else escaped


def _reference(letter: str) -> str:
    return f"&#{ord(letter)};"
