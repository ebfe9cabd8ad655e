"""What people wrote in a page here beside what its source says by now."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from practica.interfaces.transfer import queries
from practica.interfaces.transfer.models import Import
from practica.kit.access import door, get_visible_or_404
from practica.kit.http import Request


@door("transfer.see")
@login_required
@require_GET
def compare(request: Request, uid: str, number: int) -> HttpResponse:
    """The differences from the page to its source, in one text or side by side."""
    imported = get_visible_or_404(Import.objects.select_related("community"), request.user, uid=uid)
    found = queries.comparison(imported, number, seen_by=request.user)
    if found is None:
        raise Http404(_("There is no text to compare."))
    here = _("Compare with the source")
    context = {
        "imported": imported,
        "item": found.item,
        "page": found.page,
        "entry": found.page.entry,
        "community": found.page.entry.community,
        "crumbs": [
            {"label": imported.name or imported.label, "url": imported.get_absolute_url()},
            {"label": here, "url": ""},
        ],
        "here": here,
        "old": found.old,
        "new": found.new,
        "older": found.page.version,
        "newer": _("in the source"),
        "differences": found.differences,
        "side_by_side": request.GET.get("view") == "side",
    }
    return render(request, "transfer/compare.html", context)
