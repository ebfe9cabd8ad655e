"""Asking to join, and deciding on it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.core.communities import access, actions
from practica.core.communities.forms import AskForm, RefuseForm
from practica.core.communities.frame import frame_of
from practica.core.communities.models import Community, JoinRequest
from practica.core.communities.queries import community_or_404, open_requests
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request


@door("communities.ask_to_join")
@login_required
@require_http_methods(["GET", "POST"])
def ask(request: Request, slug: str) -> HttpResponse:
    """Ask the leads to be let in, with a word about oneself."""
    community = community_or_404(slug, request.user)
    demand(access.can_ask_to_join(request.user, community), _("You cannot ask to join here."))
    form = AskForm(request.POST or None)
    if request.method == "POST" and AskForm(request.POST).is_valid():
        actions.ask_to_join(community, message=request.POST.get("message", ""), actor=request.user)
        messages.success(request, _("The leads have your request. You hear from them in your inbox."))
        return HttpResponseRedirect(community.get_absolute_url())
    context = frame_of(community, request.user) | {"form": form}
    return render(request, "communities/ask.html", context, status=422 if form.errors else 200)


@door("communities.lead")
@login_required
@require_GET
def show_all(request: Request, slug: str) -> HttpResponse:
    """The requests that wait, for leads."""
    return _page(request, community_or_404(slug, request.user))


@door("communities.lead")
@login_required
@require_POST
def accept(request: Request, slug: str, uid: str) -> HttpResponse:
    """Let somebody in."""
    community, asked = _load(request, slug, uid)
    try:
        actions.accept_request(asked, actor=request.user)
    except Invalid as problem:
        return _page(request, community, problem=str(problem))
    messages.success(request, _("%(name)s is a member now.") % {"name": asked.person.name})
    return HttpResponseRedirect(reverse("communities:requests", args=[community.slug]))


@door("communities.lead")
@login_required
@require_POST
def refuse(request: Request, slug: str, uid: str) -> HttpResponse:
    """Refuse, with a reason the person reads."""
    community, asked = _load(request, slug, uid)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, community, refusing=asked, form=form)
    try:
        actions.refuse_request(asked, reason=form.cleaned_data["reason"], actor=request.user)
    except Invalid as problem:
        return _page(request, community, problem=str(problem))
    messages.success(request, _("%(name)s will read your reason.") % {"name": asked.person.name})
    return HttpResponseRedirect(reverse("communities:requests", args=[community.slug]))


def _load(request: Request, slug: str, uid: str) -> tuple[Community, JoinRequest]:
    community = community_or_404(slug, request.user)
    rows = JoinRequest.objects.select_related("person__organisation", "community").filter(community=community)
    return community, get_visible_or_404(rows, request.user, uid=uid)


def _page(
    request: Request,
    community: Community,
    *,
    problem: str = "",
    refusing: JoinRequest | None = None,
    form: RefuseForm | None = None,
) -> HttpResponse:
    demand(access.can_lead(request.user, community), _("Only leads decide on requests."))
    context = frame_of(community, request.user, tab="requests") | {
        "requests": open_requests(community, seen_by=request.user),
        "problem": problem,
        "refusing": refusing.uid if refusing else "",
        "form": form or RefuseForm(),
    }
    return render(request, "communities/requests.html", context, status=422 if problem or form else 200)
