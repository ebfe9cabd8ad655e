"""Texts that several people edit at once: apps that own texts hand them over here, one app keeps them live.

An app registers one :class:`Document` for its kind of entry, from its ``documents.py``. What keeps documents
live provides itself with :func:`provide`; views of the apps ask it through the functions below, which answer
as if there were no live editing where nobody provides it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A text as it is stored: its Markdown, and which version that is."""

    markdown: str
    version: int


class SaveText(Protocol):
    """Makes ``markdown`` the next version of ``entry`` and returns its number; where nothing changed, that of
    the version there is. ``contributors`` typed into it beside ``actor``. May raise Refused, Invalid, Stale:
    what is live then stays live."""

    def __call__(
        self, entry: Any, *, markdown: str, base_version: int, actor: Any, contributors: Collection[Any]
    ) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Document:
    """One kind of entry whose text can be edited together.

    ``read(entry)`` gives the stored text; ``versions(entry ids)`` the numbers of many, by entry id, in one
    query; ``may_write(person, entry)`` says whether she may change it (sight is asked before).
    """

    kind: str
    read: Callable[[Any], Text]
    versions: Callable[[Collection[int]], Mapping[int, int]]
    may_write: Callable[[Any, Any], bool]
    save: SaveText


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveAddress:
    """Where a browser edits together, and who it is there.

    ``url`` and ``room`` are what the provider is given; ``generation`` is "" while nobody has edited there;
    ``name``, ``hue`` (0 to 359) and ``person`` (a uid) stand at the caret; ``csp_source`` has to be allowed
    in ``connect-src`` when it is not "".
    """

    url: str
    room: str
    generation: str
    name: str
    hue: int
    person: str
    csp_source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveText:
    """What is live now, to be saved: ``base_version`` is the version it goes on from, ``writers`` are the
    people who typed since, the latest first."""

    markdown: str
    base_version: int
    writers: tuple[Any, ...]


class LiveEditing(Protocol):
    """What keeps documents live provides."""

    def address_of(self, entry: Any, *, person: Any, request: Any) -> LiveAddress | None: ...

    def save(
        self, entry: Any, *, save: Callable[[LiveText], int], update: bytes, generation: str, actor: Any
    ) -> int: ...


_documents: dict[str, Document] = {}
_live: list[LiveEditing] = []


def register(document: Document) -> None:
    """Tell the house that texts of a kind can be edited together. Called from an app's ``documents.py``."""
    _documents[document.kind] = document


def document_of(kind: str) -> Document | None:
    """How texts of ``kind`` are read and saved; None for a kind nobody registered."""
    return _documents.get(kind)


def documents() -> Mapping[str, Document]:
    """Every registered kind by name."""
    return _documents


def provide(live: LiveEditing) -> None:
    """Be what keeps documents live."""
    _live[:] = [live]


def live_address_of(entry: Any, *, person: Any, request: Any) -> LiveAddress | None:
    """Where ``person`` edits ``entry`` together with others; None where that is not to be had."""
    return _live[0].address_of(entry, person=person, request=request) if _live else None


def save_live(
    entry: Any,
    *,
    save: Callable[[LiveText], int],
    update: bytes = b"",
    generation: str = "",
    actor: Any,
) -> int:
    """Save what is live as the next version and return its number, all in one transaction.

    Changes that came from outside are brought in first. ``update`` is what a browser could not send by its
    socket (its whole Yjs document), of ``generation``; it is kept too. ``save`` does the saving and returns
    the number. Raises what ``save`` raises, Invalid for an update that is none, and Stale when ``generation``
    is not the current one. Without live editing ``save`` is handed the stored text.
    """
    if _live:
        return _live[0].save(entry, save=save, update=update, generation=generation, actor=actor)
    text = _documents[entry.kind].read(entry)
    return save(LiveText(markdown=text.markdown, base_version=text.version, writers=()))
