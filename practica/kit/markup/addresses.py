"""Where a link may lead, and what sort of place that is."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["page", "file", "outside", "anchor", "wiki", "mention", "include"]

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

# Whatever stands before a colon in the first step of an address is read as a scheme, odd letters and all:
# what is no scheme we know is refused rather than guessed at.
_SCHEME = re.compile(r"([^/?#:]*):")
# Browsers ignore these inside a scheme, so "java\nscript:" must be read without them.
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_EXTENSION = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,5})$")
_PAGE_EXTENSIONS = frozenset({"md", "markdown", "mdx", "rst", "html", "htm", "aspx", "php"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def normalise(href: str) -> str:
    """``href`` without control characters and outer blanks, inner blanks as ``%20``. Idempotent."""
    return _CONTROL.sub("", href).strip().replace(" ", "%20")


def scheme_of(href: str) -> str:
    """The scheme a browser would see, in lower case; empty for a relative address."""
    found = _SCHEME.match(_IGNORED.sub("", href))
    return (found[1].lower() or ":") if found else ""


def is_allowed(href: str) -> bool:
    """True for http, https, mailto and relative addresses; everything else never becomes a link."""
    scheme = scheme_of(href)
    return not scheme or scheme in ALLOWED_SCHEMES


def is_picture_allowed(src: str) -> bool:
    """True for addresses a picture may be loaded from: http, https and relative ones."""
    return bool(src) and scheme_of(src) in ("", "http", "https")


def is_outside(href: str) -> bool:
    """True when following ``href`` leaves this site."""
    # Browsers read a backslash as a slash here.
    return bool(scheme_of(href)) or _IGNORED.sub("", href)[:2].replace("\\", "/") == "//"


def kind_of(href: str, *, picture: bool = False) -> Kind:
    """What sort of place a written address is: a page, a file, a spot on this page or outside."""
    if is_outside(href):
        return "outside"
    if href.startswith("#"):
        return "anchor"
    extension = _EXTENSION.search(re.split(r"[?#]", href, maxsplit=1)[0])
    if picture or (extension and extension[1].lower() not in _PAGE_EXTENSIONS):
        return "file"
    return "page"
