"""Somebody who types in a live document without a socket: makes the update a browser would send."""

from __future__ import annotations

from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from practica.content.coediting import actions, queries
from practica.content.coediting.models import LiveDocument
from practica.kit.markup import to_markdown
from practica.kit.markup.ydoc import FRAGMENT, document_from, from_ydoc


def live_of(page: Any) -> LiveDocument:
    """The live document of a page, opened."""
    return actions.open_document(page.entry)


def typed(live: LiveDocument, words: str, *, line: int | None = None) -> bytes:
    """The update of typing ``words`` at the end of a block, or in a new one."""
    document = document_from(row.data for row in queries.updates(live))
    before = document.get_state()
    fragment = document.get(FRAGMENT, type=XmlFragment)
    if line is not None:
        text = fragment.children[line].children[0]
        text.insert(len(text), words)
    else:
        block = XmlElement("paragraph")
        fragment.children.append(block)
        text = XmlText("")
        block.children.append(text)
        text.insert(0, words)
    return document.get_update(before)


def keep(live: LiveDocument, update: bytes, *, by: Any) -> None:
    """Keep what was typed, as a room does."""
    actions.store(live.pk, update, generation=live.generation, writers=[by.pk])


def seen(live: LiveDocument) -> str:
    """What is shown while editing."""
    return to_markdown(from_ydoc(document_from(row.data for row in queries.updates(live)))).strip()
