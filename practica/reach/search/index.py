"""The index of this site: one reader per process, one writer in the worker, remade when it is broken."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from django.conf import settings

from practica.core.entries.models import Entry
from practica.kit.contracts import search
from practica.kit.memory import give_back
from practica.reach.search.engines import IndexBroken, IndexOutdated, LocalEngine, open_engine
from practica.reach.search.engines.local.engine import discard
from practica.reach.search.meaning import making

if TYPE_CHECKING:
    from practica.reach.search.meaning.asking import SiteMeaning

log = structlog.get_logger(__name__)

BATCH = 200
#: After so many entries at once memory is given back; a few, as they are saved, leave nothing worth it.
MANY = 100
_lock = threading.Lock()
_open: dict[tuple[Path, bool], LocalEngine] = {}
_meanings: dict[Path, SiteMeaning] = {}


def directory() -> Path:
    """Where the index lies."""
    return Path(settings.SEARCH_DIR)


def shelf_directory() -> Path:
    """Where the vectors lie: beside the index, so that they stay when that is discarded."""
    return directory().with_name(directory().name + ".meaning")


def reader() -> LocalEngine:
    """The engine this process reads with. Raises IndexBroken or IndexOutdated when there is no reading."""
    return _engine(writable=False)


def writer() -> LocalEngine:
    """The engine that writes. Raises IndexBusy when another process does."""
    return _engine(writable=True)


def _engine(*, writable: bool) -> LocalEngine:
    key = (directory(), writable)
    with _lock:
        if key not in _open:
            _open[key] = open_engine(directory(), writable=writable)
        return _open[key]


def meaning() -> SiteMeaning | None:
    """Finds by meaning beside the engine; says nothing while there are no vectors or no model.

    None where meaning is off.
    """
    if not settings.MEANING:
        return None
    # Here: it brings what counts with vectors, a fifth of what a site without meaning would load.
    from practica.reach.search.meaning.asking import SiteMeaning
    from practica.reach.search.meaning.shelf import Shelf

    with _lock:
        if shelf_directory() not in _meanings:
            _meanings[shelf_directory()] = SiteMeaning(Shelf(shelf_directory()))
        return _meanings[shelf_directory()]


def close() -> None:
    """Let go of the index (tests and restarts)."""
    with _lock:
        _meanings.clear()
        for engine in _open.values():
            engine.close()
        _open.clear()


def put_entries(entry_ids: Iterable[int]) -> None:
    """Make the documents of these entries anew, and forget those that should not be found any more.

    Read in batches, seen all at once: however many there are, a few hundred are in memory. When one cannot be
    made, nothing of it is kept. A broken index is rebuilt some seconds later; then they are asked for again.
    """
    try:
        _put_entries(entry_ids)
    except IndexBroken:
        request_rebuild()
        raise


def _put_entries(entry_ids: Iterable[int]) -> None:
    engine, put = writer(), 0
    try:
        for batch in _batches(dict.fromkeys(entry_ids)):
            _put_batch(engine, batch)
            making.owe(batch)
            put += len(batch)
        engine.commit()
    except BaseException:
        engine.forget_uncommitted()
        raise
    if put >= MANY:
        give_back()


def _put_batch(engine: LocalEngine, wanted: list[int]) -> None:
    by_kind: dict[str, list[int]] = {}
    uids = []
    for pk, uid, kind in Entry.objects.filter(pk__in=wanted).values_list("pk", "uid", "kind"):
        uids.append(uid)
        by_kind.setdefault(kind, []).append(pk)
    engine.drop_entries(uids)
    for kind, ids in by_kind.items():
        if source := search.sources().get(kind):
            engine.put(search.documents_of(source, ids))


def is_usable() -> bool:
    """Whether there is an index to read. A broken or outdated one is not, nor one that is half made."""
    try:
        return reader().count() >= 0 and is_there() and not is_unfinished()
    except (IndexBroken, IndexOutdated):
        return False


def is_there() -> bool:
    """Whether an index lies on the disk. One that was removed is read on by those who have it open."""
    return (directory() / "meta.json").exists()


def is_unfinished() -> bool:
    """Whether it is made anew just now, or was until somebody stopped the worker."""
    return _unfinished().exists()


def is_being_made() -> bool:
    """Whether readers see nothing because there is nothing in it yet."""
    return is_unfinished() and reader().count() == 0


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Make the whole index anew from the database; return how many entries were read.

    Readers keep the old index until the first commit of the new one. One that is broken or of another version
    is discarded first. Raises IndexBusy when another process writes to it, broken or not.
    """
    try:
        done = _put_everything(progress)
    except IndexBroken as problem:
        log.warning("index discarded", reason=str(problem))
        close()
        discard(directory())
        done = _put_everything(progress)
    making.owe_everything()
    _unfinished().unlink(missing_ok=True)
    _stamp().write_text(dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), encoding="utf-8")
    return done


def _put_everything(progress: Callable[[int], None] | None) -> int:
    engine, done = writer(), 0
    _unfinished().touch()
    try:
        engine.drop_everything()
        for source in search.sources().values():
            for batch in _batches(source.entry_ids()):
                engine.put(search.documents_of(source, batch))
                done += len(batch)
                if progress:
                    progress(done)
        engine.commit()
    except BaseException:
        engine.forget_uncommitted()
        raise
    return done


def rebuilt_at() -> str:
    """When the whole index was last made anew (ISO, UTC); "" when that is not known."""
    try:
        return _stamp().read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _stamp() -> Path:
    return directory().with_name(directory().name + ".rebuilt")


def _unfinished() -> Path:
    return directory().with_name(directory().name + ".unfinished")


def request_rebuild() -> None:
    """Ask the worker, which holds the index, to rebuild it within some seconds."""
    _request().touch()


def take_request() -> bool:
    """Whether somebody asked for a rebuild; asking is over once taken."""
    try:
        _request().unlink()
    except FileNotFoundError:
        return False
    return True


def _request() -> Path:
    return directory().with_name(directory().name + ".rebuild")


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch
