"""Vectors made beside everything else: one thread of the worker that works while something is owed."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog
from django.db import Error as DatabaseTrouble
from django.db import connection

from practica.reach.search.meaning import making, publishing
from practica.reach.search.meaning.choosing import encoder
from practica.reach.search.meaning.contract import Encoder, EncoderAway, NoModel, identity
from practica.reach.search.meaning.floor import floor_of

log = structlog.get_logger(__name__)

#: While much is owed, readers see what was made so far every so many seconds.
PUBLISH_EVERY = 10.0

# How far the thread steps back before others who want the processor.
_NICENESS = 10

# What is no fault of an entry: it is tried again later.
_NOBODYS_FAULT = (EncoderAway, NoModel, DatabaseTrouble)

#: The worker keeps the model for so many seconds after the last text: who saves once often saves again.
KEPT_FOR = 60.0

# The worker looks whether texts came every so many seconds.
_LOOK_EVERY = 1.0

Progress = Callable[[int], None]

_thread: threading.Thread | None = None


def keep_going(directory: Path) -> None:
    """Start the thread unless it works already or there is nothing to do. Costs one small query."""
    global _thread
    if _thread is not None and _thread.is_alive():
        return
    if _is_idle(directory):
        return
    _thread = threading.Thread(target=_work_aside, args=(directory,), name="search-meaning", daemon=True)
    _thread.start()


def _is_idle(directory: Path) -> bool:
    try:
        model = encoder()
    except NoModel:
        return True
    if model is None:
        return True
    making.begin(model, directory)
    return not making.owed() and publishing.is_published(directory, identity(model))


def _work_aside(directory: Path) -> None:
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
    try:
        work_until_nothing_comes(directory)
    except (EncoderAway, NoModel) as problem:
        log.warning("vectors cannot be made now", reason=str(problem))
        time.sleep(5)
    except Exception:  # noqa: BLE001 - the next round tries again
        log.exception("making vectors failed")
        time.sleep(5)
    finally:
        connection.close()


def work_until_nothing_comes(directory: Path) -> None:
    """Make what is owed and what comes meanwhile; then give the model's memory back."""
    work_off(directory)
    while _more_comes(directory):
        work_off(directory)
    model = encoder()
    if model is not None:
        model.rest()


def _more_comes(directory: Path) -> bool:
    """Whether something comes while the model is kept at hand; waits that long if nothing does."""
    until = time.monotonic() + KEPT_FOR
    while time.monotonic() < until:
        time.sleep(_LOOK_EVERY)
        if not _is_idle(directory):
            return True
    return False


def work_off(directory: Path, progress: Progress | None = None) -> int:
    """Make all vectors that are owed and let readers see them; return how many entries were dealt with.

    Does nothing while another process does it. Raises NoModel or EncoderAway when there is no going on.
    """
    model = encoder()
    if model is None:
        return 0
    with publishing.only_one(directory) as mine:
        if not mine:
            return 0
        making.begin(model, directory)
        done = _make_and_publish(model, directory, progress)
        if not making.owed():
            publishing.publish(directory, identity(model), floor=floor_of(model))
            making.forget_others(model)
    return done


def _make_and_publish(model: Encoder, directory: Path, progress: Progress | None) -> int:
    done, published = 0, time.monotonic()
    while some := _make_some(model):
        done += some
        if progress:
            progress(done)
        if time.monotonic() - published > PUBLISH_EVERY:
            if not publishing.serves_another(directory, identity(model)):
                publishing.publish(directory, identity(model), floor=floor_of(model))
            published = time.monotonic()
    return done


def _make_some(model: Encoder) -> int:
    """Some entries, or one of them after a failure: what cannot be made must not hold up the others."""
    try:
        return making.make_some(model)
    except _NOBODYS_FAULT:
        raise
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the others wait
        log.exception("vectors of some entries failed")
    try:
        return making.make_some(model, at_once=1)
    except _NOBODYS_FAULT:
        raise
    except Exception:  # noqa: BLE001 - as above
        making.give_up(1)
        return 1
