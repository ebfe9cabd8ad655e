"""Which documents hold text we can find, by the end of their name or by their media type."""

from __future__ import annotations

import os

_BY_ENDING = {
    ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".pptx": "pptx", ".pptm": "pptx", ".xlsx": "xlsx",
    ".xlsm": "xlsx", ".csv": "csv", ".tsv": "csv", ".txt": "text", ".md": "text", ".log": "text",
    ".odt": "odf", ".ods": "odf", ".odp": "odf",
}  # fmt: skip
_OFFICE = "application/vnd.openxmlformats-officedocument."
_BY_TYPE = {
    "application/pdf": "pdf",
    _OFFICE + "wordprocessingml.document": "docx",
    _OFFICE + "presentationml.presentation": "pptx",
    _OFFICE + "spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odf",
    "application/vnd.oasis.opendocument.spreadsheet": "odf",
    "application/vnd.oasis.opendocument.presentation": "odf",
    "text/csv": "csv",
    "text/plain": "text",
    "text/markdown": "text",
}


def kind_of(name: str, media_type: str) -> str:
    """``pdf``, ``docx``, ``pptx``, ``xlsx``, ``odf``, ``csv``, ``text``, or nothing."""
    ending = os.path.splitext(name.lower())[1]
    return _BY_ENDING.get(ending) or _BY_TYPE.get(media_type.split(";")[0].strip().lower(), "")


def is_readable(name: str, media_type: str) -> bool:
    """Whether text may be found inside such a file."""
    return bool(kind_of(name, media_type))
