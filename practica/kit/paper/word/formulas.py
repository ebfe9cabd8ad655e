"""Formulas in the words of Word: the small tree of :mod:`practica.kit.paper.formulas` as OMML."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn

from practica.kit.paper.formulas import Formula

nsmap.setdefault("m", "http://schemas.openxmlformats.org/officeDocument/2006/math")


def omml(formula: Formula) -> Any:
    """The ``m:oMath`` element of a formula."""
    math = _element("oMath")
    _into(math, formula)
    return math


def _into(parent: Any, formula: Formula) -> None:
    kind = formula["k"]
    if kind == "row":
        for part in formula["c"]:
            _into(parent, part)
    elif kind == "frac":
        parent.append(_made("f", {"num": formula["c"][0], "den": formula["c"][1]}))
    elif kind == "root":
        base, *degree = formula["c"]
        parts = {"deg": degree[0] if degree else None, "e": base}
        root = _made("rad", parts)
        if not degree:
            properties = _element("radPr")
            properties.append(_valued("degHide", "1"))
            root.insert(0, properties)
        parent.append(root)
    elif kind == "scripts":
        _scripts(parent, formula)
    elif kind == "accent":
        accent = _made("acc", {"e": formula["base"]})
        properties = _element("accPr")
        properties.append(_valued("chr", str(_ACCENTS.get(formula["s"], formula["s"]))[:1]))
        accent.insert(0, properties)
        parent.append(accent)
    elif kind == "fence":
        fence = _made("d", {"e": {"k": "row", "c": formula["c"]}})
        properties = _element("dPr")
        properties.append(_valued("begChr", formula["open"]))
        properties.append(_valued("endChr", formula["close"]))
        fence.insert(0, properties)
        parent.append(fence)
    elif kind == "table":
        matrix = _element("m")
        for row in formula["rows"]:
            line = _element("mr")
            for cell in row:
                line.append(_made("e", {}, inside=cell))
            matrix.append(line)
        parent.append(matrix)
    else:
        parent.append(_letters(formula))


def _scripts(parent: Any, formula: Formula) -> None:
    above, below = formula.get("sup"), formula.get("sub")
    if formula["limits"]:
        made: Any = formula["base"]
        for name, limit in (("limLow", below), ("limUpp", above)):
            if limit is not None:
                made = {"k": "limit", "name": name, "e": made, "lim": limit}
        parent.append(_limit(made))
        return
    name = "sSubSup" if above and below else "sSup" if above else "sSub"
    parts = {"e": formula["base"], "sub": below, "sup": above}
    parent.append(_made(name, {key: part for key, part in parts.items() if part is not None}))


def _limit(formula: Formula) -> Any:
    made = _element(formula["name"])
    inside = _element("e")
    if formula["e"]["k"] == "limit":
        inside.append(_limit(formula["e"]))
    else:
        _into(inside, formula["e"])
    made.append(inside)
    made.append(_made("lim", {}, inside=formula["lim"]))
    return made


def _made(name: str, parts: dict[str, Formula | None], inside: Formula | None = None) -> Any:
    made = _element(name)
    if inside is not None:
        _into(made, inside)
    for key, part in parts.items():
        child = _element(key)
        if part is not None:
            _into(child, part)
        made.append(child)
    return made


def _letters(formula: Formula) -> Any:
    run = _element("r")
    if formula["k"] in ("word", "text", "number"):
        properties = _element("rPr")
        properties.append(_valued("sty", "p"))
        run.append(properties)
    text = _element("t")
    text.text = formula["s"]
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    return run


def _valued(name: str, value: str) -> Any:
    element = _element(name)
    element.set(qn("m:val"), value)
    return element


def _element(name: str) -> Any:
    return OxmlElement(f"m:{name}")


_ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0305", "→": "\u20d7", "˙": "\u0307",
}  # fmt: skip
