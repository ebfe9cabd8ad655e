"""What can be shown of a file without leaving the site, within bounds."""

from __future__ import annotations

import codecs
import csv
import io
import os
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.core.files.storage import default_storage

from practica.core.files.families import PICTURES, PLAYED, Family
from practica.core.files.models import EarlierVersion, StoredFile
from practica.kit import markup
from practica.kit.letters import old_encoding

#: Of a text so much is shown; as much as code is coloured.
MOST_TEXT = 24_000
MOST_ROWS, MOST_COLUMNS = 100, 30
_KEPT_SECONDS = 24 * 3600
_LANGUAGES = {
    "py": "python", "js": "js", "ts": "ts", "sh": "bash", "bat": "batch", "yml": "yaml", "htm": "html",
    "h": "c", "tex": "", "log": "", "txt": "", "rs": "rust", "rb": "ruby",
}  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """How a file is shown: ``way`` is ``picture``, ``pdf``, ``sound``, ``video``, ``html``, ``table``, or
    nothing. ``cut`` says that only its beginning is shown."""

    way: str = ""
    html: Any = None
    rows: tuple[tuple[str, ...], ...] = ()
    cut: bool = False


def preview_of(stored: StoredFile | EarlierVersion) -> Preview:
    """How ``stored`` is shown. What needs reading is read once and remembered."""
    if stored.media_type in PICTURES:
        return Preview("picture")
    if stored.media_type == "application/pdf":
        return Preview("pdf")
    if stored.media_type in PLAYED:
        return Preview("sound" if stored.media_type.startswith("audio/") else "video")
    ending = os.path.splitext(stored.name.lower())[1].removeprefix(".")
    is_table = ending in ("csv", "tsv")
    if not is_table and getattr(stored, "family", "") != Family.TEXT:
        return Preview()
    key = f"files.preview:{stored.sha256}:{ending}"
    kept: Preview | None = caches["texts"].get(key)
    if kept is None:
        kept = _table_of(stored, ending) if is_table else _text_of(stored, ending)
        caches["texts"].set(key, kept, _KEPT_SECONDS)
    return kept


def _text_of(stored: StoredFile | EarlierVersion, ending: str) -> Preview:
    text, cut = _beginning(stored)
    if ending != "md":
        # A fence longer than any run inside, so that nothing in the text ends it.
        fence = "`" * (_longest_run(text, "`") + 3)
        text = f"{fence}{_LANGUAGES.get(ending, ending)}\n{text}\n{fence}\n"
    try:
        return Preview("html", html=markup.render(text).html, cut=cut)
    except markup.BodyRefused:
        return Preview()


def _table_of(stored: StoredFile | EarlierVersion, ending: str) -> Preview:
    text, cut = _beginning(stored)
    first = text.partition("\n")[0]
    delimiter = "\t" if ending == "tsv" else max(",;\t|", key=first.count)
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) == MOST_ROWS:
                cut = True
                break
            cut = cut or len(row) > MOST_COLUMNS
            rows.append(tuple(cell[:500] for cell in row[:MOST_COLUMNS]))
    except csv.Error:
        cut = True
    widest = max((len(row) for row in rows), default=0)
    return Preview("table", rows=tuple(row + ("",) * (widest - len(row)) for row in rows), cut=cut)


def _beginning(stored: StoredFile | EarlierVersion) -> tuple[str, bool]:
    """Its first characters, and whether there are more. A letter cut in two at the end is left out."""
    length = min(stored.size, MOST_TEXT * 2)
    raw = b"".join(stretch(stored.location, 0, length))
    text = _decoded(raw).replace("\x00", "").replace("\r\n", "\n")
    return text[:MOST_TEXT], stored.size > length or len(text) > MOST_TEXT


def stretch(location: str, start: int, length: int) -> Any:
    """``length`` bytes from ``start`` on, piecewise, from wherever files lie."""
    return default_storage.stretch(location, start, length)  # type: ignore[attr-defined]


def _decoded(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "ignore")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(raw)
    except UnicodeDecodeError:
        return raw.decode(old_encoding(raw), "replace")


def _longest_run(text: str, mark: str) -> int:
    longest = run = 0
    for letter in text:
        run = run + 1 if letter == mark else 0
        longest = max(longest, run)
    return longest
