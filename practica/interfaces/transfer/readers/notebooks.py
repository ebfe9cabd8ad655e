"""Jupyter notebooks as pages: their text, their code, and those results that are text."""

import json
import re
from typing import Any

from practica.interfaces.transfer.readers.reasons import Reason, because

_LONGEST_RESULT = 4_000
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def to_markdown(text: str, losses: list[Reason]) -> str | None:
    """The Markdown of a notebook, or None when ``text`` is not one."""
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        return None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        return None
    language = _language(notebook)
    parts: list[str] = []
    for cell in cells:
        if isinstance(cell, dict):
            parts += _cell(cell, language, losses)
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _cell(cell: dict[str, Any], language: str, losses: list[Reason]) -> list[str]:
    source = _joined(cell.get("source"))
    if cell.get("cell_type") == "markdown":
        return [source]
    if not source.strip():
        return []
    if cell.get("cell_type") != "code":
        return [_fenced(source, "")]
    results = [_result(result, losses) for result in cell.get("outputs") or [] if isinstance(result, dict)]
    return [_fenced(source, language), *(_fenced(result, "text") for result in results if result.strip())]


def _result(result: dict[str, Any], losses: list[Reason]) -> str:
    found = result.get("data")
    data: dict[str, Any] = found if isinstance(found, dict) else {}
    if any(not kind.startswith("text/") for kind in data) or (
        "text/html" in data and "text/plain" not in data
    ):
        losses.append(because("lossy.outputs"))
    text = _joined(result.get("text")) or _joined(data.get("text/plain")) or _joined(result.get("traceback"))
    if len(text) > _LONGEST_RESULT:
        losses.append(because("lossy.outputs"))
        text = text[:_LONGEST_RESULT] + "\n…"
    return _COLOURS.sub("", text)


def _language(notebook: dict[str, Any]) -> str:
    about = notebook.get("metadata")
    about = about.get("language_info") or about.get("kernelspec") if isinstance(about, dict) else None
    name = about.get("name") or about.get("language") if isinstance(about, dict) else ""
    return name if isinstance(name, str) and re.fullmatch(r"[\w+#-]{1,30}", name) else "python"


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _fenced(text: str, language: str) -> str:
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`{3,}", text))])
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
