"""A live document is changed by one transaction at a time."""

from __future__ import annotations

from practica.content.coediting.models import LiveDocument


class Gone(Exception):
    """The live document, or the generation of it that was meant, is no more."""


def locked(live_id: int, *, generation: str = "") -> LiveDocument:
    """The document, locked until the transaction ends: updates of one document get their ids in the order
    they are committed in. Raises Gone. Where a database locks as a whole, its transaction is the lock."""
    # "of": the entry is only read, and whoever saves it must not wait for those who type.
    rows = LiveDocument.objects.select_for_update(of=("self",)).select_related("entry")
    live = rows.filter(pk=live_id).first()
    if live is None or (generation and live.generation != generation):
        raise Gone(live_id)
    return live
