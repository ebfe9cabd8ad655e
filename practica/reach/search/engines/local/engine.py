"""The engine itself: one directory, one writer, readers that notice each commit."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from practica.kit.contracts.search import FACETS, Document, Filters, Hit, Meaning, Result
from practica.kit.memory import give_back_files
from practica.reach.search.engines.errors import IndexBroken, IndexBusy
from practica.reach.search.engines.local import fields, language, questions, showing, spelling, titles
from practica.reach.search.engines.local.asked import Asked
from practica.reach.search.engines.local.looking import Looking, Placed
from practica.reach.search.engines.local.mixtures import mixture_of
from practica.reach.search.engines.local.plainly import demand_no_writer, in_plain_words
from practica.reach.search.engines.local.snapshot import Snapshot

if TYPE_CHECKING:
    from concurrent.futures import Future

    from practica.kit.contracts.search import Near
    from practica.reach.search.engines.local.both import Both

#: What the writer keeps in memory before it goes to disk, in bytes.
WRITER_HEAP = 48_000_000

#: What merges have read is let go of after so many documents: one of 17,000 reads 80 MB in two seconds.
LET_GO_AFTER = 50

#: The words of the index are read anew after so many seconds, when it changed.
LEXICON_AGE = 600

#: The words of an index of up to so many documents are read while a question waits: some milliseconds.
READ_AT_ONCE = 2_000

#: Nobody turns more pages than this many hits.
DEEPEST = 10_000

# More languages than a site writes in.
_MOST_LANGUAGES = 100

_NOTHING = Result(hits=(), total=0)


def open_engine(directory: Path, *, writable: bool) -> LocalEngine:
    """The engine whose index is in ``directory``; the directory is made when a writer needs it.

    Raises ``IndexBusy`` when another process writes to it, ``IndexOutdated`` when another version
    made it, ``IndexBroken`` when it cannot be read. After the last two, :func:`discard` it and put
    every document anew.
    """
    return LocalEngine(directory, writable=writable)


def discard(directory: Path) -> None:
    """Remove the index. Readers that have it open keep what they see until there is another.

    Raises ``IndexBusy`` when somebody writes to it: what she writes would be lost.
    """
    demand_no_writer(directory)
    shutil.rmtree(directory, ignore_errors=True)


class LocalEngine:
    """Keeps the promise of :class:`practica.kit.contracts.search.Engine` with an index on the local disk."""

    def __init__(self, directory: Path, *, writable: bool) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._seen: tuple[int, int] | None = None
        self._snapshot: Snapshot | None = None
        self._lexicon: tuple[int, float, spelling.Lexicon] | None = None
        self._reading_words = threading.Lock()
        if writable:
            directory.mkdir(parents=True, exist_ok=True)
            self._open()
            self._writer = self._begin_writing()
        snapshot = self._now()
        if not writable and snapshot is not None and snapshot.searcher.num_docs > READ_AT_ONCE:
            self._words(snapshot)

    # Writing

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace ``documents`` by key. Nothing is visible before :meth:`commit`."""
        writer = self._writing()
        for number, document in enumerate(documents, start=1):
            writer.delete_documents_by_term("key", fields.clean(document.key))
            writer.add_document(fields.row(document))
            if number % LET_GO_AFTER == 0:
                self._let_go()

    def drop_entries(self, entry_uids: Sequence[str]) -> None:
        """Forget every document of these entries. Visible after :meth:`commit`."""
        writer = self._writing()
        for uid in entry_uids:
            writer.delete_documents_by_term("entry", fields.clean(uid))

    def drop_everything(self) -> None:
        """Forget every document, to put them all anew. Visible after :meth:`commit`."""
        self._writing().delete_all_documents()

    def commit(self) -> None:
        """Make all that was put or dropped durable and visible to readers."""
        with in_plain_words(self._directory):
            self._writing().commit()
        self._now()

    def forget_uncommitted(self) -> None:
        """Take back all that was put or dropped since the last commit."""
        with in_plain_words(self._directory):
            self._writing().rollback()

    def close(self) -> None:
        """Let another process write. What was not committed is forgotten."""
        writer, self._writer = self._writer, None
        # A broken index is let go of all the same.
        with suppress(IndexBroken), in_plain_words(self._directory):
            if writer is not None:
                writer.rollback()
                writer.wait_merging_threads()

    # Reading

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
        """Documents whose scopes meet ``scopes``, best first. An empty ``scopes`` finds nothing.

        ``kinds`` counts what is found without the filter of kinds, so that another kind can be offered. What
        stands in quotation marks is looked for as it stands, never by its meaning. ``facets`` are counted
        along with the kinds as far as they can be.
        """
        look = partial(
            Looking,
            scopes=scopes,
            newest=newest,
            counts=FACETS if facets else ("kinds",),
            mixture=mixture_of(self._directory),
        )
        snapshot, question = self._now(), questions.read(query)
        if snapshot is None or not scopes or not (question or (filters and not question.text)):
            return _NOTHING
        limit, offset = min(max(limit, 1), DEEPEST), min(max(offset, 0), DEEPEST)
        with in_plain_words(self._directory):
            asked = self._understood(question, snapshot, scopes, also=also)
            looking = look(asked, snapshot, filters=filters)
            asking = _ask_aside(looking, meaning)
            kinds = looking.count()
            if not kinds and question.phrases and not look(asked, snapshot, filters=Filters()).count():
                # Nobody wrote it so: the words alone may still help, and ``corrected`` says what was asked.
                asked = self._understood(question.without_quotation_marks(), snapshot, scopes, unquoted=True)
                looking = look(asked, snapshot, filters=filters)
                asking = _ask_aside(looking, meaning)
                kinds = looking.count()
            both = _both_ways(looking, asking)
            if both is not None:
                kinds += both.unworded()
            total = sum(kinds[kind] for kind in dict.fromkeys(filters.kinds or kinds))
            each = looking.facets(both) if facets else {}
            if not total:
                return Result(hits=(), total=0, kinds=dict(kinds), facets=each)
            found = both if both is not None else looking
            hits = _shown(found.page(limit=limit, offset=offset), asked, snapshot)
        return Result(hits=hits, total=total, kinds=dict(kinds), facets=each, corrected=asked.corrected)

    def suggest(self, prefix: str, *, scopes: Sequence[str], limit: int) -> list[Hit]:
        """Titles that begin with, or hold a word that begins with, ``prefix``."""
        snapshot = self._now()
        if snapshot is None or not scopes or limit < 1:
            return []
        with in_plain_words(self._directory):
            return titles.beginning_with(prefix, scopes=scopes, limit=min(limit, DEEPEST), snapshot=snapshot)

    def count(self) -> int:
        """How many documents readers see now."""
        snapshot = self._now()
        return snapshot.searcher.num_docs if snapshot else 0

    def languages(self) -> dict[str, int]:
        """How many documents readers see in each language, the most frequent first; "" has no stemmer."""
        snapshot = self._now()
        if snapshot is None:
            return {}
        with in_plain_words(self._directory):
            return snapshot.count_languages(_MOST_LANGUAGES)

    # The index on disk

    def _now(self) -> Snapshot | None:
        """The last commit; None before the first writer made the index. One ``stat`` when nothing changed."""
        try:
            stat = (self._directory / "meta.json").stat()
        except FileNotFoundError:
            return self._snapshot
        mark = (stat.st_ino, stat.st_mtime_ns)
        if mark != self._seen:
            with self._lock:
                if mark != self._seen:
                    self._look(mark)
        return self._snapshot

    def _look(self, mark: tuple[int, int]) -> None:
        if self._index is None:
            self._open()
        assert self._index is not None
        with in_plain_words(self._directory):
            self._index.reload()
            number = self._snapshot.number + 1 if self._snapshot else 1
            self._snapshot = Snapshot(self._index.schema, self._index.searcher(), number)
        self._seen = mark

    def _let_go(self) -> None:
        """Let go of what is mapped in vain: the files of merges that ended, by looking at the index anew, and
        what merges under way have read, for each reads its files once from end to end."""
        self._now()
        give_back_files(self._directory)

    def _open(self) -> None:
        with in_plain_words(self._directory):
            self._index = tantivy.Index(fields.schema(), path=str(self._directory))
            fields.teach(self._index)
            # A reload by hand, so that no thread watches the directory.
            self._index.config_reader("manual", 0)

    def _begin_writing(self) -> tantivy.IndexWriter:
        assert self._index is not None
        with in_plain_words(self._directory):
            return self._index.writer(WRITER_HEAP, 1)

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise IndexBusy("This engine was opened for reading, or is closed. Open it with writable=True.")
        return self._writer

    def _understood(
        self,
        question: questions.Question,
        snapshot: Snapshot,
        scopes: Sequence[str],
        *,
        unquoted: bool = False,
        also: Sequence[tuple[str, str]] = (),
    ) -> Asked:
        known = {word for phrase in question.phrases for word in phrase}
        known |= {word for said, _instead in also for word in language.spoken(said)}
        checked = [word for word in question.words if word not in known]
        meant = spelling.meant_by(
            checked, lexicon=lambda: self._words(snapshot), snapshot=snapshot, scopes=scopes
        )
        return Asked.of(question, meant=meant, snapshot=snapshot, unquoted=unquoted, also=also)

    def _words(self, snapshot: Snapshot) -> spelling.Lexicon:
        """The words that can be meant; somewhat old ones will do, for every count is asked of the index.

        Those of a large index are read aside: meanwhile the former are used, and before there are any, none.
        """
        held = self._lexicon
        if held is not None and (held[0] == snapshot.number or not self._is_old(held, snapshot)):
            return held[2]
        if snapshot.searcher.num_docs <= READ_AT_ONCE:
            return self._read_words(snapshot)
        if self._reading_words.acquire(blocking=False):
            threading.Thread(
                target=self._read_words_aside, args=(snapshot,), name="search-words", daemon=True
            ).start()
        return held[2] if held is not None else spelling.Lexicon({}, 0)

    def _is_old(self, held: tuple[int, float, spelling.Lexicon], snapshot: Snapshot) -> bool:
        _, made, lexicon = held
        grown = abs(snapshot.searcher.num_docs - lexicon.documents) > lexicon.documents / 10
        return grown or time.monotonic() - made > LEXICON_AGE

    def _read_words(self, snapshot: Snapshot) -> spelling.Lexicon:
        lexicon = spelling.Lexicon.of(snapshot)
        self._lexicon = (snapshot.number, time.monotonic(), lexicon)
        return lexicon

    def _read_words_aside(self, snapshot: Snapshot) -> None:
        try:
            self._read_words(snapshot)
        finally:
            self._reading_words.release()


# Both: their module counts with numpy, which a site that searches by words alone does not need.


def _ask_aside(looking: Looking, meaning: Meaning | None) -> Future[Near | None] | None:
    if meaning is None:
        return None
    from practica.reach.search.engines.local.both import ask_aside

    return ask_aside(looking, meaning)


def _both_ways(looking: Looking, asking: Future[Near | None] | None) -> Both | None:
    if asking is None:
        return None
    from practica.reach.search.engines.local.both import both_ways

    return both_ways(looking, asking)


def _shown(places: Sequence[Placed], asked: Asked, snapshot: Snapshot) -> tuple[Hit, ...]:
    """The documents found, each with the passage that answers best."""
    show = showing.Showing(asked.worth(snapshot))
    return tuple(
        show.hit(
            fields.unpack(snapshot.document(place.address)),
            score=place.score,
            nearest=place.passage,
            weighed=place.weighed,
        )
        for place in places
    )
