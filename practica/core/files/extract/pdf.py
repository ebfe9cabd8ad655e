"""The text of a PDF, page by page."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from practica.core.files.extract.shape import Part, Unreadable

_MOST_PAGES = 2_000
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def parts(file: BinaryIO) -> Iterator[Part]:
    """A part for each page that holds text. Raises `Unreadable`."""
    try:
        reader = PdfReader(file)
        # Many files are locked against changes only and open with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("This PDF is protected with a password.")
        count = len(reader.pages)
    except (
        PyPdfError,
        DependencyError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OSError,
        RecursionError,
    ) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("This PDF is broken, so its text could not be read.") from error
    found = damaged = 0
    for number in range(min(count, _MOST_PAGES)):
        try:
            text = reader.pages[number].extract_text()
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - one bad page in a PDF raises nearly anything; the others are still good
            damaged += 1
            continue
        if text.strip():
            found += 1
            yield Part(text, f"page {number + 1}")
    if damaged:
        raise Unreadable(f"{damaged} pages of this PDF are broken and were left out.")
    if not found:
        raise Unreadable("This PDF holds pictures of text only, so nothing in it can be found.")
    if count > _MOST_PAGES:
        raise Unreadable(f"Only the first {_MOST_PAGES:,} pages of this PDF are searched.")
