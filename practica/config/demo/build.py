"""Building the sample site in one piece: all of it is there, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from practica.config.demo import collecting, communities, knowledge, missing, people, shelves, talk, traces
from practica.core.ledger.listeners import deliver_due
from practica.reach.gaps.actions import sweep_questions
from practica.reach.notifications.actions.reading import put_all_away
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
    _put_old_news_away(settled)
    communities.somebody_asks_to_join(settled)
    say("Questions, answers and discussions")
    # Read anew: each person object remembers the roles it had when it was asked first.
    settled = people.cast()
    talk.post_all(settled)
    say("Lessons, a decision, a review")
    knowledge.write_down(settled)
    say("Collections: what was learnt, and a shelf of spare parts")
    collecting.collect(settled)
    say("A shelf of resources")
    shelves.stock(settled)
    traces.leave(settled)
    say("What people looked for and did not find")
    missing.look_in_vain(settled)


def _put_old_news_away(settled: people.Cast) -> None:
    """Who joined weeks ago fills no inbox today."""
    deliver_due(only=["notifications.tell"])
    for person in settled.values():
        if person.has_account:
            put_all_away(actor=person)


def finish(say: Say) -> None:
    """Do what the worker would do in its first seconds: tell people, read files, make everything findable.

    Safe to repeat. While a worker runs, the index is its business.
    """
    say("Inbox, files and search")
    while deliver_due():
        pass
    sweep_questions()
    try:
        index.rebuild()
    except IndexBusy:
        index.request_rebuild()
    finally:
        index.close()
