"""Changing where a page stands, and whether."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.content.pages import access, actions, queries
from practica.content.pages.forms import TOP, MoveForm
from practica.content.pages.models import Page
from practica.content.pages.views.loading import crumbs, load, sent_on
from practica.core.entries.access import can_bin
from practica.core.entries.actions import bin_entry
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request


@door("pages.move")
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, slug: str, handle: str) -> HttpResponse:
    """Choose where the page stands. Another parent is asked for with GET, so that its places are offered."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "move"):
        return elsewhere
    demand(access.can_move(request.user, page), _("You cannot move this page."))
    sent = request.POST if request.method == "POST" else request.GET
    parent = _parent(request, page, sent.get("parent")) if "parent" in sent else page.parent
    form = _move_form(request, page, parent)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(page, parent=parent, position=_position(page, parent, form), actor=request.user)
            return HttpResponseRedirect(page.get_absolute_url())
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    context = {
        "page": page,
        "community": page.entry.community,
        "form": form,
        "crumbs": crumbs(request, page, _("Move")),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "pages/tree/move.html", context, status=status)


def _move_form(request: Request, page: Page, parent: Page | None) -> MoveForm:
    parents = queries.parents_for(page.entry.community, seen_by=request.user, near=parent, but=page)
    beside = queries.siblings_of(page, parent, seen_by=request.user)
    places = [(one.entry.uid, _("After “%(title)s”") % {"title": one.entry.title}) for one in beside]
    before = [one for one in beside if one.position < page.position] if parent == page.parent else []
    start = {
        "parent": parent.entry.uid if parent else TOP,
        "after": before[-1].entry.uid if before else "last",
    }
    if parent == page.parent and not before:
        start["after"] = "first"
    data = _with_a_place(request.POST, places) if request.method == "POST" else None
    if data is not None and parent is not None and parent.pk not in {node.pk for node in parents}:
        # Somebody has just moved it below the page: not offered any more, and the action says why.
        parents = [*parents, queries.Node(parent.pk, parent.entry.title, parent.get_absolute_url(), 0)]
    return MoveForm(data, initial=start, parents=parents, siblings=places)


def _with_a_place(sent: QueryDict, places: list[tuple[str, str]]) -> QueryDict:
    """What was sent; after whom one cannot stand under the parent chosen, one stands last."""
    sent = sent.copy()
    if sent.get("after") not in {"first", "last", *(uid for uid, _words in places)}:
        sent["after"] = "last"
    return sent


def _parent(request: Request, page: Page, uid: str | None) -> Page | None:
    if not uid or uid == TOP:
        return None
    rows = Page.objects.visible_to(request.user).of(page.community).select_related("entry")
    found: Page = get_visible_or_404(rows, request.user, entry__uid=uid)
    return found


def _position(page: Page, parent: Page | None, form: MoveForm) -> int | None:
    after = form.cleaned_data["after"]
    if after == "first":
        return 0
    beside = queries.place_of(page, parent, after) if after != "last" else None
    if beside is None:
        return None
    # Places are counted without the page itself: taken out before, those behind it move up.
    leaves_gap = parent == page.parent and page.position < beside
    return beside if leaves_gap else beside + 1


@door("entries.bin")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Request, slug: str, handle: str) -> HttpResponse:
    """Ask once, then put the page into the bin."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "delete"):
        return elsewhere
    demand(can_bin(request.user, page.entry), _("You cannot delete this page."))
    if request.method == "POST":
        bin_entry(page.entry, actor=request.user)
        address = reverse("pages:index", args=[page.entry.community.slug])
        return HttpResponseRedirect(f"{address}?binned={page.entry.uid}")
    context = {
        "page": page,
        "community": page.entry.community,
        "below": queries.count_below(page, seen_by=request.user),
        "crumbs": crumbs(request, page, _("Delete")),
    }
    return render(request, "pages/tree/delete.html", context)


@door("pages.archive")
@require_POST
def archive(request: Request, slug: str, handle: str) -> HttpResponse:
    """Mark the page as no longer current, or as current again."""
    page = load(request, handle)
    if page.entry.state == page.entry.State.ARCHIVED:
        page = actions.unarchive(page, actor=request.user)
        said = _("This page is current again.")
    else:
        page = actions.archive(page, actor=request.user)
        said = _("This page is archived. It can be read and found, but not edited.")
    if page.proposed is None:
        messages.success(request, said)
    return HttpResponseRedirect((page.proposed or page).get_absolute_url())
