"""Taking pages along: one at once, a branch from the worker."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.content.pages import access, actions, queries
from practica.content.pages.jobs import make_paper
from practica.content.pages.models import Page, Paper
from practica.content.pages.papers.branch import Placed
from practica.content.pages.views.loading import crumbs, load, sent_on
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request

#: A page of more words than this is left to the worker, so that nobody waits for it.
MOST_WORDS = 8_000


@door("pages.print")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_along(request: Request, slug: str, handle: str) -> HttpResponse:
    """Choose a form; the page alone comes at once, the branch is asked of the worker."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "take_along"):
        return elsewhere
    problem = ""
    if request.method == "POST":
        try:
            return _begin(request, page, request.POST.get("wanted", ""))
        except Invalid as invalid:
            problem = str(invalid)
    context = {
        "page": page,
        "community": page.entry.community,
        "below": queries.count_below(page, seen_by=request.user),
        "forms": [{"value": value, "label": label} for value, label in Paper.Form.choices],
        "problem": problem,
        "crumbs": crumbs(request, page, _("Take along")),
    }
    return render(request, "pages/papers/choose.html", context, status=422 if problem else 200)


def _begin(request: Request, page: Page, form: str) -> HttpResponse:
    with transaction.atomic():
        paper = actions.begin_paper(page, form, actor=request.user)
        make_paper.enqueue(paper.pk)
    return HttpResponseRedirect(paper.get_absolute_url(), status=303)


@door("pages.print")
@login_required
@require_GET
def pdf(request: Request, slug: str, handle: str) -> HttpResponse:
    """The page as PDF."""
    return _at_once(request, handle, Paper.Form.PDF)


@door("pages.print")
@login_required
@require_GET
def docx(request: Request, slug: str, handle: str) -> HttpResponse:
    """The page as a Word document."""
    return _at_once(request, handle, Paper.Form.WORD)


def _at_once(request: Request, handle: str, form: Paper.Form) -> HttpResponse:
    page = load(request, handle)
    if elsewhere := sent_on(request, page, form.value):
        return elsewhere
    demand(access.can_print(request.user, page))
    if page.words > MOST_WORDS:
        return HttpResponseRedirect(page.address("take_along"))
    # Here: what sets paper is loaded by who prints, not at every start.
    from practica.content.pages.papers.making import make

    made = make(form, [Placed(page, 0, None)], person=request.user)
    response = HttpResponse(made.content, content_type=made.media_type)
    return _safely(response, made.name)


def _safely(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@door("pages.see")
@login_required
@require_GET
def show(request: Request, uid: str) -> HttpResponse:
    """How far it is, and the file when it is there. Asked by a script, the piece that changes alone."""
    paper = _paper(request, uid)
    context = {
        "paper": paper,
        "page": paper.page,
        "community": paper.page.entry.community,
        "may_be_fetched": paper.is_over and actions.may_be_fetched(paper),
        "crumbs": crumbs(request, paper.page, _("Take along")),
    }
    piece = request.headers.get("X-Requested-With") == "fetch"
    return render(request, "pages/papers/progress.html" if piece else "pages/papers/show.html", context)


@door("pages.see")
@login_required
@require_GET
def fetch(request: Request, uid: str) -> HttpResponse | FileResponse:
    """The file, for its person, while she may read all that is in it."""
    paper = _paper(request, uid)
    if not actions.may_be_fetched(paper):
        raise Http404(_("There is nothing here, or it is not shared with you."))
    entry = paper.page.entry
    response = FileResponse(default_storage.open(paper.location), content_type="application/octet-stream")
    _safely(response, f"{entry.slug or entry.uid}.{paper.form}")  # type: ignore[arg-type]
    return response


@door("pages.see")
@login_required
@require_POST
def discard(request: Request, uid: str) -> HttpResponse:
    """Throw it away and go back to the page."""
    paper = _paper(request, uid)
    actions.discard_paper(paper, actor=request.user)
    return HttpResponseRedirect(paper.page.get_absolute_url(), status=303)


def _paper(request: Request, uid: str) -> Paper:
    """A paper of one's own, of a page one still sees."""
    rows = Paper.objects.select_related("page__entry__community", "person")
    paper: Paper = get_visible_or_404(rows, request.user, uid=uid)
    get_visible_or_404(Page, request.user, pk=paper.page_id)
    return paper
