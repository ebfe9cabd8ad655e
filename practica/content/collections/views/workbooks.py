"""Long views as workbooks: asked for, waited for, fetched."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.content.collections import actions, queries
from practica.content.collections.jobs import write_workbook
from practica.content.collections.models import View, Workbook
from practica.content.collections.queries.sheets import file_name
from practica.content.collections.views.exports import XLSX, sheet_asked
from practica.content.collections.views.loading import crumbs
from practica.kit.access import Invalid, door, get_visible_or_404
from practica.kit.http import Request


@door("collections.see")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_along(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Ask for the workbook of a long view, or go on to one that was asked for."""
    sheet = sheet_asked(request, handle, uid)
    problem = ""
    if request.method == "POST":
        try:
            return _begin(request, sheet)
        except Invalid as invalid:
            problem = str(invalid)
    collection = sheet.view.collection
    waiting = Workbook.objects.visible_to(request.user).filter(view=sheet.view).defer("entries", "files")
    context = {
        "collection": collection,
        "community": collection.entry.community,
        "view": sheet.view,
        "total": sheet.count,
        "waiting": waiting.order_by("-created"),
        "problem": problem,
        "crumbs": crumbs(collection, _("Take along")),
    }
    return render(request, "collections/workbooks/choose.html", context, status=422 if problem else 200)


def _begin(request: Request, sheet: queries.Sheet) -> HttpResponse:
    with transaction.atomic():
        made = actions.begin_workbook(sheet.view, sheet.asked, actor=request.user)
        write_workbook.enqueue(made.pk)
    return HttpResponseRedirect(made.get_absolute_url(), status=303)


@door("collections.see")
@login_required
@require_GET
def show(request: Request, uid: str) -> HttpResponse:
    """How far it is, and the file when it is there. Asked by a script, the piece that changes alone."""
    made = _workbook(request, uid)
    collection = made.view.collection
    context = {
        "made": made,
        "collection": collection,
        "community": collection.entry.community,
        "may_be_fetched": made.is_over and actions.may_fetch_workbook(made),
        "crumbs": crumbs(collection, _("Take along")),
    }
    piece = request.headers.get("X-Requested-With") == "fetch"
    name = "progress" if piece else "show"
    return render(request, f"collections/workbooks/{name}.html", context)


@door("collections.see")
@login_required
@require_GET
def fetch(request: Request, uid: str) -> FileResponse:
    """The file, for its person, while she may read all that is in it."""
    made = _workbook(request, uid)
    if not actions.may_fetch_workbook(made):
        raise Http404(_("There is nothing here, or it is not shared with you."))
    response = FileResponse(
        default_storage.open(made.location),
        as_attachment=True,
        filename=f"{file_name(made.view)}.xlsx",
        content_type=XLSX,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@door("collections.see")
@login_required
@require_POST
def discard(request: Request, uid: str) -> HttpResponse:
    """Throw it away and go back to the view."""
    made = _workbook(request, uid)
    actions.discard_workbook(made, actor=request.user)
    return HttpResponseRedirect(made.view.collection.address("view", made.view.uid), status=303)


def _workbook(request: Request, uid: str) -> Workbook:
    """A workbook of one's own, of a view one still sees."""
    rows = Workbook.objects.select_related("view__collection__entry__community", "person")
    made: Workbook = get_visible_or_404(rows, request.user, uid=uid)
    get_visible_or_404(View, request.user, pk=made.view_id)
    return made
