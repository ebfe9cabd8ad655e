"""Imports for machines: begin, look, run, undo. Many pages at once come in through here, as a zip."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from practica.core.communities.models import Community
from practica.interfaces.transfer import access, actions, jobs, queries
from practica.interfaces.transfer.models import Import
from practica.kit.access import demand, door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS
from practica.kit.http import Request

router = Router(tags=["Imports"])


class ImportOut(Schema):
    """An import: where it goes, how far it is, what its items became: ``counts`` add up to ``items_in``."""

    uid: str
    state: str
    community: str
    label: str
    done: int
    total: int
    items_in: int
    counts: dict[str, int]
    links_checked: int
    links_broken: int
    notes: list[str]
    problem: str
    created: dt.datetime
    finished: dt.datetime | None
    url: str


class ItemOut(Schema):
    """A line of the ledger. ``is_item`` is False for pages made beside the items of the source; ``url`` is
    where it stands here, or empty."""

    path: str
    role: str
    title: str
    is_item: bool
    result: str
    reasons: list[str]
    links_broken: int
    uid: str
    url: str


class Items(Schema):
    """Some lines; ask again with ``after`` for more, 0 at the end."""

    items: list[ItemOut]
    after: int


class ImportIn(Schema):
    """Where the zip goes: ``name`` starts a community, ``community`` is the slug of one you lead.

    ``dry_run`` reads only; otherwise the import runs as soon as it is read. ``source`` is a name under which
    the same source is known the next time.
    """

    name: str = Field("", max_length=120)
    purpose: str = Field("", max_length=300)
    audience: str = Field("everyone", pattern="^(public|everyone|members)$")
    community: str = Field("", max_length=80)
    source: str = Field("", max_length=200)
    dry_run: bool = False


@router.post(
    "/imports", response={201: ImportOut, **REFUSALS}, operation_id="begin_import", summary="Begin an import"
)
@door("transfer.import")
def begin(request: Request, data: Form[ImportIn], archive: UploadedFile = File(...)) -> Status[ImportOut]:
    """Send a zip as ``archive`` (multipart). The worker reads it; look at the import to see how far it is."""
    community = get_visible_or_404(Community, request.user, slug=data.community) if data.community else None
    demand(access.can_import(request.user, community))
    location = actions.keep_upload(archive, actor=request.user)
    founding = {} if community else {"name": data.name, "purpose": data.purpose, "audience": data.audience}
    imported = actions.begin(
        label=(archive.name or "source").rpartition(".")[0] or "source",
        location=location,
        community=community,
        founding=founding,
        source=data.source,
        runs_at_once=not data.dry_run,
        actor=request.user,
    )
    jobs.enqueue(imported)
    return Status(201, out(imported))


@router.get(
    "/imports/{uid}",
    response={200: ImportOut, **REFUSALS},
    operation_id="read_import",
    summary="Look at an import",
)
@door("transfer.see")
def show(request: Request, uid: str) -> ImportOut:
    """How far it is, and its sums."""
    return out(_load(request, uid))


@router.get(
    "/imports/{uid}/items",
    response={200: Items, **REFUSALS},
    operation_id="list_import_items",
    summary="Read the ledger",
)
@door("transfer.see")
def items(
    request: Request,
    uid: str,
    result: str = Query("", max_length=10),
    after: int = Query(0, ge=0, le=2**31),
    limit: int = Query(100, ge=1, le=500),
) -> dict[str, Any]:
    """Every item with its outcome and the reasons; before the import has run, what would become of it."""
    rows, last = queries.items(_load(request, uid), queries.Wanted(result=result, after=after), limit=limit)
    return {
        "items": [
            {
                "path": item.path,
                "role": item.role,
                "title": item.title,
                "is_item": item.is_item,
                "result": item.result,
                "reasons": item.sentences,
                "links_broken": item.links_broken,
                "uid": item.entry.uid if item.entry else "",
                "url": item.entry.get_absolute_url() if item.entry and item.entry.is_out else "",
            }
            for item in rows
        ],
        "after": last,
    }


@router.post(
    "/imports/{uid}/run",
    response={200: ImportOut, **REFUSALS},
    operation_id="run_import",
    summary="Import what was planned",
)
@door("transfer.steer")
def run(request: Request, uid: str) -> ImportOut:
    """After a dry run. Asking again changes nothing."""
    imported = _load(request, uid)
    actions.let_run(imported, actor=request.user)
    jobs.enqueue(imported)
    return out(imported)


@router.post(
    "/imports/{uid}/undo",
    response={200: ImportOut, **REFUSALS},
    operation_id="undo_import",
    summary="Undo an import",
)
@door("transfer.steer")
def undo(request: Request, uid: str) -> ImportOut:
    """Take out what it brought; what somebody changed since stays."""
    imported = _load(request, uid)
    actions.ask_undo(imported, actor=request.user)
    jobs.enqueue(imported)
    return out(imported)


def _load(request: Request, uid: str) -> Import:
    return get_visible_or_404(Import.objects.select_related("community"), request.user, uid=uid)


def out(imported: Import) -> ImportOut:
    """``imported`` as its people read it."""
    return ImportOut(
        uid=imported.uid,
        state=imported.state,
        community=imported.community.slug if imported.community else "",
        label=imported.label,
        done=imported.done,
        total=imported.total,
        items_in=imported.items_in,
        counts=queries.counts(imported),
        links_checked=imported.links_checked,
        links_broken=imported.links_broken,
        notes=imported.note_sentences,
        problem=imported.problem_sentence,
        created=imported.created,
        finished=imported.finished,
        url=imported.get_absolute_url(),
    )
