"""The inline spellings of Python-Markdown extensions: attribute lists, keys, marks, maths, abbreviations."""

import re
from collections.abc import Set

from practica.interfaces.transfer.readers.lines import in_prose, marked
from practica.interfaces.transfer.readers.reasons import Reason, because

# Without giving back what was read (``++``): a value may hold what another attribute begins with.
_ATTRIBUTES = r"""\{:?[ ]*+(?:(?:[.#][\w:-]++|[\w:-]++=(?:"[^"]*+"|'[^']*+'|[^\s}"']++))[ ]*+)++\}"""
_AFTER_INLINE = re.compile(r"(?<=[)\]*_>])" + _ATTRIBUTES)
_ALONE = re.compile(r"^\s*" + _ATTRIBUTES + r"\s*$")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s")
_LONGEST_HEADING = 2_000
_IDENTIFIER = re.compile(r"#([\w:.-]+)")
_KEYS = re.compile(r"\+\+((?:\"[^\"\n]+\"|[\w-]+)(?:\+(?:\"[^\"\n]+\"|[\w-]+))*)\+\+")
_KEY_NAMES = {"ctrl": "Ctrl", "cmd": "Cmd", "esc": "Esc", "del": "Del", "ins": "Ins", "arrow-up": "↑",
              "arrow-down": "↓", "arrow-left": "←", "arrow-right": "→", "plus": "+"}  # fmt: skip
_MARK = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,500}?)(?<=[^\s=])==(?![=\w])")
_CARET_INSERT = re.compile(r"\^\^(?=\S)([^\n^]{1,500}?)(?<=\S)\^\^")
_SUPERSCRIPT = re.compile(r"(?<![\\^\[])\^([^\s^\[\]]{1,60})\^(?!\^)")
_SUBSCRIPT = re.compile(r"(?<![\\~\w/])~([^\s~/]{1,60})~(?!~)|(?<=\w)~([\w+-]{1,30})~(?!~)")
_ABBREVIATION = re.compile(r"^\*\[([^\]\n]{1,80})\]:[ \t]*(\S.*)$")
_MATHS_INLINE = re.compile(r"\\{1,2}\(((?:(?!\\{1,2}\().)+?)\\{1,2}\)")
_MATHS_BLOCK = re.compile(r"^\s*\\{1,2}([\[\]])\s*$")


def convert(text: str, extensions: Set[str], losses: list[Reason]) -> str:
    """``text`` with inline extensions in our spelling. ``extensions`` are those the site had switched on."""
    styled = text if "{" not in text else _without_attributes(text, losses)
    text = _without_contents(styled) if "TOC" in styled else styled
    if "++" in text:
        text = in_prose(text, lambda part: _KEYS.sub(_keys, part))
    if "==" in text and "mark" in extensions:
        text = in_prose(text, mark)
    if "^" in text and "caret" in extensions:
        text = in_prose(
            text, lambda part: _SUPERSCRIPT.sub(r"<sup>\1</sup>", _CARET_INSERT.sub(r"<ins>\1</ins>", part))
        )
    if "~" in text and "tilde" in extensions:
        text = in_prose(
            text, lambda part: _SUBSCRIPT.sub(lambda found: f"<sub>{found[1] or found[2]}</sub>", part)
        )
    if "\\" in text and "arithmatex" in extensions:
        text = in_prose(text, lambda part: _MATHS_BLOCK.sub("$$", _MATHS_INLINE.sub(r"$\1$", part)))
    return _abbreviations(text, losses) if "*[" in text else text


def mark(part: str) -> str:
    """``==words==`` as highlighted words."""
    return _MARK.sub(r"<mark>\1</mark>", part)


def heading_identifier(line: str) -> tuple[str, str]:
    """A heading line without its attribute list, and the identifier that list gave (or nothing)."""
    if len(line) > _LONGEST_HEADING or not _HEADING.match(line):
        return line, ""
    words = line.rstrip().rstrip("#").rstrip()
    start = words.rfind("{")
    if start < 0 or not words.endswith("}") or "}" in words[start:-1]:
        return line, ""
    identifier = _IDENTIFIER.search(words, start)
    if not identifier and not re.fullmatch(_ATTRIBUTES, words[start:]):
        return line, ""
    return words[:start].rstrip(), identifier[1] if identifier else ""


def _without_attributes(text: str, losses: list[Reason]) -> str:
    found = 0

    def without(part: str) -> str:
        nonlocal found
        shorter, count = _AFTER_INLINE.subn("", part)
        found += count
        return shorter

    kept = []
    for line, code in marked(text):
        if not code and _ALONE.match(line):
            found += 1
        else:
            kept.append(line)
    # Identifiers of headings are read later; they matter to links.
    text = in_prose("\n".join(kept), lambda part: part if part.lstrip().startswith("#") else without(part))
    if found:
        losses.append(because("lossy.styling"))
    return text


def _without_contents(text: str) -> str:
    """Our pages have a table of contents of their own."""
    marks = ("[TOC]", "[[TOC]]", "[[_TOC_]]")
    return "\n".join(line for line, code in marked(text) if code or line.strip() not in marks)


def _keys(found: re.Match[str]) -> str:
    names = re.findall(r"\"[^\"]+\"|[\w-]+", found[1])
    return "+".join(f"<kbd>{_key(name)}</kbd>" for name in names)


def _key(name: str) -> str:
    bare = name.strip('"').replace("<", "&lt;")
    return _KEY_NAMES.get(bare.casefold(), bare if name.startswith('"') else bare.replace("-", " ").title())


def _abbreviations(text: str, losses: list[Reason]) -> str:
    kept, listed = [], []
    for line, code in marked(text):
        found = None if code else _ABBREVIATION.match(line)
        if found:
            listed.append(f"- **{found[1]}**: {found[2]}")
        else:
            kept.append(line)
    if not listed:
        return text
    losses.append(because("lossy.abbreviations"))
    return "\n".join(kept).rstrip() + "\n\n" + "\n".join(listed) + "\n"
