"""HTML that may be shown: the type, and the allow list every piece of it has passed."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import nh3

from practica.kit.markup import maths
from practica.kit.markup.code import LANGUAGE_CLASSES, TOKEN_CLASSES

CALLOUT_KINDS: Final = ("note", "tip", "important", "warning", "caution")
HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_PLAIN_TAGS: Final = (
    "p", "br", "hr", "strong", "em", "s", "mark", "sub", "sup", "kbd", "blockquote", "ul", "ol", "li",
    "table", "thead", "tbody", "tr", "ins", "del", "details", "summary",
)  # fmt: skip
_DIFF_CLASSES: Final = ("diff", "same", "added", "removed", "changed", "moved", "left", "fold")
_ALIGNS: Final = {"align-left", "align-center", "align-right"}


class SafeHtml(str):
    """HTML made by this package and cleaned by its allow list. Templates show it as it is."""

    __slots__ = ()

    def __html__(self) -> SafeHtml:
        return self


def sanitise(html: str) -> SafeHtml:
    """``html`` with nothing in it but the tags, attributes, classes and addresses our own faces use."""
    return SafeHtml(_cleaner().clean(html))


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags={*_PLAIN_TAGS, *HEADINGS, "a", "img", "div", "span", "pre", "code", "th", "td", "input"}
        | maths.TAGS,
        clean_content_tags={"script", "style"},
        attributes={
            "a": {"href", "title", "data-player", "data-play"},
            "img": {"src", "alt", "title", "width", "height"},
            "ol": {"start"},
            "span": {"title"},
            "div": {"aria-label"},
            "input": {"checked", "disabled", "aria-label"},
            **{tag: {"id"} for tag in HEADINGS},
            **{tag: set(maths.ATTRIBUTES) for tag in maths.TAGS},
        },
        tag_attribute_values={
            **{tag: {"dir": {"auto"}} for tag in (*HEADINGS, "p", "li", "th", "td", "blockquote", "summary")},
            "a": {"rel": {"nofollow noopener"}, "dir": {"auto"}},
            "img": {"loading": {"lazy"}, "decoding": {"async"}},
            "div": {"role": {"note", "region"}, "tabindex": {"0"}},
            "input": {"type": {"checkbox"}},
            "pre": {"dir": {"ltr"}, "tabindex": {"0"}},
            "th": {"scope": {"col"}, "dir": {"auto"}},
        },
        allowed_classes={
            "a": {"wl", "missing", "mention", "embed"},
            "span": {"wl", "missing", "mention", "math", *TOKEN_CLASSES},
            "div": {"callout", *CALLOUT_KINDS, "tbl", "math", "include", *_DIFF_CLASSES},
            "p": {"callout-title", "diff-note"},
            "pre": {"code"},
            "details": {"toggle"},
            "code": set(LANGUAGE_CLASSES),
            "ul": {"tasks"},
            "li": {"task"},
            "th": _ALIGNS,
            "td": _ALIGNS,
        },
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        strip_comments=True,
    )


__all__ = ["CALLOUT_KINDS", "HEADINGS", "SafeHtml", "sanitise"]
