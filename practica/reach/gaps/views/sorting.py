"""Merging and splitting gaps by hand, and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from practica.kit.access import Invalid, door, get_visible_or_404
from practica.kit.http import Request
from practica.reach.gaps import actions
from practica.reach.gaps.models import Gap, GapMove, Wording
from practica.reach.gaps.views.gaps import loaded, show_page, to


@door("gaps.tend")
@login_required
@require_POST
def merge(request: Request, uid: str) -> HttpResponse:
    """Let it count for another gap of the same place."""
    gap = loaded(request, uid)
    into = get_visible_or_404(Gap, request.user, uid=request.POST.get("into", ""))
    try:
        actions.merge(gap, into=into, actor=request.user)
    except Invalid as problem:
        return show_page(request, gap, status=422, problem=str(problem))
    messages.success(request, _("Merged. You can take it back here."))
    return to(into)


@door("gaps.tend")
@login_required
@require_POST
def split(request: Request, uid: str) -> HttpResponse:
    """Make a gap of their own of some wordings."""
    gap = loaded(request, uid)
    wanted = request.POST.getlist("wordings")[:200]
    chosen = list(Wording.objects.visible_to(request.user).filter(gap=gap, uid__in=wanted))
    try:
        apart = actions.split(gap, chosen, actor=request.user)
    except Invalid as problem:
        return show_page(request, gap, status=422, problem=str(problem))
    messages.success(request, _("Split. You can take it back here."))
    return to(apart)


@door("gaps.tend")
@login_required
@require_POST
def undo(request: Request, uid: str) -> HttpResponse:
    """Take a merge or a split back."""
    gap = loaded(request, uid)
    rows = GapMove.objects.select_related("source", "target")
    move = get_visible_or_404(rows, request.user, uid=request.POST.get("move", ""))
    try:
        source = actions.undo(move, actor=request.user)
    except Invalid as problem:
        return show_page(request, gap, status=422, problem=str(problem))
    return to(source)
