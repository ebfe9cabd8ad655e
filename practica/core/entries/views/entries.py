"""The lasting address of an entry, and the small buttons beside it. All work as plain forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from practica.core.entries import actions, queries
from practica.core.entries.models import Entry, Follow
from practica.kit.access import door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.returning import goes_back, wants_part

Act = Callable[..., None]


@door("entries.see")
@require_GET
def permalink(request: Request, uid: str) -> HttpResponse:
    """Lead to where the entry is read now. Not 301: entries move between communities and get other titles."""
    return HttpResponseRedirect(_entry(request, uid).get_absolute_url())


@door("entries.keep")
@login_required
@require_POST
def seen(request: Request, uid: str) -> HttpResponse:
    """Remember that it was read as it stands."""
    return _do(request, uid, actions.mark_read)


@door("entries.keep")
@login_required
@require_POST
def unseen(request: Request, uid: str) -> HttpResponse:
    """Show it as new again."""
    return _do(request, uid, actions.mark_unread)


@door("entries.keep")
@login_required
@require_POST
def save(request: Request, uid: str) -> HttpResponse:
    """Keep it for later."""
    return _do(request, uid, actions.save_for_later, part="entries/save.html")


@door("entries.keep")
@login_required
@require_POST
def unsave(request: Request, uid: str) -> HttpResponse:
    """Take it from the saved things."""
    return _do(request, uid, actions.unsave, part="entries/save.html")


@door("entries.keep")
@login_required
@require_POST
def follow(request: Request, uid: str) -> HttpResponse:
    """Choose what to hear of it: ``level`` is everything, highlights, mentions or muted."""
    entry = _entry(request, uid)
    actions.follow(entry=entry, level=request.POST.get("level", Follow.Level.EVERYTHING), actor=request.user)
    return goes_back(request, otherwise=entry.get_absolute_url())


@door("entries.vote")
@login_required
@require_POST
def vote(request: Request, uid: str) -> HttpResponse:
    """Add one's vote."""
    return _do(request, uid, actions.vote, part="entries/vote.html")


@door("entries.vote")
@login_required
@require_POST
def unvote(request: Request, uid: str) -> HttpResponse:
    """Take one's vote back."""
    return _do(request, uid, actions.unvote, part="entries/vote.html")


def _entry(request: Request, uid: str) -> Entry:
    return get_visible_or_404(Entry.objects.select_related("community"), request.user, uid=uid)


def _do(request: Request, uid: str, act: Act, *, part: str = "") -> HttpResponse:
    entry = _entry(request, uid)
    act(entry, actor=request.user)
    if part and wants_part(request):
        return render(request, part, _part_context(entry, request.user))
    return goes_back(request, otherwise=entry.get_absolute_url())


def _part_context(entry: Entry, person: Any) -> dict[str, Any]:
    return {"entry": entry, **queries.kept(entry, person=person)}
