"""Cards of links that stand alone: the stored HTML holds the address; who reads gets what is known of it.

All of it works on safe HTML, whose spelling the allow list fixes: attributes in double quotes, nothing in a
card but letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Final
from urllib.parse import urlsplit

from practica.kit.markup.safe import SafeHtml

#: More cards than this on one page keep their addresses.
MOST_CARDS: Final = 100

_CARD = re.compile(r'<a (?=[^>]*\bclass="embed")(?=[^>]*\bhref="([^"]*)")([^>]*)>([^<]*)</a>')


@dataclass(frozen=True, slots=True)
class Named:
    """What a place says it is called, in letters. ``title`` may be empty: not every page has one."""

    title: str
    about: str = ""


def addresses(html: str) -> list[str]:
    """The addresses of the cards in safe HTML, each once, in order."""
    found = (unescape(match[1]) for match in _CARD.finditer(html)) if 'class="embed"' in html else ()
    return list(dict.fromkeys(found))[:MOST_CARDS]


def named(html: str, names: Mapping[str, Named]) -> SafeHtml:
    """Safe HTML whose cards say what their places are called, where ``names`` knows it."""

    def write(match: re.Match[str]) -> str:
        known = names.get(unescape(match[1]))
        if known is None or not known.title:
            return match[0]
        about = f'<small dir="auto">{escape(known.about)}</small>' if known.about else ""
        place = f'<small dir="ltr">{escape(_host(unescape(match[1])))}</small>'
        return f'<a {match[2]}><span dir="auto">{escape(known.title)}</span>{about}{place}</a>'

    return SafeHtml(_CARD.sub(write, html))


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
