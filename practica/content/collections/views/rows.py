"""Rows made and moved from inside a view."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from practica.content.collections import actions, queries
from practica.content.collections.views.loading import is_ours, load
from practica.core.types import kinds
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid, door, or_404
from practica.kit.http import Request


@door("collections.add_row")
@login_required
@require_POST
def add(request: Request, slug: str, handle: str) -> HttpResponse:
    """A quick row: its name, and what the filters of the view it stands in ask for."""
    collection = load(request, handle)
    known = {field.name for field in fields_of(collection.type) if not field.is_computed}
    values = {
        name.removeprefix("value_"): value
        for name, value in request.POST.items()
        if name.startswith("value_") and name.removeprefix("value_") in known
    }
    try:
        row = actions.add_row(
            collection, title=request.POST.get("title", ""), values=values, actor=request.user
        )
    except Invalid as problem:
        messages.error(request, str(problem))
        return HttpResponseRedirect(_back(request, collection.get_absolute_url()))
    if row.is_out:
        messages.success(request, _("“%(title)s” is there.") % {"title": row.title})
    else:
        messages.info(request, _("“%(title)s” stands here once it is approved.") % {"title": row.title})
    if request.POST.get("open"):
        return HttpResponseRedirect(row.get_absolute_url())
    return HttpResponseRedirect(_back(request, collection.get_absolute_url()))


@door("types.fill")
@login_required
@require_POST
def move(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Put a card into another lane, or on another day."""
    collection = load(request, handle)
    rows = queries.rows_of(collection, seen_by=request.user)
    entry = or_404(rows.filter(uid=uid).first())
    name, value = request.POST.get("field", ""), request.POST.get("value", "")
    field = or_404(next((one for one in fields_of(collection.type) if one.name == name), None))
    try:
        before = actions.move_card(entry, field=field.name, value=value or None, actor=request.user)
    except Invalid as problem:
        messages.error(request, str(problem))
    else:
        if before.proposed is not None:
            messages.info(request, _("Pages are reviewed here: this waits until it is approved."))
            return HttpResponseRedirect(_back(request, collection.get_absolute_url()))
        words = kinds.shown(field, kinds.clean(field, value, actor=request.user)) if value else _("nothing")
        said = {"title": entry.title, "field": field.title, "words": words}
        messages.success(request, _("%(field)s of “%(title)s” is now %(words)s.") % said)
    return HttpResponseRedirect(_back(request, collection.get_absolute_url()))


def _back(request: Request, otherwise: str) -> str:
    back = request.POST.get("back", "")
    return back if is_ours(back) else otherwise
