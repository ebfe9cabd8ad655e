"""Building the sample site in one piece: all of it is there, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from practica.config.demo import communities, people, talk, traces
from practica.core.ledger.listeners import deliver_due
from practica.reach.search import index
from practica.reach.search.engines import IndexBusy

Say = Callable[[str], None]


@transaction.atomic
def build(say: Say) -> None:
    """Fill an empty site. One transaction: a run that is broken off leaves the site as empty as it was."""
    say("People of two organisations")
    settled = people.settle_in()
    say("Three communities out of folders of Markdown")
    communities.start_all(settled)
    settled = people.cast()
    people.claim_what_they_wrote(settled)
    settled = people.cast()
    communities.let_everybody_in(settled)
    say("Questions, answers and discussions")
    # Read anew: each person object remembers the roles it had when it was asked first.
    settled = people.cast()
    talk.post_all(settled)
    traces.leave(settled)


def finish(say: Say) -> None:
    """Do what the worker would do in its first seconds: tell people, read files, make everything findable.

    Safe to repeat. While a worker runs, the index is its business.
    """
    say("Inbox, files and search")
    while deliver_due():
        pass
    try:
        index.rebuild()
    except IndexBusy:
        index.request_rebuild()
    finally:
        index.close()
