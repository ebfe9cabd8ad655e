"""What an app that owns typed entries says of them: where their type stands, who may change one, how one is
made and renamed. Types and collections work with entries through it and know no app of the content floor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from practica.kit.access import Invalid


class Make(Protocol):
    """Makes an entry of ``type`` in ``community`` with ``values`` by field name; returns the entry.

    ``author`` wrote it when that was not ``actor``, who then lets it in; ``author_name`` when it was nobody
    of the house. Runs in the caller's transaction and asks for the right of ``actor``. Raises Invalid for a
    title or value that cannot be taken, its ``field`` naming the input.
    """

    def __call__(
        self,
        *,
        type: Any,
        community: Any,
        title: str,
        values: Mapping[str, Any],
        body: str,
        author: Any = None,
        author_name: str = "",
        actor: Any,
    ) -> Any: ...


@dataclass(frozen=True, kw_only=True)
class Home:
    """One kind of entry whose entries have a type.

    ``path`` leads from an entry to its type (``page__type``); ``may_edit(person, entry)`` is asked before
    values change; ``set_type(entry_ids, type, actor)`` gives entries another type, values aside;
    ``make_many`` is ``make`` for many rows ``(title, values)`` at once, for imports; ``rename(entry, title,
    actor)`` gives an entry another title, asks for the right of ``actor``, and raises Invalid for one that
    cannot be taken. ``waits(entry)`` says that values are approved before they stand; then ``propose(entry,
    values, actor)`` keeps them, by name ``(as it stands, as it is to be)`` as JSON, and returns what waits
    (None: nothing would change); ``propose_type(entry, type, actor)`` does so with another type;
    ``waiting(entry_ids, person)`` is what ``person`` proposed so and nobody decided yet, by entry and name.
    """

    kind: str
    path: str
    may_edit: Callable[[Any, Any], bool]
    set_type: Callable[[Sequence[int], Any, Any], None]
    make: Make
    make_many: Callable[..., Sequence[Any]]
    rename: Callable[[Any, str, Any], None]
    waits: Callable[[Any], bool]
    propose: Callable[[Any, Mapping[str, tuple[Any, Any]], Any], Any]
    propose_type: Callable[[Any, Any, Any], Any]
    waiting: Callable[[Sequence[int], Any], Mapping[int, Mapping[str, Any]]]


_homes: dict[str, Home] = {}


def register(home: Home) -> None:
    """Tell the house about typed entries. Called from an app's ``kind.py``."""
    _homes[home.kind] = home


def home_of(kind: str) -> Home | None:
    """The home of entries of this kind, or None when they have no type."""
    return _homes.get(kind)


def homes() -> Sequence[Home]:
    """Every home."""
    return tuple(_homes.values())


def make_row(
    *,
    type: Any,
    community: Any,
    title: str,
    values: Mapping[str, Any],
    body: str = "",
    author: Any = None,
    author_name: str = "",
    actor: Any,
) -> Any:
    """A new entry of ``type``; see :class:`Make`. Without ``body`` it begins with the template of the type.

    Raises RuntimeError when no app of this site keeps typed entries.
    """
    if not _homes:
        raise RuntimeError("No app has registered typed entries.")
    home = next(iter(_homes.values()))
    return home.make(
        type=type,
        community=community,
        title=title,
        values=values,
        body=body,
        author=author,
        author_name=author_name,
        actor=actor,
    )


def make_rows(
    *, type: Any, community: Any, rows: Sequence[tuple[str, Mapping[str, Any]]], actor: Any
) -> Sequence[Any]:
    """Many new entries at once, ``(title, values)`` each, all or none; their entries in the same order."""
    if not _homes:
        raise RuntimeError("No app has registered typed entries.")
    home = next(iter(_homes.values()))
    return home.make_many(type=type, community=community, rows=rows, actor=actor)


def rename_row(entry: Any, title: str, *, actor: Any) -> None:
    """Give ``entry`` another title. Raises Invalid (``field`` "title") for one that cannot be taken, Refused
    for who may not, and Invalid for an entry of a kind that has no type."""
    home = home_of(entry.kind)
    if home is None:
        raise Invalid(_("This has no fields, and its name is changed where it is written."), field="title")
    home.rename(entry, title, actor)
