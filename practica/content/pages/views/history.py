"""The versions of a page: all of them, one, two compared, an old one brought back."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from practica.content.pages import access, actions, queries
from practica.content.pages.links import Context
from practica.content.pages.models import Page, Revision
from practica.content.pages.texts import read_text, words_of_changes
from practica.content.pages.views.loading import crumbs, load, sent_on
from practica.core.types.queries import changes_of
from practica.kit import markup
from practica.kit.access import Invalid, Stale, demand, door
from practica.kit.http import Request, whole_number


@door("pages.see")
@require_GET
def index(request: Request, slug: str, handle: str) -> HttpResponse:
    """Who wrote what when, newest first."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "history"):
        return elsewhere
    before = _number(request, "before", 0) or None
    revisions, older = queries.history(page, seen_by=request.user, before=before)
    context = {
        **_about(request, page, _("Versions")),
        "revisions": revisions,
        "older_url": f"?before={older}" if older else "",
        **_changes(request, page),
    }
    return render(request, "pages/history/index.html", context)


def _changes(request: Request, page: Page) -> dict[str, object]:
    """What was changed in the type and the fields of the page, beside its versions."""
    before = _number(request, "fields_before", 0) or None
    changes, older = changes_of(page.entry, seen_by=request.user, before=before)
    return {"changes": changes, "older_changes_url": f"?fields_before={older}#fields" if older else ""}


@door("pages.see")
@require_GET
def show(request: Request, slug: str, handle: str, number: int) -> HttpResponse:
    """An old version as it reads today."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "revision", number):
        return elsewhere
    revision = _revision_or_404(request, page, number)
    context = {
        **_about(request, page, _("Version %(number)d") % {"number": number}),
        "revision": revision,
        "html": _shown(request, page, revision),
    }
    return render(request, "pages/history/show.html", context)


@door("pages.see")
@require_GET
def compare(request: Request, slug: str, handle: str) -> HttpResponse:
    """What changed between two versions, in one text or side by side."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "compare"):
        return elsewhere
    older, newer = _two(request, page)
    old = _revision_or_404(request, page, older) if older else None
    new = _revision_or_404(request, page, newer)
    context = {
        **_about(request, page, _("Changes")),
        "old": old,
        "new": new,
        "differences": markup.differences(old.body if old else "", new.body, words=words_of_changes()),
        "left_label": _("Version %(number)d") % {"number": older},
        "right_label": _("Version %(number)d") % {"number": newer},
        "side_by_side": request.GET.get("view") == "side",
        "older": older,
        "newer": newer,
    }
    return render(request, "pages/history/compare.html", context)


def _two(request: Request, page: Page) -> tuple[int, int]:
    """The numbers of the two to compare, the older first; of one that is not named, the one before or the
    newest. 0 is the empty page before the first version."""
    newer = _number(request, "to", page.version)
    older = _number(request, "from", max(newer - 1, 0))
    if "to" not in request.GET and older == newer:
        older -= 1
    return min(older, newer), max(older, newer)


@door("pages.see")
@require_GET
def passages(request: Request, slug: str, handle: str) -> HttpResponse:
    """Who wrote which passage, and in which version."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "passages"):
        return elsewhere
    written = queries.passages_of(page, seen_by=request.user)
    context = {
        **_about(request, page, _("Who wrote what")),
        "passages": [(one, _block(one.block)) for one in written],
        "read_back": min(page.version, queries.MOST_VERSIONS),
        "is_all": page.version <= queries.MOST_VERSIONS,
    }
    return render(request, "pages/history/passages.html", context)


def _block(body: str) -> str:
    """A passage for itself: its links lead nowhere here, the page is one step away."""
    try:
        return markup.to_html(markup.parse(body), links=markup.as_words)
    except markup.BodyRefused as problem:
        return _(problem.message) % problem.values


@door("pages.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: Request, slug: str, handle: str, number: int) -> HttpResponse:
    """Ask once, showing what will change, then make an old version the current one."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "restore", number):
        return elsewhere
    demand(access.can_edit(request.user, page), _("You cannot edit this page."))
    revision = _revision_or_404(request, page, number)
    problem, status = "", 200
    if request.method == "POST":
        try:
            started = _number(request, "started_from", 0, sent=request.POST)
            with_values = "with_values" in request.POST
            actions.restore(page, revision, started_from=started, with_values=with_values, actor=request.user)
            return HttpResponseRedirect(page.get_absolute_url())
        except Stale as stale:
            page, problem, status = stale.current, str(stale), 409
        except Invalid as invalid:
            problem, status = str(invalid), 422
    context = {
        **_about(request, page, _("Restore version %(number)d") % {"number": number}),
        "revision": revision,
        "problem": problem,
        "values": queries.values_then(page, revision, seen_by=request.user),
        "differences": markup.differences(page.body, revision.body, words=words_of_changes()),
    }
    return render(request, "pages/history/restore.html", context, status=status)


def _about(request: Request, page: Page, here: str) -> dict[str, object]:
    return {
        "page": page,
        "entry": page.entry,
        "community": page.entry.community,
        "crumbs": crumbs(request, page, here),
        "here": here,
    }


def _revision_or_404(request: Request, page: Page, number: int) -> Revision:
    revision = queries.revision(page, number, seen_by=request.user)
    if revision is None:
        raise Http404(_("There is no such version."))
    return revision


def _number(request: Request, name: str, otherwise: int, *, sent: object = None) -> int:
    value = (request.GET if sent is None else request.POST).get(name, "")
    return whole_number(value, otherwise=otherwise)


def _shown(request: Request, page: Page, revision: Revision) -> str:
    try:
        text = read_text(revision.body, Context(page.entry.community, actor=request.user, entry=page.entry))
        return queries.with_passages(text.html, seen_by=request.user, own=page.entry.uid)
    except Invalid as problem:
        return str(problem)
