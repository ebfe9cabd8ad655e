"""The worker makes sure there is an index, and rebuilds it when asked."""

from __future__ import annotations

from django.conf import settings

from practica.kit.jobs import at_start, every
from practica.reach.search import index
from practica.reach.search.judging.clicks import forget_old
from practica.reach.search.saving import looking


@at_start(name="search.ensure_index")
def ensure_index() -> None:
    """Rebuild an index that is missing, broken, of another version or not made to its end."""
    if not index.is_usable():
        _rebuild()


@every(2, name="search.rebuild_when_asked")
def rebuild_when_asked() -> None:
    """Rebuild when the command line asked for it, somebody found the index broken, or it is gone: only the
    worker may write while it runs."""
    if index.take_request() or not index.is_there():
        _rebuild()


def _rebuild() -> None:
    index.rebuild()
    # Who found it broken until now is served too.
    index.take_request()


@every(1, name="search.meaning")
def make_vectors() -> None:
    """Go on making the vectors that are owed, in a thread of its own."""
    if not settings.MEANING:
        return
    # Here: a site without meaning loads nothing of what counts with vectors.
    from practica.reach.search.meaning import background

    background.keep_going(index.shelf_directory())


@every(30, name="search.saved")
def look_at_saved_searches() -> None:
    """Look at the saved searches whose time has come."""
    looking.look_at_due()


every(3600, name="search.forget_clicks")(forget_old)
