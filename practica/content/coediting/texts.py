"""The live form of a document as its updates make it, and its Markdown.

Yjs is loaded in the functions: most processes that know this app never edit.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from practica.kit import markup
from practica.kit.access import Invalid
from practica.kit.markup.likeness import to_markdown_like

#: What a document with nothing in it, or an update that changes nothing, is as bytes.
NOTHING = b"\x00\x00"


def built(markdown: str) -> bytes:
    """A new live form of ``markdown``, as one update."""
    from practica.kit.markup.ydoc import document_from, into_ydoc

    document = document_from(())
    into_ydoc(markup.parse(markdown), document)
    return document.get_update()


def merged(updates: Sequence[bytes]) -> bytes:
    """One update that does what ``updates`` do together. What is deleted is no longer in it."""
    from practica.kit.markup.ydoc import document_from

    return document_from(updates).get_update()


def since(saved: bytes, updates: Sequence[bytes]) -> bytes:
    """What ``updates`` add to ``saved``, as one update; NOTHING when that is nothing."""
    from practica.kit.markup.ydoc import document_from

    document = document_from([saved])
    before = document.get_state()
    changed: list[bool] = []
    watching = document.observe(lambda _event: changed.append(True))
    for update in updates:
        document.apply_update(update)
    document.unobserve(watching)
    return document.get_update(before) if changed else NOTHING


def edited(saved: Sequence[bytes], markdown: str) -> bytes:
    """The edit that brings what ``saved`` made to ``markdown``; it merges with what was typed since."""
    from practica.kit.markup.ydoc import apply_as_edit, document_from

    document = document_from(saved)
    before = document.get_state()
    apply_as_edit(document, markup.parse(markdown))
    return document.get_update(before)


def markdown_of(updates: Sequence[bytes], *, like: str = "") -> str:
    """The Markdown of a live form; where it says the same as ``like``, spelled as it is there.

    Raises Invalid when it is larger than a text may be, or no document at all.
    """
    from practica.kit.markup.ydoc import document_from, from_ydoc, size_of

    try:
        document = document_from(updates)
    except ValueError as problem:
        raise Invalid(_("This text cannot be read.")) from problem
    try:
        if size_of(document).length > 4 * markup.MAX_BYTES:
            raise markup.TooLarge("This text is too large for one page. Split it into several pages.")
    except markup.BodyRefused as problem:
        raise Invalid(_(problem.message) % problem.values, field="body") from problem
    return to_markdown_like(from_ydoc(document), like).strip("\n")
