"""Vectors, the same as signed bytes, and exactly how near many of them are to one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

try:
    import numkong
except ImportError:  # a machine it was not built for
    numkong = None  # type: ignore[assignment]

Vectors = NDArray[np.float32]
Bytes = NDArray[np.int8]

_BLOCK = 1_024


def unit(rows: Vectors) -> Vectors:
    """``rows`` with length 1 each; a row of zeros, or one that holds no number, becomes zeros."""
    rows = np.nan_to_num(np.asarray(rows, dtype=np.float32), posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(lengths, 1e-9)


def in_bytes(rows: Vectors) -> Bytes:
    """Each row stretched so that its largest number is 127; its direction stays."""
    largest = np.abs(rows).max(axis=1, keepdims=True)
    return np.rint(rows * (127 / np.maximum(largest, 1e-9))).astype(np.int8)


def lengths(rows: Bytes) -> Vectors:
    """The length of each row; 1 for a row of zeros."""
    wide = rows.astype(np.float32)
    found: Vectors = np.sqrt(np.einsum("ij,ij->i", wide, wide))
    return np.where(found > 0, found, np.float32(1))


def products(rows: Bytes, one: Bytes) -> Vectors:
    """The inner product of every row with ``one``."""
    if numkong is not None and len(rows):
        found: Any = np.asarray(numkong.cdist(one[None, :], rows, "dot"))
        return found[0].astype(np.float32)
    return products_plainly(rows, one)


def products_plainly(rows: Bytes, one: Bytes) -> Vectors:
    """As :func:`products` with numpy alone, five times slower; by blocks, for it counts in floats."""
    found, wide = np.empty(len(rows), np.float32), one.astype(np.float32)
    for at in range(0, len(rows), _BLOCK):
        found[at : at + _BLOCK] = rows[at : at + _BLOCK].astype(np.float32) @ wide
    return found
