"""The passages of bodies that were read lately: what an import has read, the index need not read again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from practica.kit import markup
from practica.kit.contracts.search import Passage

# Characters of text kept for the index to come by; the oldest go first. What is gone is read again.
ROOM = 16 * 1024 * 1024

_lock = threading.Lock()
_kept: OrderedDict[bytes, tuple[Passage, ...]] = OrderedDict()
_size = 0


def keep(body: str, passages: tuple[Passage, ...]) -> None:
    """Keep the ``passages`` of ``body`` until they are asked for."""
    global _size
    with _lock:
        _drop(_key(body))
        _kept[_key(body)] = passages
        _size += _length(passages)
        while _size > ROOM:
            _drop(next(iter(_kept)))


def passages_of(body: str) -> tuple[Passage, ...]:
    """The passages of ``body``. Those kept are given once: the index asks once."""
    with _lock:
        kept = _drop(_key(body))
    return markup.passages(markup.parse(body)) if kept is None else kept


def _drop(key: bytes) -> tuple[Passage, ...] | None:
    global _size
    passages = _kept.pop(key, None)
    _size -= _length(passages or ())
    return passages


def _length(passages: tuple[Passage, ...]) -> int:
    # A passage without words takes room as well.
    return sum(200 + len(passage.text) for passage in passages)


def _key(body: str) -> bytes:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).digest()
