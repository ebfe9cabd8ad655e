"""A file of vectors: those of many documents, sorted by key, with what each belongs to; mapped into memory.

Written once and never changed. Arrays stand one after the other; a JSON at the end says where.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from practica.reach.search.meaning.numbers import Bytes, lengths

LAYOUT = 1
_ALIGNED = 64
_TAIL = 8


class Shelved(NamedTuple):
    """One document as it is written: what it belongs to, and the signed bytes of its passages."""

    number: int
    key: str
    kind: str
    community_uid: str
    scopes: tuple[str, ...]
    is_demoted: bool
    vectors: bytes


@dataclass(frozen=True, kw_only=True)
class MadeBy:
    """The model that made vectors: its identity, their length, and the cosine from which one means much."""

    model: str
    dimensions: int
    floor: float


class Unreadable(Exception):
    """The file is no segment, or is not whole."""


def write(path: Path, documents: Iterable[Shelved], made_by: MadeBy, *, dead: Iterable[int] = ()) -> None:
    """Write ``documents``, sorted by key, to ``path``; ``dead`` are places in the base that count no more."""
    with path.open("wb") as file:
        table = _Table()
        places: dict[str, Any] = {"vectors": [file.tell(), "int8"]}
        length_of: list[NDArray[np.float32]] = []
        for document in documents:
            rows = np.frombuffer(document.vectors, np.int8).reshape(-1, made_by.dimensions)
            file.write(document.vectors)
            length_of.append(lengths(rows))
            table.add(document, len(rows))
        arrays = table.arrays() | {
            "lengths": np.concatenate(length_of) if length_of else np.zeros(0, np.float32),
            "dead": np.fromiter(dead, np.int32),
        }
        for name, array in arrays.items():
            file.write(b"\0" * (-file.tell() % _ALIGNED))
            places[name] = [file.tell(), array.dtype.str, len(array)]
            file.write(array.tobytes())
        places["vectors"].append(int(table.first[-1]) * made_by.dimensions)
        head = {"layout": LAYOUT, **asdict(made_by), "arrays": places, **table.names()}
        _finish(file, head)


def _finish(file: BinaryIO, head: dict[str, Any]) -> None:
    written = json.dumps(head).encode()
    file.write(written)
    file.write(len(written).to_bytes(_TAIL, "little"))
    file.flush()
    os.fsync(file.fileno())


@dataclass
class _Table:
    """What is gathered about documents while their vectors are written."""

    keys: list[bytes] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=lambda: [0])
    demoted: list[bool] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    community: list[int] = field(default_factory=list)
    scope: list[int] = field(default_factory=list)
    scope_first: list[int] = field(default_factory=lambda: [0])
    _kinds: dict[str, int] = field(default_factory=dict)
    _communities: dict[str, int] = field(default_factory=dict)
    _scopes: dict[str, int] = field(default_factory=dict)

    def add(self, document: Shelved, passages: int) -> None:
        """The next document."""
        self.keys.append(document.key.encode())
        self.numbers.append(document.number)
        self.first.append(self.first[-1] + passages)
        self.demoted.append(document.is_demoted)
        self.kind.append(self._kinds.setdefault(document.kind, len(self._kinds)))
        self.community.append(self._communities.setdefault(document.community_uid, len(self._communities)))
        self.scope += [self._scopes.setdefault(scope, len(self._scopes)) for scope in document.scopes]
        self.scope_first.append(len(self.scope))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The columns."""
        return {
            "keys": np.array(self.keys, dtype=np.bytes_) if self.keys else np.zeros(0, "S1"),
            "numbers": np.array(self.numbers, np.int64),
            "first": np.array(self.first, np.int64),
            "demoted": np.array(self.demoted, np.bool_),
            "kind": np.array(self.kind, np.int32),
            "community": np.array(self.community, np.int32),
            "scope": np.array(self.scope, np.int32),
            "scope_first": np.array(self.scope_first, np.int64),
        }

    def names(self) -> dict[str, list[str]]:
        """What the numbers of kinds, communities and scopes stand for."""
        return {
            "kinds": list(self._kinds),
            "communities": list(self._communities),
            "scopes": list(self._scopes),
        }


class Segment:
    """A segment mapped into memory. Raises Unreadable for a file that is not whole."""

    keys: NDArray[np.bytes_]
    numbers: NDArray[np.int64]
    first: NDArray[np.int64]
    demoted: NDArray[np.bool_]
    kind: NDArray[np.int32]
    community: NDArray[np.int32]
    scope: NDArray[np.int32]
    scope_first: NDArray[np.int64]
    lengths: NDArray[np.float32]
    dead: NDArray[np.int32]

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            size = int.from_bytes(mapped[-_TAIL:], "little")
            self._head = json.loads(mapped[-_TAIL - size : -_TAIL])
            if self._head["layout"] != LAYOUT:
                raise Unreadable(f"{path} was made by another version.")
            self.model, self.dimensions = str(self._head["model"]), int(self._head["dimensions"])
            self.floor = float(self._head["floor"])
            for name, (at, kind, count) in self._head["arrays"].items():
                setattr(self, name, np.frombuffer(mapped, np.dtype(kind), count, at))
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise Unreadable(f"{path} cannot be read: {problem}") from problem
        self.vectors: Bytes = self.vectors.reshape(-1, self.dimensions)

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds that documents are of."""
        return list(self._head["kinds"])

    @cached_property
    def communities(self) -> list[str]:
        """The communities documents are in."""
        return list(self._head["communities"])

    @cached_property
    def scopes(self) -> dict[str, int]:
        """The number of each scope."""
        return {scope: number for number, scope in enumerate(self._head["scopes"])}

    def within(self, scopes: Iterable[str]) -> NDArray[np.bool_]:
        """For each document whether one of its scopes is among ``scopes``."""
        held = np.zeros(len(self.scopes) + 1, np.bool_)
        held[[self.scopes[scope] for scope in scopes if scope in self.scopes]] = True
        # The sum of what is held, up to each document: what a document adds tells whether it holds some.
        upto = np.concatenate(([0], np.cumsum(held[self.scope])))
        found: NDArray[np.bool_] = upto[self.scope_first[1:]] > upto[self.scope_first[:-1]]
        return found

    def places(self, keys: Iterable[str]) -> dict[str, int]:
        """Where each of ``keys`` that is here stands."""
        wanted = list(dict.fromkeys(keys))
        if not len(self) or not wanted:
            return {}
        sought = np.array([key.encode("utf-8", "replace") for key in wanted], dtype=np.bytes_)
        at = np.minimum(np.searchsorted(self.keys, sought), len(self) - 1)
        return {
            key: int(place)
            for key, place, one in zip(wanted, at, sought, strict=True)
            if self.keys[place] == one
        }
