"""Saved searches: the list, and what can be done with each."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.kit.access import Invalid, door, get_visible_or_404
from practica.kit.http import Request
from practica.reach.search.models import SavedSearch
from practica.reach.search.saving import keeping


@door("search.keep")
@login_required
@require_http_methods(["GET", "POST"])
def index(request: Request) -> HttpResponse:
    """What she keeps; a POST keeps one more."""
    if request.method == "GET":
        return _page(request)
    often = request.POST.get("often", "")
    try:
        search = keeping.save(
            request.POST.get("asked", "")[:6000],
            name=request.POST.get("name", ""),
            often=often,
            actor=request.user,
        )
    except Invalid as problem:
        return _page(request, problem)
    messages.success(request, _("“%(name)s” is saved.") % {"name": search.name})
    return HttpResponseRedirect(reverse("search:saved"))


@door("search.keep")
@login_required
@require_POST
def change(request: Request, uid: str) -> HttpResponse:
    """Another name, another pace."""
    search = get_visible_or_404(SavedSearch, request.user, uid=uid)
    try:
        keeping.change(
            search,
            name=request.POST.get("name", ""),
            often=request.POST.get("often", ""),
            actor=request.user,
        )
    except Invalid as problem:
        return _page(request, problem, at=uid)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("search:saved"))


@door("search.keep")
@login_required
@require_POST
def drop(request: Request, uid: str) -> HttpResponse:
    """Delete it; the list offers to undo that."""
    keeping.drop(get_visible_or_404(SavedSearch, request.user, uid=uid), actor=request.user)
    return HttpResponseRedirect(f"{reverse('search:saved')}?dropped={uid}")


@door("search.keep")
@login_required
@require_POST
def restore(request: Request, uid: str) -> HttpResponse:
    """Bring back what was deleted a moment ago."""
    keeping.bring_back(get_visible_or_404(SavedSearch, request.user, uid=uid), actor=request.user)
    return HttpResponseRedirect(reverse("search:saved"))


def _page(request: Request, problem: Invalid | None = None, *, at: str = "") -> HttpResponse:
    own = SavedSearch.objects.visible_to(request.user)
    context = {
        "searches": [
            (one, f"{reverse('search:results')}?{one.asked}", problem if one.uid == at else None)
            for one in keeping.kept(request.user)
        ],
        "dropped": own.filter(uid=request.GET.get("dropped", ""), dropped_at__isnull=False).first(),
        "paces": SavedSearch.Often.choices,
        "problem": problem if not at else None,
    }
    return render(request, "search/saved.html", context, status=422 if problem else 200)
