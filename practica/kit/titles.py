"""What a page elsewhere says it is called: read from its first bytes with plain patterns, as letters only."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from practica.kit.fetch import fetch
from practica.kit.markup.cards import Named

# A page says who it is in its head; some write much before they come to it.
MOST_BYTES: Final = 256 * 1024
SECONDS: Final = 6.0
LONGEST_TITLE, LONGEST_ABOUT = 200, 300

_META = re.compile(r"<meta\b([^<>]{1,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:-]{1,30})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TITLE = re.compile(r"<title\b[^<>]{0,300}>([^<]{1,2000})", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta\b[^<>]{0,300}charset\s*=\s*["']?([\w-]{2,30})""", re.IGNORECASE)
# Controls, and letters that turn the direction of what follows them.
_UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]+")
_TITLES, _ABOUTS = ("og:title", "twitter:title"), ("og:description", "description", "twitter:description")


def ask_for_title(url: str) -> Named:
    """Fetch ``url`` and read what it is called. What answers with an error or is no page has no name.

    Raises ``fetch.NotAllowed`` and ``fetch.Unreachable``.
    """
    answer = fetch(url, most_bytes=MOST_BYTES, seconds=SECONDS)
    if answer.status >= 400 or answer.media_type not in ("text/html", "application/xhtml+xml"):
        return Named("")
    return title_in(answer.content)


def title_in(content: bytes) -> Named:
    """The title and the description in the beginning of a page, without markup, in one line each."""
    text = _decoded(content)
    said: dict[str, str] = {}
    for meta in _META.finditer(text):
        values = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(meta[1])}
        name = (values.get("property") or values.get("name") or "").lower()
        if values.get("content"):
            said.setdefault(name, values["content"])
    written = _TITLE.search(text)
    title = next((said[name] for name in _TITLES if name in said), written[1] if written else "")
    about = next((said[name] for name in _ABOUTS if name in said), "")
    return Named(_line(title, LONGEST_TITLE), _line(about, LONGEST_ABOUT))


def _decoded(content: bytes) -> str:
    named = _CHARSET.search(content[:4096])
    try:
        return content.decode(named[1].decode("ascii") if named else "utf-8", errors="replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", errors="replace")


def _line(text: str, longest: int) -> str:
    line = " ".join(_UNWANTED.sub(" ", unescape(text)).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
