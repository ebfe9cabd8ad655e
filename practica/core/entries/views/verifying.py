"""Who said that an entry is still right, and saying so."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from practica.core.entries import actions
from practica.core.entries.models import Entry
from practica.core.entries.verified import verifications_of
from practica.kit.access import Invalid, Stale, door, get_visible_or_404
from practica.kit.http import Request


@door("entries.see")
@require_GET
def verifications(request: Request, uid: str) -> HttpResponse:
    """Everybody who sees the entry reads who verified it; who may, finds the form."""
    return _show(request, _entry(request, uid))


@door("entries.verify")
@login_required
@require_POST
def verify(request: Request, uid: str) -> HttpResponse:
    """Say that it is still right."""
    entry = _entry(request, uid)
    note = request.POST.get("note", "")
    try:
        actions.verify(entry, note=note, read_of=_moment(request.POST.get("read_of", "")), actor=request.user)
    except Invalid as refused:
        return _show(request, entry, note=note, problem=str(refused), status=422)
    except Stale as changed:
        return _show(request, _entry(request, uid), note=note, problem=str(changed), status=409)
    return _back_to(entry)


@door("entries.take_back_verification")
@login_required
@require_POST
def take_back(request: Request, uid: str) -> HttpResponse:
    """Take the statement that stands back."""
    entry = _entry(request, uid)
    actions.take_back_verification(entry, actor=request.user)
    return _back_to(entry)


def _entry(request: Request, uid: str) -> Entry:
    rows = Entry.objects.select_related("community", "verification")
    entry: Entry = get_visible_or_404(rows, request.user, uid=uid)
    return entry


def _moment(text: str) -> Any:
    """A moment as the form holds it; what cannot be read is none, and nothing is compared."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _show(
    request: Request, entry: Entry, *, note: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "entry": entry,
        "verifications": verifications_of(entry, person=request.user),
        "note": note,
        "problem": problem,
        "crumbs": [
            {"label": entry.community.name, "url": entry.community.get_absolute_url()},
            {"label": entry.title, "url": entry.get_absolute_url()},
            {"label": _("Verifications"), "url": ""},
        ],
    }
    return render(request, "entries/verifications.html", context, status=status)


def _back_to(entry: Entry) -> HttpResponse:
    answer = HttpResponseRedirect(entry.get_absolute_url())
    answer.status_code = 303
    return answer
