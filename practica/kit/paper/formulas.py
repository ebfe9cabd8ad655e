"""TeX → a small tree of formulas, which both writers know how to set."""

from __future__ import annotations

from html import unescape
from typing import Any, Final
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element

from practica.kit.markup.maths import MAX_TEX

Formula = dict[str, Any]
MAX_DEPTH: Final = 40

_RELATIONS = frozenset("=<>≤≥≠≈≡∼≃≅∝∈∉∋⊂⊃⊆⊇→←↔⇒⇐⇔↦∣∥⊥≪≫:")
_BINARY = frozenset("+−-±∓×÷·∗∘⊕⊗∧∨∩∪∖")
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂")
_OPENING, _CLOSING = frozenset("([{⟨⌈⌊"), frozenset(")]}⟩⌉⌋")
_HOLDERS = {"mrow", "mstyle", "mpadded", "math", "menclose", "merror", "mphantom", "mtd"}
_SCRIPTS = {
    "msub": ("sub",), "msup": ("sup",), "msubsup": ("sub", "sup"),
    "munder": ("sub",), "mover": ("sup",), "munderover": ("sub", "sup"),
}  # fmt: skip


def formula(tex: str) -> Formula | None:
    """The formula ``tex`` spells, or None when it cannot be read: then its letters are shown."""
    if not tex.strip() or len(tex) > MAX_TEX:
        return None
    try:
        return _read(convert_to_element(tex), 0)
    except Exception:  # the converter raises a dozen errors of its own, and Python's for odd input
        return None


def _read(element: Element, depth: int) -> Formula:
    if depth > MAX_DEPTH:
        raise ValueError("nested too deep")
    kind, children = element.tag.rpartition("}")[2], list(element)
    if kind == "mtable":
        rows = [[_row(list(cell), depth) for cell in row] for row in children]
        return {"k": "table", "rows": rows}
    if kind == "mfrac" and len(children) == 2:
        return {"k": "frac", "c": [_read(child, depth + 1) for child in children]}
    if kind == "mroot" and len(children) == 2:
        return {"k": "root", "c": [_read(child, depth + 1) for child in children]}
    if kind == "msqrt":
        return {"k": "root", "c": [_row(children, depth)]}
    if kind in _SCRIPTS and len(children) == len(_SCRIPTS[kind]) + 1:
        return _scripts(kind, element, children, depth)
    if kind == "mspace":
        return {"k": "text", "s": " "}
    if kind in _HOLDERS or children:
        return _row(children, depth)
    text = unescape(unescape(element.text or "")).replace("\u00a0", " ")
    if kind == "mo":
        return {"k": "sign", "s": text, "class": _class(text)}
    if kind == "mi":
        upright = element.get("mathvariant") == "normal" or len(text) > 1
        return {"k": "word" if upright else "letter", "s": text}
    return {"k": "number" if kind == "mn" else "text", "s": text}


def _row(children: list[Element], depth: int) -> Formula:
    if len(children) == 1:
        return _read(children[0], depth + 1)
    return {"k": "row", "c": _fenced([_read(child, depth + 1) for child in children])}


def _fenced(parts: list[Formula]) -> list[Formula]:
    """``parts`` with what stands between brackets as one, so that the brackets grow with it."""
    done: list[Formula] = []
    opened: list[int] = []
    for part in parts:
        done.append(part)
        if part.get("class") == "opening":
            opened.append(len(done) - 1)
        elif part.get("class") == "closing" and opened:
            at = opened.pop()
            opening, *inside = done[at:-1]
            done[at:] = [{"k": "fence", "open": opening["s"], "close": part["s"], "c": inside}]
    return done


def _scripts(kind: str, element: Element, children: list[Element], depth: int) -> Formula:
    base, *scripts = (_read(child, depth + 1) for child in children)
    if kind == "mover" and element.get("accent") == "true" and scripts[0].get("s"):
        return {"k": "accent", "base": base, "s": scripts[0]["s"]}
    limits = kind.startswith(("mu", "mo")) or base.get("s", "") in _LARGE and base.get("s", "") not in "∫∬∭∮"
    return {"k": "scripts", "base": base, "limits": limits, **dict(zip(_SCRIPTS[kind], scripts, strict=True))}


def _class(sign: str) -> str:
    for name, signs in (
        ("relation", _RELATIONS), ("binary", _BINARY), ("large", _LARGE),
        ("opening", _OPENING), ("closing", _CLOSING), ("punctuation", frozenset(",;")),
    ):  # fmt: skip
        if sign in signs:
            return name
    return "normal"
