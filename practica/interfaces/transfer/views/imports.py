"""An import: its plan, its progress, its ledger; letting it run, cancelling, undoing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.interfaces.transfer import access, actions, jobs, queries
from practica.interfaces.transfer.forms import LedgerForm
from practica.interfaces.transfer.models import Import, ImportItem
from practica.kit.access import Invalid, door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.tables import csv_lines

TONES = {
    "created": ("ok", "check"),
    "updated": ("ok", "check"),
    "unchanged": ("plain", ""),
    "lossy": ("warn", "warn"),
    "skipped": ("plain", ""),
    "failed": ("danger", "x"),
}


@door("transfer.see")
@login_required
@require_GET
def index(request: Request) -> HttpResponse:
    """The imports one sees, newest first."""
    context = {
        "rows": queries.mine(request.user),
        "may_import": bool(queries.led_by(request.user)) or access.can_import(request.user),
    }
    return render(request, "transfer/index.html", context)


@door("transfer.see")
@login_required
@require_GET
def show(request: Request, uid: str) -> HttpResponse:
    """The plan before, the progress meanwhile, the ledger after."""
    imported = _load(request, uid)
    form = LedgerForm(request.GET)
    form.is_valid()
    given = form.cleaned_data
    wanted = queries.Wanted(given.get("result", ""), given.get("path", ""), given.get("after") or 0)
    context = _standing(imported, request) | {"wanted": wanted}
    if not imported.is_busy:
        items, after = queries.items(imported, wanted)
        context |= {
            "rows": [(item, *TONES[item.result], _address(item)) for item in items],
            "chips": _chips(request, imported, context["counts"], wanted),
            "older_url": _with(request, after=after) if after else "",
        }
    return render(request, "transfer/show.html", context)


@door("transfer.see")
@login_required
@require_GET
def progress(request: Request, uid: str) -> HttpResponse:
    """The part of the page that changes while the work goes on."""
    return render(request, "transfer/progress.html", _standing(_load(request, uid), request))


@door("transfer.steer")
@login_required
@require_POST
def run(request: Request, uid: str) -> HttpResponse:
    """Import what was planned."""
    imported = _load(request, uid)
    actions.let_run(imported, actor=request.user)
    jobs.enqueue(imported)
    return HttpResponseRedirect(imported.get_absolute_url(), status=303)


@door("transfer.steer")
@login_required
@require_POST
def cancel(request: Request, uid: str) -> HttpResponse:
    """Forget an import that has changed nothing."""
    imported = _load(request, uid)
    try:
        actions.cancel(imported, actor=request.user)
    except Invalid as problem:
        messages.error(request, str(problem))
        return HttpResponseRedirect(imported.get_absolute_url(), status=303)
    messages.info(request, _("The import is cancelled. Nothing was changed."))
    return HttpResponseRedirect(reverse("transfer:index"), status=303)


@door("transfer.steer")
@login_required
@require_http_methods(["GET", "POST"])
def undo(request: Request, uid: str) -> HttpResponse:
    """Ask once more, then take everything out."""
    imported = _load(request, uid)
    if request.method == "POST":
        actions.ask_undo(imported, actor=request.user)
        jobs.enqueue(imported)
        return HttpResponseRedirect(imported.get_absolute_url(), status=303)
    return render(request, "transfer/undo.html", {"imported": imported, "counts": queries.counts(imported)})


@door("transfer.see")
@login_required
@require_GET
def download(request: Request, uid: str) -> StreamingHttpResponse:
    """The ledger as CSV."""
    imported = _load(request, uid)
    response = StreamingHttpResponse(_lines(imported), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{imported.uid}.csv"'
    return response


def _load(request: Request, uid: str) -> Import:
    rows = Import.objects.select_related("community", "started_by")
    return get_visible_or_404(rows, request.user, uid=uid)


def _standing(imported: Import, request: Request) -> dict[str, Any]:
    counted = queries.counts(imported)
    return {
        "imported": imported,
        "counts": counted,
        "sums": [
            (ImportItem.Result(name).label, number)
            for name, number in counted.items()
            if number or name in ("created", "failed")
        ],
        "beside": queries.beside(imported),
        "broken": queries.with_broken_links(imported),
        "may_steer": access.can_steer(request.user, imported),
        "changes": counted["created"] + counted["updated"] + counted["lossy"],
        "steps": _steps(imported),
    }


def _steps(imported: Import) -> list[dict[str, str]]:
    state, states = imported.state, Import.State
    if state in (states.UNDOING, states.UNDONE):
        done = state == states.UNDONE
        return [
            {"label": _("Imported"), "state": "done"},
            {"label": _("Undo"), "state": "done" if done else "now"},
        ]
    order = [states.READING, states.PLANNED, states.RUNNING]
    labels = [_("Read the source"), _("Look at the plan"), _("Import")]
    places: dict[str, int] = {states.WAITING: 0, states.READING: 0, states.PLANNED: 1, states.RUNNING: 2}
    at = places.get(state, len(order))
    if state == states.FAILED:
        at = 2 if imported.items_in else 0
    words = ["done" if n < at else "now" if n == at else "todo" for n in range(len(order))]
    if state == states.FAILED:
        words[at] = "failed"
    uploaded = {"label": _("Upload") if imported.location else _("Find the folder"), "state": "done"}
    return [uploaded, *({"label": label, "state": word} for label, word in zip(labels, words, strict=True))]


def _chips(
    request: Request, imported: Import, counted: dict[str, int], wanted: queries.Wanted
) -> list[dict[str, Any]]:
    broken = queries.with_broken_links(imported)
    options: list[tuple[str, Any, int | None]] = [("", _("All"), None)]
    options += [(name, ImportItem.Result(name).label, number) for name, number in counted.items() if number]
    options += [("broken", _("With broken links"), broken)] if broken else []
    return [
        {
            "label": label,
            "count": number,
            "url": _with(request, result=name, after=0),
            "current": name == wanted.result,
            "tone": "acc" if name == wanted.result else "plain",
        }
        for name, label, number in options
    ]


def _with(request: Request, **changes: Any) -> str:
    asked = request.GET.copy()
    for name, value in changes.items():
        asked.pop(name, None)
        if value:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"


def _address(item: ImportItem) -> str:
    """Where the item stands here; nothing for what is not in or lies in the bin."""
    entry = item.entry
    return entry.get_absolute_url() if entry is not None and entry.is_out else ""


def _lines(imported: Import) -> Iterator[str]:
    header = [_("Item"), _("What"), _("Title"), _("Outcome"), _("Why"), _("Broken links"), _("Address")]
    rows = (
        [
            item.path,
            item.get_role_display(),
            item.title,
            item.get_result_display(),
            " ".join(item.sentences),
            item.links_broken,
            _address(item),
        ]
        for item in queries.all_items(imported)
    )
    return csv_lines(header, rows)
