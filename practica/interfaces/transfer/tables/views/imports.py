"""A table on its way into a collection: chosen, mapped, brought in, looked up, taken back."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.content.collections.models import Collection
from practica.content.collections.queries import collection_to_show
from practica.core.entries.models import Entry
from practica.core.types.access import can_keep
from practica.core.types.queries import fields_of
from practica.interfaces.transfer.tables import access, actions, cells
from practica.interfaces.transfer.tables.forms import FileForm, MappingForm
from practica.interfaces.transfer.tables.guessing import LOOKED_AT, guesses
from practica.interfaces.transfer.tables.jobs import bring_table
from practica.interfaces.transfer.tables.judging import Judge
from practica.interfaces.transfer.tables.mapping import Offer, columns_of_left_out, offers
from practica.interfaces.transfer.tables.models import TableImport
from practica.interfaces.transfer.tables.reading import Row
from practica.kit.access import Invalid, demand, door, get_visible_or_404, or_404
from practica.kit.http import Request
from practica.kit.models import UID_LENGTH
from practica.kit.tables import csv_lines

EXAMPLES = 3
PROBLEMS = 5
SHOWN = 100


@door("tables.bring")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request, slug: str, handle: str) -> HttpResponse:
    """Choose a file; below, what was brought before."""
    collection = _load(request, handle)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            brought = actions.begin(form.cleaned_data["file"], collection=collection, actor=request.user)
            return HttpResponseRedirect(_address(brought))
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    earlier = TableImport.objects.visible_to(request.user).filter(collection=collection)
    context = _context(collection) | {"form": form, "earlier": earlier.order_by("-created")[:20]}
    return render(request, "tables/begin.html", context, status=422 if form.errors else 200)


@door("tables.steer")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Before it runs: its columns and what they become. Then: how far it is, and what became of the rows."""
    collection, brought = _load_import(request, handle, uid)
    if brought.state == TableImport.State.PLANNED:
        return _plan(request, collection, brought)
    return render(request, "tables/show.html", _told(collection, brought))


@door("tables.steer")
@login_required
@require_GET
def progress(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """How far it is, for the bar."""
    collection, brought = _load_import(request, handle, uid)
    return render(request, "tables/progress.html", _told(collection, brought))


@door("tables.steer")
@login_required
@require_POST
def undo(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Take the rows out again."""
    _collection, brought = _load_import(request, handle, uid)
    try:
        with transaction.atomic():
            actions.ask_undo(brought, actor=request.user)
            bring_table.enqueue(brought.pk)
    except Invalid as problem:
        messages.error(request, str(problem))
    return HttpResponseRedirect(_address(brought))


@door("tables.steer")
@login_required
@require_POST
def forget(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Do not bring it in after all."""
    collection, brought = _load_import(request, handle, uid)
    try:
        actions.forget(brought, actor=request.user)
    except Invalid as problem:
        messages.error(request, str(problem))
        return HttpResponseRedirect(_address(brought))
    return HttpResponseRedirect(collection.get_absolute_url())


@door("tables.steer")
@login_required
@require_GET
def left_out(request: Request, slug: str, handle: str, uid: str) -> StreamingHttpResponse:
    """The rows that were left out, with the reason, to mend and bring again; last what stood beyond the
    columns of the first line."""
    _collection, brought = _load_import(request, handle, uid)
    rows = brought.rows.filter(entry_uid="").order_by("number")
    width = len(brought.columns)
    lines = (
        [*(row.cells + [None] * width)[:width], row.number, row.reason, *row.cells[width:]]
        for row in rows.iterator(chunk_size=500)
    )
    header = [*brought.columns, *columns_of_left_out()]
    response = StreamingHttpResponse(csv_lines(header, lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="left-out.csv"'
    return response


def _plan(request: Request, collection: Collection, brought: TableImport) -> HttpResponse:
    try:
        if request.method == "POST" and request.POST.get("sheet") in brought.sheets:
            actions.choose_sheet(brought, request.POST["sheet"], actor=request.user)
            return HttpResponseRedirect(_address(brought))
        offered, rows = _offered(request, collection, brought)
    except (Invalid, FileNotFoundError) as problem:
        context = _context(collection) | {"brought": brought, "problem": str(problem), "lines": []}
        return render(request, "tables/plan.html", context, status=422)
    form = MappingForm(
        request.POST or None,
        offered=offered,
        fields=fields_of(collection.type),
        may_add=can_keep(request.user, collection.type.community),
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.let_run(brought, form.targets(), actor=request.user)
                bring_table.enqueue(brought.pk)
            return HttpResponseRedirect(_address(brought))
        except Invalid as problem:
            form.add_error(None, str(problem))
    fields = {one.name: one for one in fields_of(collection.type) if not one.is_computed}
    judge = Judge([one.target for one in offered], fields, request.user)
    count, told = judge.problems(rows, most=PROBLEMS)
    context = _context(collection) | {
        "brought": brought,
        "form": form,
        "lines": form.lines(),
        "looked_at": len(rows),
        "unfit": count,
        "problems": told,
        "problem": "",
    }
    return render(request, "tables/plan.html", context, status=422 if form.errors else 200)


def _offered(request: Request, collection: Collection, brought: TableImport) -> tuple[list[Offer], list[Row]]:
    with actions.opened(brought) as file:
        table = actions.table_of(brought, file)
        rows = list(islice(table.rows, LOOKED_AT))
        found = guesses(rows, len(table.columns), decimal_comma=table.decimal_comma)
    may_add = can_keep(request.user, collection.type.community)
    offered = offers(table.columns, found, fields_of(collection.type), may_add=may_add)
    for at, offer in enumerate(offered):
        some = (row.cells[at] for row in rows if not row.problem and row.cells[at] is not None)
        offer.examples.extend(cells.text_of(cell)[:80] for cell in islice(some, EXAMPLES))
    return offered, rows


def _load(request: Request, handle: str) -> Collection:
    collection: Collection = or_404(collection_to_show(handle[-UID_LENGTH:], seen_by=request.user))
    demand(access.can_bring(request.user, collection), _("Only members add rows here."))
    return collection


def _load_import(request: Request, handle: str, uid: str) -> tuple[Collection, TableImport]:
    collection = _load(request, handle)
    brought: TableImport = get_visible_or_404(TableImport, request.user, uid=uid, collection=collection)
    brought.collection = collection
    return collection, brought


def _address(brought: TableImport) -> str:
    entry: Entry = brought.collection.entry
    return reverse("tables:show", args=[entry.community.slug, entry.handle, brought.uid])


def _told(collection: Collection, brought: TableImport) -> dict[str, Any]:
    rows = brought.rows.filter(entry_uid="").order_by("number")[:SHOWN]
    return _context(collection) | {"brought": brought, "left_out": rows if brought.left_out else []}


def _context(collection: Collection) -> dict[str, Any]:
    community = collection.entry.community
    return {
        "collection": collection,
        "community": community,
        "entry": collection.entry,
        "crumbs": [
            {"label": community.name, "url": community.get_absolute_url()},
            {"label": collection.entry.title, "url": collection.get_absolute_url()},
            {"label": _("Bring rows from a file"), "url": ""},
        ],
    }
