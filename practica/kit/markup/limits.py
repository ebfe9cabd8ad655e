"""How large and how deep a body may be, and the sentence a person reads when it is not taken.

The sentences are plain English templates with named values, so that a face may translate
``error.message`` and fill in ``error.values``; ``str(error)`` is the English sentence.
"""

from __future__ import annotations

MAX_BYTES = 100 * 1024
MAX_BLOCKS = 10_000
MAX_TABLE_CELLS = 10_000
MAX_NESTING = 40
MAX_HTML_CHARACTERS = 2_000_000


class BodyRefused(ValueError):
    """A body that cannot be taken as it is. ``message`` says why and what to do."""

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message % values if values else message)


class TooLarge(BodyRefused):
    """A body longer than one page should be."""


def check_size(markdown: str) -> None:
    """Refuse a body over ``MAX_BYTES`` of UTF-8. Asked before anything is parsed."""
    # A character is at most four bytes, so most bodies are settled without encoding them.
    if len(markdown) * 4 <= MAX_BYTES:
        return
    size = len(markdown.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise TooLarge(
            "This text has %(size)d KB, and a page holds %(limit)d KB. Split it into several pages.",
            size=-(-size // 1024),
            limit=MAX_BYTES // 1024,
        )


def check_nesting(level: int) -> None:
    """Refuse quotes and lists nested so deep that nobody could follow them."""
    if level > MAX_NESTING:
        raise BodyRefused(
            "Lists and quotes are nested more than %(limit)d levels deep. Flatten them and save again.",
            limit=MAX_NESTING,
        )


def check_blocks(blocks: int) -> None:
    """Refuse a body of more than ``MAX_BLOCKS`` paragraphs, headings and list items."""
    if blocks > MAX_BLOCKS:
        raise BodyRefused(
            "This text has more than %(limit)s paragraphs. Split it into several pages.",
            limit=f"{MAX_BLOCKS:,}",
        )


def check_table_cells(cells: int) -> None:
    """Refuse a body whose tables together hold more than ``MAX_TABLE_CELLS`` cells."""
    if cells > MAX_TABLE_CELLS:
        raise BodyRefused(
            "The tables hold more than %(limit)s cells. Attach the data as a file instead.",
            limit=f"{MAX_TABLE_CELLS:,}",
        )


def check_output(html: str) -> None:
    """Refuse a body that grows out of proportion when it is shown."""
    if len(html) > MAX_HTML_CHARACTERS:
        raise TooLarge("This text becomes too large to show. Split it into several pages.")
