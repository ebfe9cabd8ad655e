"""Raw HTML in Markdown: pictures and links in our spelling, frames as links, the rest named as lost."""

import html
import re

from practica.interfaces.transfer.readers.lines import in_prose
from practica.interfaces.transfer.readers.reasons import Reason, because

_PICTURE = re.compile(r"<img\b([^<>]*)/?>", re.IGNORECASE)
_LINK = re.compile(r"<a\b([^<>]*)>((?:(?!</?a\b).){0,2000}?)</a>", re.IGNORECASE)
_FRAME = re.compile(r"<(iframe|video|audio|embed|object|source)\b([^<>]*)/?>", re.IGNORECASE)
_FRAME_END = re.compile(r"</(?:iframe|video|audio|embed|object)>", re.IGNORECASE)
_MARKDOWN_INSIDE = re.compile(
    r"(<(?:div|section|figure|span|details)\b(?:[^<>]*?[^<>\s])?)\s++markdown(?:=(?:\"[^\"]*\"|'[^']*'|\w+))?(?=[\s>])",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"<(script|style|form|input|button|select|textarea|svg|canvas|link|meta|base)\b", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*+=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def convert(text: str, losses: list[Reason]) -> str:
    """``text`` with the raw HTML a reader would miss in our spelling."""
    if "<" not in text:
        return text
    lost: dict[str, None] = {}
    changed = in_prose(text, lambda part: _converted(part, lost, losses) if "<" in part else part)
    if lost:
        losses.append(because("lossy.html", tags=", ".join(lost)))
    return changed


def _converted(part: str, lost: dict[str, None], losses: list[Reason]) -> str:
    for found in _LOST.finditer(part):
        lost.setdefault(found[1].lower(), None)
    part = _MARKDOWN_INSIDE.sub(r"\1", part)
    part = _PICTURE.sub(lambda found: _picture(found, losses), part)
    part = _LINK.sub(_link, part)
    part = _FRAME.sub(lambda found: _frame(found, lost), part)
    return _FRAME_END.sub("", part)


def _picture(found: re.Match[str], losses: list[Reason]) -> str:
    attributes = _attributes(found[1])
    if not attributes.get("src"):
        return ""
    if attributes.keys() & {"width", "height", "style", "align", "class"}:
        losses.append(because("lossy.styling"))
    title = attributes.get("title", "").replace('"', "'")
    return f"![{_bare(attributes.get('alt', ''))}]({_address(attributes['src'])}" + (
        f' "{title}")' if title else ")"
    )


def _link(found: re.Match[str]) -> str:
    attributes = _attributes(found[1])
    if "href" not in attributes:
        return found[0]
    target = attributes["href"]
    words = found[2].strip()
    return f"[{words or target}]({_address(target)})" if target else words


def _frame(found: re.Match[str], lost: dict[str, None]) -> str:
    lost.setdefault(found[1].lower(), None)
    attributes = _attributes(found[2])
    target = attributes.get("src") or attributes.get("data") or ""
    return f"[{_bare(attributes.get('title', '') or target)}]({_address(target)})" if target else ""


def _attributes(inside: str) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "").strip()
        for found in _ATTRIBUTE.finditer(inside.rstrip("/"))
    }


def _address(target: str) -> str:
    return target.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("\n", "")


def _bare(words: str) -> str:
    return words.replace("[", "(").replace("]", ")").replace("\n", " ")
