"""Saying what one did not find, and what becomes of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.core.communities.models import Community
from practica.kit.access import Invalid, door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.returning import goes_back
from practica.reach.gaps import actions, queries
from practica.reach.gaps.forms import NameForm
from practica.reach.gaps.models import GapSignal


@door("gaps.tell")
@login_required
@require_POST
def missed(request: Request) -> HttpResponse:
    """Note what somebody did not find; with ``tell`` she hears when somebody writes it."""
    sent = request.POST
    # A community chosen beside the buttons comes as its address, one that was searched in as its name.
    slug = sent.get("for", "").rpartition("/")[2] or sent.get("community", "")
    community = get_visible_or_404(Community, request.user, slug=slug) if slug else None
    by_name = sent.get("tell") == "yes"
    if by_name and sent.get("remember"):
        actions.choose_name("always", actor=request.user)
    try:
        told = actions.tell(
            sent.get("kind", ""), sent.get("q", ""), community=community, by_name=by_name, actor=request.user
        )
    except Invalid as problem:
        messages.error(request, str(problem))
        told = None
    else:
        if sent.get("tell"):
            messages.success(request, _said(told, by_name))
    return goes_back(request, otherwise=reverse("gaps:own"))


def _said(told: GapSignal | None, by_name: bool) -> str:
    if told is None:
        return _("That was not noted: it holds no word, or you have told a great deal today.")
    if by_name:
        return _("You hear of it in your inbox when somebody writes it.")
    return _("Noted, without your name.")


@door("gaps.tell")
@login_required
@require_POST
def again(request: Request) -> HttpResponse:
    """She left a moment ago and searches on: leaving meant nothing."""
    actions.found_after_all(actor=request.user)
    return goes_back(request, otherwise=reverse("gaps:own"))


@door("gaps.tell")
@login_required
@require_http_methods(["GET", "POST"])
def own(request: Request) -> HttpResponse:
    """What one waits to be told of, and whether one's name goes along."""
    form = NameForm(request.POST or None, initial={"name": queries.choice_of(request.user)})
    if request.method == "POST" and form.is_valid():
        actions.choose_name(form.cleaned_data["name"], actor=request.user)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("gaps:own"))
    context = {"form": form, "waits": queries.waits_of(request.user)}
    return render(request, "gaps/own.html", context, status=422 if form.errors else 200)


@door("gaps.tell")
@login_required
@require_POST
def forget(request: Request, uid: str) -> HttpResponse:
    """No longer wait for one thing."""
    mine = GapSignal.objects.visible_to(request.user).filter(person=request.user.pk)
    actions.take_back(get_visible_or_404(mine, request.user, uid=uid), actor=request.user)
    messages.success(request, _("You hear nothing more of it, and we forgot that you asked."))
    return HttpResponseRedirect(reverse("gaps:own"))
