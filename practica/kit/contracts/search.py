"""What an app tells search about its content, and what an engine promises in return.

Words of this contract belong to no engine: a document, a scope, a field. An app registers one
:class:`Source` per entry kind; ``practica.reach.search`` collects them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A stretch of a document that can be shown and jumped to.

    ``anchor`` is the fragment to open (a heading id, ``post-<uid>``), ``locator`` a place in a file in
    words of the reader ("page 3", "slide 7", "sheet Costs"), ``heading`` the nearest heading's text.
    """

    text: str
    anchor: str = ""
    heading: str = ""
    locator: str = ""


#: What a document is now: in force, kept though no longer current, replaced by another.
CURRENT, ARCHIVED, SUPERSEDED = "published", "archived", "superseded"
STATES = (CURRENT, ARCHIVED, SUPERSEDED)

#: How sure one may be of it: somebody checked it; the day came when somebody should look at it again.
CHECKED, DUE = "checked", "due"
FRESHNESS = (CHECKED, DUE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What one person has to do with a document: she made it, or gave an answer that was accepted or not.

    ``role`` is "author", "accepted", "answer" or "reply".
    """

    person_uid: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """One findable thing. ``key`` is unique in the index; ``entry_uid`` is the entry whose rights decide.

    ``scopes`` say what the document belongs to (never who may see it); a reader is shown it when one of
    her own scopes is among them. ``topics`` are labels, which are found as words are; filters go by
    ``topic_slugs``. ``type_name`` is the sort of knowledge it holds, "" where there are none. ``state`` is
    one of ``STATES``; ``review_due`` the day from which it needs a look.
    """

    key: str
    entry_uid: str
    kind: str
    title: str
    community_uid: str
    scopes: tuple[str, ...]
    passages: tuple[Passage, ...]
    topics: tuple[str, ...] = ()
    topic_slugs: tuple[str, ...] = ()
    type_name: str = ""
    language: str = "en"
    author: str = ""
    author_uid: str = ""
    parts: tuple[Part, ...] = ()
    created: dt.datetime | None = None
    changed: dt.datetime | None = None
    state: str = CURRENT
    is_checked: bool = False
    review_due: dt.date | None = None
    demoted: bool = False


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the reader asked to narrow to. Empty means everything she may see.

    Of several values in one field one is enough; every field that is not empty has to be met.
    ``changed_from`` and ``changed_before`` are days (the first within, the second not), in UTC. ``today``
    decides what is due.
    """

    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    community_uids: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    freshness: tuple[str, ...] = ()
    changed_from: dt.date | None = None
    changed_before: dt.date | None = None
    today: dt.date = field(default_factory=lambda: dt.datetime.now(dt.UTC).date())

    def __bool__(self) -> bool:
        """Whether anything is narrowed."""
        return any(getattr(self, name) for name in FACETS) or bool(self.changed_from or self.changed_before)

    def without(self, *names: str) -> Filters:
        """The same but for the fields ``names``."""
        none: dict[str, Any] = dict.fromkeys(names, ())
        return replace(self, **none)


#: The fields of ``Filters`` whose values are counted.
FACETS = ("kinds", "types", "community_uids", "topics", "authors", "states", "languages", "freshness")

#: For each of ``FACETS`` how many documents found have a value; those without its own filter.
Facets = Mapping[str, Mapping[str, int]]


class Weighed(NamedTuple):
    """What a place among hits was decided by: kept with clicks, so that weights can be learnt from them.

    ``said`` is how well the words fit and ``meant`` how near the meaning is, each from 0 for the least to 1
    for the best of the documents in question; ``covered`` the share of the question (0 to 1) that the best
    by words hold; ``demoted`` says that the document stands lower for what it is.
    """

    said: float
    meant: float
    covered: float
    demoted: bool = False


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A document found, with the passage that answers best and the marks in it.

    ``score`` only orders hits of one result. ``marks`` are (start, end) character offsets in
    ``passage.text`` of the words that matched. ``weighed`` is None where words alone or a title decided.
    """

    key: str
    entry_uid: str
    kind: str
    title: str
    community_uid: str
    score: float
    passage: Passage
    marks: tuple[tuple[int, int], ...] = ()
    parts: tuple[Part, ...] = ()
    weighed: Weighed | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a question brought: hits in order, how many there are, the spelling that was used.

    ``kinds`` counts what is found without the filter of kinds; ``facets`` is empty unless it was asked for.
    """

    hits: tuple[Hit, ...]
    total: int
    kinds: dict[str, int] = field(default_factory=dict)
    facets: Facets = field(default_factory=dict)
    corrected: str = ""


class Likeness(NamedTuple):
    """How near a document is to a question in meaning: the cosine of its nearest passage.

    ``passage`` is that passage, counted from 0 in the order of the document; ``is_enough`` says whether the
    document may be found for its meaning alone; ``kind`` and ``demoted`` are the document's.
    """

    cosine: float
    passage: int
    kind: str
    is_enough: bool = False
    demoted: bool = False


class Near(Protocol):
    """How near every document that a reader may see is to one question.

    ``floor`` is the cosine from which on two texts have something to do with each other, by the model used.
    """

    floor: float

    @property
    def best(self) -> Mapping[str, Likeness]:
        """The nearest documents of each kind by their keys, some hundreds at most, the nearest first."""

    def of(self, keys: Iterable[str]) -> dict[str, Likeness]:
        """The likeness of those of ``keys`` that have one and that the reader may see."""


class Meaning(Protocol):
    """Finds by meaning beside an engine that finds by words."""

    def near(
        self, text: str, *, scopes: Sequence[str], community_uids: Sequence[str], documents: int
    ) -> Near | None:
        """How near documents are to ``text``; None when that cannot be said now.

        ``documents`` is how many the engine holds: while many of them have no vectors, none count.
        """


class Engine(Protocol):
    """A lexical engine. One writer at a time; any number of readers that see a commit within a second."""

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace ``documents`` by key. Nothing is visible before :meth:`commit`."""

    def drop_entries(self, entry_uids: Sequence[str]) -> None:
        """Forget every document of these entries. Visible after :meth:`commit`."""

    def commit(self) -> None:
        """Make all that was put or dropped durable and visible to readers."""

    def search(
        self,
        query: str,
        *,
        scopes: Sequence[str],
        filters: Filters,
        limit: int,
        offset: int = 0,
        meaning: Meaning | None = None,
        newest: bool = False,
        facets: bool = False,
        also: Sequence[tuple[str, str]] = (),
    ) -> Result:
        """Find documents whose scopes meet ``scopes``. An empty ``scopes`` finds nothing.

        With ``meaning`` also those that say it in other words; the order goes by both. ``newest`` puts what
        changed last first instead. ``facets``: count the values of every field that can be filtered, which
        costs as much again as finding. A query without words finds all that the filters let through, the
        newest first; without filters either, nothing. ``also`` are pairs of words in the query and others
        that say the same on this site: these count half.
        """

    def suggest(self, prefix: str, *, scopes: Sequence[str], limit: int) -> list[Hit]:
        """Titles that begin with, or hold a word that begins with, ``prefix``."""

    def count(self) -> int:
        """How many documents readers see now."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """How one entry kind becomes documents.

    ``documents`` takes entry ids and yields the documents of those that should be findable; ids it does
    not answer are forgotten. ``entry_ids`` streams every id of the kind, for a rebuild. ``facts`` are the
    facts (with an ``entry_id``) after which documents of the entry are made anew, beside those every entry
    has.
    """

    kind: str
    documents: Callable[[Sequence[int]], Iterable[Document]]
    entry_ids: Callable[[], Iterable[int]]
    facts: tuple[type, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Aside:
    """What is said beside entries of any kind and found with them, as passages of their documents: whoever
    sees the entry sees it.

    ``passages`` takes entry ids and answers, by the uid of the entry, with what comes behind its own.
    ``facts`` are those (with an ``entry_id``) after which it is another.
    """

    name: str
    passages: Callable[[Sequence[int]], Mapping[str, Sequence[Passage]]]
    facts: tuple[type, ...] = ()


_sources: dict[str, Source] = {}
_asides: dict[str, Aside] = {}


def register(source: Source) -> None:
    """Tell search about a kind. Called from an app's ``search.py``."""
    _sources[source.kind] = source


def sources() -> dict[str, Source]:
    """Every registered source by kind."""
    return _sources


def register_aside(aside: Aside) -> None:
    """Tell search about what is said beside entries. Called from an app's ``search.py``."""
    _asides[aside.name] = aside


def asides() -> dict[str, Aside]:
    """Every registered aside by name."""
    return _asides


def documents_of(source: Source, entry_ids: Sequence[int]) -> Iterable[Document]:
    """The documents of these entries, with what is said beside them."""
    said = [aside.passages(entry_ids) for aside in _asides.values()]
    for document in source.documents(entry_ids):
        more = [passage for by_uid in said for passage in by_uid.get(document.entry_uid, ())]
        yield replace(document, passages=(*document.passages, *more)) if more else document
