"""Facts: what can have happened, as small frozen dataclasses that know how to become a row."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar

_facts: dict[str, type[Fact]] = {}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that happened. Fields are ids and short values, never rows: the ledger must still read
    true after an account is erased.

    ``actor_id`` did it; ``subject_id`` is the person it was done to; ``community_id`` and ``entry_id`` say
    where. Other fields of a subclass go into the row's ``data``.
    """

    actor_id: int | None = None
    subject_id: int | None = None
    community_id: int | None = None
    entry_id: int | None = None

    columns: ClassVar[tuple[str, ...]] = ("actor_id", "subject_id", "community_id", "entry_id")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        known = _facts.setdefault(cls.__name__, cls)
        if known.__module__ != cls.__module__:
            raise RuntimeError(f"Two facts are called {cls.__name__}.")
        _facts[cls.__name__] = cls

    def data(self) -> dict[str, Any]:
        """The fields that have no column of their own."""
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name not in self.columns}


def known_facts() -> dict[str, type[Fact]]:
    """Every fact class of the house by name."""
    return _facts
