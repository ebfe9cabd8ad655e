"""One gap: what was asked, by whom, who may know, and the ways to close it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from practica.core.communities.frame import frame_of
from practica.core.entries.models import Entry
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.ui.vocabulary import place
from practica.reach.gaps import access, actions, queries
from practica.reach.gaps.forms import CloseForm, MergeForm, ReasonForm, TitleForm
from practica.reach.gaps.models import Gap, GapProposal


@door("gaps.tend")
@login_required
@require_GET
def show(request: Request, uid: str) -> HttpResponse:
    """The page of a gap. One that went into another leads there."""
    gap = queries.gap_or_404(uid, request.user)
    if gap.merged_into is not None:
        return HttpResponseRedirect(gap.merged_into.get_absolute_url())
    return show_page(request, gap)


def show_page(request: Request, gap: Any, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of ``gap``, with ``forms`` as they were filled in."""
    page = queries.page_of(gap, person=request.user)
    sought = request.GET.get("find", "").strip()[:200]
    context = {
        "gap": gap,
        "page": page,
        "trend": queries.trend_of(person=request.user, gap=gap),
        "sought": sought,
        "candidates": queries.candidates(sought, gap, person=request.user) if sought else [],
        "close_form": CloseForm(),
        "reason_form": ReasonForm(),
        "title_form": TitleForm(initial={"title": gap.title}),
        "merge_form": MergeForm(offered=page.similar) if page.similar else None,
        "is_mine": gap.owner_id == request.user.pk,
        "problem": "",
        # The page has a main act of its own.
        "new_kind": "line" if gap.is_unsettled else "",
        **forms,
    }
    if gap.community is None:
        return render(request, "gaps/show_in_site.html", context, status=status)
    context |= frame_of(gap.community, request.user, tab="gaps")
    return render(request, "gaps/show.html", context, status=status)


def loaded(request: Request, uid: str) -> Any:
    """The gap at ``uid``, for whoever looks after it."""
    gap = queries.gap_or_404(uid, request.user)
    demand(access.can_tend(request.user, gap), _("You do not look after this."))
    return gap


def to(gap: Gap) -> HttpResponse:
    """Back to the page of ``gap``."""
    answer = HttpResponseRedirect(gap.get_absolute_url())
    answer.status_code = 303
    return answer


@door("gaps.tend")
@login_required
@require_POST
def take(request: Request, uid: str) -> HttpResponse:
    """Look after it."""
    gap = loaded(request, uid)
    try:
        actions.take(gap, actor=request.user)
    except Invalid as problem:
        return show_page(request, gap, status=422, problem=str(problem))
    return to(gap)


@door("gaps.tend")
@login_required
@require_POST
def give_back(request: Request, uid: str) -> HttpResponse:
    """Let somebody else look after it."""
    gap = loaded(request, uid)
    actions.give_back(gap, actor=request.user)
    return to(gap)


@door("gaps.tend")
@login_required
@require_POST
def write(request: Request, uid: str) -> HttpResponse:
    """Take it, and open the editor with its title. The page written is offered here afterwards."""
    gap = loaded(request, uid)
    try:
        actions.take(gap, actor=request.user)
    except Invalid as problem:
        return show_page(request, gap, status=422, problem=str(problem))
    editor = place("pages:new", gap.community.slug) if gap.community else place("web:new")
    answer = HttpResponseRedirect(f"{editor}?{urlencode({'title': capfirst(gap.title)})}")
    answer.status_code = 303
    return answer


@door("gaps.tend")
@login_required
@require_POST
def close(request: Request, uid: str) -> HttpResponse:
    """Close it with an entry, chosen (``entry``) or by its address."""
    gap = loaded(request, uid)
    if chosen := request.POST.get("entry", ""):
        found = get_visible_or_404(Entry, request.user, uid=chosen), ""
        form = CloseForm()
    else:
        form = CloseForm(request.POST)
        if not form.is_valid():
            return show_page(request, gap, status=422, close_form=form)
        at = queries.entry_at(form.cleaned_data["address"], person=request.user)
        if at is None:
            form.add_error("address", _("Nothing you can read here has this address."))
            return show_page(request, gap, status=422, close_form=form)
        found = at
    try:
        actions.close(gap, found[0], anchor=found[1], actor=request.user)
    except Invalid as problem:
        return show_page(request, gap, status=422, problem=str(problem), close_form=form)
    messages.success(request, _("Closed. Everyone who asked by name and may read it hears of it."))
    return to(gap)


@door("gaps.tend")
@login_required
@require_POST
def decline(request: Request, uid: str) -> HttpResponse:
    """What was proposed is not what is missing."""
    gap = loaded(request, uid)
    rows = GapProposal.objects.select_related("gap", "entry").filter(gap=gap)
    seen = Entry.objects.visible_to(request.user).values("pk")
    proposal = get_visible_or_404(
        rows.filter(entry__in=seen), request.user, entry__uid=request.POST.get("entry", "")
    )
    actions.decline(proposal, actor=request.user)
    return to(gap)


@door("gaps.tend")
@login_required
@require_POST
def put_aside(request: Request, uid: str) -> HttpResponse:
    """It is not ours, for a reason."""
    gap = loaded(request, uid)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show_page(request, gap, status=422, reason_form=form)
    actions.put_aside(gap, reason=form.cleaned_data["reason"], actor=request.user)
    return to(gap)


@door("gaps.tend")
@login_required
@require_POST
def reopen(request: Request, uid: str) -> HttpResponse:
    """Somebody misses it still, or again."""
    gap = loaded(request, uid)
    actions.reopen(gap, actor=request.user)
    return to(gap)


@door("gaps.tend")
@login_required
@require_POST
def rename(request: Request, uid: str) -> HttpResponse:
    """Call it by what it is about."""
    gap = loaded(request, uid)
    form = TitleForm(request.POST)
    if not form.is_valid():
        return show_page(request, gap, status=422, title_form=form)
    actions.rename(gap, form.cleaned_data["title"], actor=request.user)
    return to(gap)
