"""``practica search rebuild | status``: the index made anew, or how it is."""

from __future__ import annotations

import argparse
import sys
import time

from practica.core.entries.models import Entry
from practica.kit.contracts.search import sources
from practica.reach.search import index
from practica.reach.search.engines import IndexBroken, IndexBusy, IndexOutdated
from practica.reach.search.meaning.asking import ENOUGH
from practica.reach.search.meaning.state import state as meaning_state


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments: what to do."""
    parser.add_argument("what", choices=("rebuild", "status"))


def run(args: argparse.Namespace) -> int:
    """Do it and say how it went."""
    return _rebuild() if args.what == "rebuild" else _status()


def _rebuild() -> int:
    began = time.monotonic()
    try:
        done = index.rebuild(lambda count: print(f"\r{count} entries", end="", flush=True))
    except IndexBusy:
        index.request_rebuild()
        print("The worker holds the index; it rebuilds it now. practica search status tells how far it is.")
        return 0
    print(f"\r{done} entries in {time.monotonic() - began:.1f} s, {_size() / 1e6:.1f} MB.")
    return 0


def _status() -> int:
    try:
        documents = index.reader().count()
    except (IndexBroken, IndexOutdated) as problem:
        print(problem, file=sys.stderr)
        return 1
    published = Entry.objects.filter(kind__in=sources(), state=Entry.State.PUBLISHED).count()
    print(f"{documents} documents in the index, {published} published entries, {_size() / 1e6:.1f} MB.")
    print(_meaning(documents))
    return 0


def _meaning(documents: int) -> str:
    """How far search by meaning is, in one line."""
    state = meaning_state(index.shelf_directory())
    if state.problem:
        return f"By words alone: {state.problem}"
    if not state.wanted:
        return "By words alone: PRACTICA_MEANING is off."
    line = f"Meaning by {state.wanted}: {state.documents} documents with {state.passages} vectors"
    if state.serving not in ("", state.wanted):
        line += f" by {state.serving}, which serve until the new ones are made"
    if state.owed:
        line += f"; {state.owed} entries wait for theirs"
    if state.documents < ENOUGH * documents:
        line += "; by words alone until most are there"
    return line + "."


def _size() -> int:
    folders = (index.directory(), index.shelf_directory())
    return sum(path.stat().st_size for folder in folders for path in folder.rglob("*") if path.is_file())
