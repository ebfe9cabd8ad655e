"""Moving a page to another community: told what it means, confirmed, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.content.pages import access, actions, queries
from practica.content.pages.forms import TOP, parent_choices
from practica.content.pages.models import Page
from practica.content.pages.views.loading import crumbs, load, sent_on
from practica.core.communities.models import Community
from practica.kit.access import Invalid, Refused, demand, door, get_visible_or_404
from practica.kit.http import Request


@door("pages.take_away")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rehome(request: Request, slug: str, handle: str) -> HttpResponse:
    """Choose a community and a place; whose rights change is told before, on the same page."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "rehome"):
        return elsewhere
    demand(
        access.can_take_away(request.user, page),
        _("Only its owner and the core group move a page elsewhere."),
    )
    asked = request.POST if request.method == "POST" else request.GET
    homes = queries.homes_for(page, person=request.user)
    to = next((one for one in homes if one.slug == asked.get("to")), None)
    with_below = "alone" not in asked
    parent = _parent(request, to, asked.get("parent", ""))
    problem = "" if to or not asked.get("to") else _("Choose one of your communities.")
    if request.method == "POST" and to is not None:
        try:
            moved = actions.rehome(
                page, community=to, parent=parent, with_below=with_below, actor=request.user
            )
        except Invalid as invalid:
            problem = str(invalid)
        else:
            _tell(request, moved)
            return HttpResponseRedirect(moved.get_absolute_url(), status=303)
    move = actions.branch_to_move(page, with_below=with_below, actor=request.user)
    context = {
        "page": page,
        "community": page.entry.community,
        "homes": homes,
        "to": to,
        "parents": parent_choices(queries.parents_for(to, seen_by=request.user)) if to else [],
        "parent": parent.entry.uid if parent else TOP,
        "alone": not with_below,
        "below": queries.count_below(page, seen_by=request.user),
        "going": len(move.goes),
        "consequences": queries.consequences(move.goes, to, asker=request.user) if to else None,
        "problem": problem,
        "crumbs": crumbs(request, page, _("Move to another community")),
    }
    status = 422 if problem else 200
    return render(request, "pages/tree/rehome.html", context, status=status)


def _parent(request: Request, to: Community | None, uid: str) -> Page | None:
    if to is None or not uid or uid == TOP:
        return None
    rows = Page.objects.visible_to(request.user).of(to).select_related("entry")
    # Asked with another community before, the place was one of that.
    return rows.filter(entry__uid=uid).first()


def _tell(request: Request, page: Page) -> None:
    undo = reverse("pages:move_back", args=[page.entry.community.slug, page.entry.handle])
    words = {"title": page.entry.title, "community": page.entry.community.name}
    messages.success(request, _("“%(title)s” stands in “%(community)s” now.") % words, extra_tags=undo)


@door("pages.take_away")
@login_required
@require_POST
def move_back(request: Request, slug: str, handle: str) -> HttpResponse:
    """Take the last move to another community back."""
    page = load(request, handle)
    fact = actions.last_move(page, actor=request.user)
    if fact is None:
        raise Refused(_("This cannot be undone."))
    try:
        page = actions.move_back(fact, actor=request.user)
    except Invalid as problem:
        messages.error(request, str(problem))
    else:
        words = {"title": page.entry.title}
        messages.success(request, _("“%(title)s” is back in its place.") % words)
    page = get_visible_or_404(Page.objects.with_entry(), request.user, pk=page.pk)
    return HttpResponseRedirect(page.get_absolute_url(), status=303)
