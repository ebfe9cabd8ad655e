"""TeX → MathML: what browsers draw and screen readers speak, made once at save, without any script."""

from __future__ import annotations

from functools import lru_cache
from html import escape, unescape
from typing import Final
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element

# Longer than any formula a person writes by hand; what is longer stays as its letters.
MAX_TEX: Final = 4_000
# Letters of formulas drawn in one body.
MAX_BODY: Final = 20_000
TAGS: Final = frozenset(
    {"math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "ms", "mfrac", "msqrt", "mroot", "mstyle", "merror"}
    | {"mpadded", "mphantom", "mfenced", "menclose", "msub", "msup", "msubsup", "munder", "mover"}
    | {"munderover", "mmultiscripts", "mtable", "mtr", "mlabeledtr", "mtd"}
)
ATTRIBUTES: Final = frozenset(
    {"display", "alttext", "mathvariant", "stretchy", "fence", "form", "separator", "lspace", "rspace"}
    | {"minsize", "maxsize", "movablelimits", "accent", "accentunder", "linethickness", "columnalign"}
    | {"columnspacing", "columnlines", "rowlines", "rowspacing", "displaystyle", "scriptlevel", "notation"}
    | {"width", "height", "depth", "symmetric", "largeop"}
)


@lru_cache(maxsize=512)
def mathml(tex: str, *, block: bool = False) -> str | None:
    """``<math>`` for a formula, or None when it cannot be read. ``block`` stands on a line of its own.

    The converter escapes nothing of its own, so its tree is written here: known elements, known attributes,
    every letter escaped.
    """
    if not tex.strip() or len(tex) > MAX_TEX:
        return None
    try:
        tree = convert_to_element(tex, display="block" if block else "inline")
        inside = "".join(_written(child) for child in tree)
    except Exception:  # it raises a dozen errors of its own, and Python's for odd input
        return None
    display = ' display="block"' if block else ""
    return f'<math{display} alttext="{escape(" ".join(tex.split()))}">{inside}</math>'


def _written(element: Element) -> str:
    inside = escape(unescape(element.text or ""), quote=False)
    inside += "".join(_written(child) for child in element)
    if element.tag not in TAGS or element.tag == "math":
        return inside
    attributes = "".join(
        f' {name}="{escape(unescape(value))}"' for name, value in element.items() if name in ATTRIBUTES
    )
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"
