"""What the library complains about, said to the person who keeps the site running."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from practica.reach.search.engines.errors import IndexBroken, IndexBusy, IndexOutdated

#: The file that the library locks while somebody writes.
WRITING = ".tantivy-writer.lock"


@contextmanager
def in_plain_words(directory: Path) -> Iterator[None]:
    """Turn every complaint about the index in ``directory`` into one of the three errors of the engines."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise _said(str(error), directory) from error
    except BaseException as error:
        # A panic inside the library is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _said(str(error), directory) from error


def demand_no_writer(directory: Path) -> None:
    """Raise IndexBusy while somebody writes to the index in ``directory``, also when it cannot be read."""
    try:
        with (directory / WRITING).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return
    except BlockingIOError:
        raise _busy(directory) from None


def _busy(directory: Path) -> IndexBusy:
    return IndexBusy(f"Another process is writing to the search index in {directory}.")


def _said(complaint: str, directory: Path) -> Exception:
    if "Lockfile" in complaint:
        return _busy(directory)
    if "schema does not match" in complaint:
        made = f"Another version of Practica made the search index in {directory}."
        return IndexOutdated(f"{made} Make it anew with: practica search rebuild")
    return IndexBroken(
        f"The search index in {directory} cannot be read ({complaint[:200]}). "
        "Make it anew with: practica search rebuild"
    )
