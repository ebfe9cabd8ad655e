"""``practica import SOURCE --name NAME``: start a community from a folder, a zip or a git repository."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from pathlib import Path
from typing import Any

from django.db import connection

from practica.core.communities.models import LEADS, Community, Membership
from practica.core.people.models import Person
from practica.interfaces.transfer import actions, queries
from practica.interfaces.transfer.models import Import, ImportItem
from practica.interfaces.transfer.pipeline.work import work_on
from practica.kit.access import Invalid, Refused
from practica.kit.sqlite.writing import writes_much

EVERY = 0.5


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments: what, where to, as whom."""
    parser.add_argument("source", help="a folder, a zip, a git repository or a git bundle on this machine")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--name", help="start a community with this name")
    where.add_argument("--into", metavar="SLUG", help="import into this community")
    parser.add_argument("--purpose", default="", help="one sentence about the new community")
    parser.add_argument(
        "--audience",
        default="everyone",
        choices=[c for c in Community.Audience.values if c != "organisations"],
    )
    parser.add_argument(
        "--as",
        dest="person",
        metavar="EMAIL",
        help="whose rights count; default: an administrator, or a coordinator",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="read and say what would happen; change nothing"
    )
    parser.add_argument("--json", action="store_true", help="print the ledger as JSON")


def run(args: argparse.Namespace) -> int:
    """Import and print what became of it; 1 when it could not be done."""
    writes_much()
    try:
        imported = _begin(args)
    except (Invalid, Refused, LookupError) as problem:
        print(problem.args[0] if isinstance(problem, LookupError) else problem, file=sys.stderr)
        return 1
    quiet = args.json or not sys.stderr.isatty()
    stop = threading.Event()
    watcher = None if quiet else threading.Thread(target=_watch, args=(imported.pk, stop), daemon=True)
    if watcher:
        watcher.start()
    try:
        work_on(imported.pk)
    finally:
        stop.set()
        if watcher:
            watcher.join()
    imported.refresh_from_db()
    _print(imported, as_json=args.json)
    fine = imported.state in (Import.State.DONE, Import.State.PLANNED)
    if args.dry_run and not imported.problem:
        imported.delete()
    return 0 if fine else 1


def _begin(args: argparse.Namespace) -> Import:
    community = None
    if args.into:
        community = Community.objects.filter(slug=args.into).first()
        if community is None:
            raise LookupError(f"There is no community “{args.into}”.")
    path = Path(args.source)
    where = str(path.resolve()) if path.exists() else args.source
    return actions.begin(
        label=path.resolve().stem if path.is_file() else path.resolve().name,
        server_path=where,
        community=community,
        founding={} if community else {"name": args.name, "purpose": args.purpose, "audience": args.audience},
        runs_at_once=not args.dry_run,
        actor=acting_person(args.person, community),
    )


def acting_person(email: str | None, community: Community | None) -> Person:
    """Who acts: the person named, else a coordinator of the community, else an administrator."""
    people = Person.objects.active().select_related("organisation").order_by("pk")
    if email:
        person = people.filter(email__iexact=email).first()
        if person is None:
            raise LookupError(f"Nobody here has the address {email}.")
        return person
    if community is not None:
        leads = Membership.objects.active().filter(community=community, role__in=LEADS).order_by("role", "pk")
        person = people.filter(pk__in=leads.values("person")).first()
    else:
        person = people.filter(is_administrator=True).first()
    if person is None:
        raise LookupError("Nobody can do this yet: sign up first, or say --as EMAIL.")
    return person


def _watch(pk: int, stop: threading.Event) -> None:
    """Say on one line how far it is."""
    while not stop.wait(EVERY):
        imported = Import.objects.filter(pk=pk).first()
        if imported is not None:
            far = f"{imported.done} / {imported.total}" if imported.total else str(imported.done)
            print(f"\r{imported.get_state_display()}: {far}        ", end="", file=sys.stderr, flush=True)
    print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
    connection.close()


def _print(imported: Import, *, as_json: bool) -> None:
    counts = queries.counts(imported)
    if as_json:
        print(json.dumps(_report(imported, counts), ensure_ascii=False, indent=1))
        return
    if imported.problem:
        print(imported.problem_sentence, file=sys.stderr)
    if not imported.items_in:
        return
    out = " + ".join(
        f"{number} {ImportItem.Result(name).label.lower()}" for name, number in counts.items() if number
    )
    print(f"{imported.items_in} items in = {out or 0}")
    for role, number in queries.beside(imported).items():
        print(f"{number} beside: {ImportItem.Role(role).label.lower()}")
    print(f"{imported.links_checked} links checked, {imported.links_broken} broken")
    for sentence in imported.note_sentences:
        print(sentence)
    for item in queries.all_items(imported):
        if item.reasons and item.result != "unchanged":
            print(f"{item.get_result_display():<13} {item}")
            for sentence in item.sentences:
                print(f"{'':<13} {sentence}")
    if imported.community and imported.state == Import.State.DONE:
        print(f"{imported.community.name}: {imported.community.get_absolute_url()}")


def _report(imported: Import, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "uid": imported.uid,
        "state": imported.state,
        "problem": imported.problem_sentence,
        "community": imported.community.slug if imported.community else "",
        "items_in": imported.items_in,
        "counts": counts,
        "beside": queries.beside(imported),
        "links_checked": imported.links_checked,
        "links_broken": imported.links_broken,
        "notes": imported.note_sentences,
        "items": [
            {
                "path": item.path,
                "role": item.role,
                "title": item.title,
                "result": item.result,
                "reasons": item.sentences,
            }
            for item in queries.all_items(imported)
        ],
    }
