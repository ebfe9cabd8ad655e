"""Asking a question and starting a discussion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from practica.content.discussions import access, actions, queries
from practica.content.discussions.forms import DiscussionForm, QuestionForm, ThreadForm
from practica.content.discussions.models import DISCUSSION, QUESTION, Thread
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.kit.access import Invalid, demand, door
from practica.kit.http import Request


@dataclass(frozen=True)
class Way:
    """What asking and discussing differ in."""

    kind: str
    form: type[ThreadForm]
    allowed: Callable[[Any, Community], bool]
    act: Callable[..., Thread]
    template: str


ASKING = Way(QUESTION, QuestionForm, access.can_ask, actions.ask, "discussions/threads/ask.html")
DISCUSSING = Way(
    DISCUSSION, DiscussionForm, access.can_discuss, actions.discuss, "discussions/threads/start.html"
)


@door("discussions.ask")
@login_required
@require_http_methods(["GET", "POST"])
def ask(request: Request, slug: str) -> HttpResponse:
    """Ask a question in a community."""
    return _start(request, slug, ASKING)


@door("discussions.discuss")
@login_required
@require_http_methods(["GET", "POST"])
def discuss(request: Request, slug: str) -> HttpResponse:
    """Start a discussion in a community."""
    return _start(request, slug, DISCUSSING)


@door("discussions.see")
@login_required
@require_GET
def ask_somewhere(request: Request) -> HttpResponse:
    """Choose where to ask."""
    return _choose(request, "discussions:ask", _("Where do you want to ask?"))


@door("discussions.see")
@login_required
@require_GET
def discuss_somewhere(request: Request) -> HttpResponse:
    """Choose where to start a discussion."""
    return _choose(request, "discussions:start", _("Where do you want to start it?"))


def _choose(request: Request, name: str, heading: str) -> HttpResponse:
    """Her communities; with only one there is nothing to choose."""
    communities = queries.communities_of(request.user)
    title = request.GET.get("title", "")
    if len(communities) == 1:
        return HttpResponseRedirect(_address(name, communities[0], title))
    choices = [{"community": one, "url": _address(name, one, title)} for one in communities]
    return render(request, "discussions/threads/choose.html", {"choices": choices, "heading": heading})


def _address(name: str, community: Community, title: str) -> str:
    address = reverse(name, args=[community.slug])
    return f"{address}?{urlencode({'title': title})}" if title else address


def _start(request: Request, slug: str, way: Way) -> HttpResponse:
    community = community_or_404(slug, request.user)
    if not way.allowed(request.user, community):
        demand(request.method == "GET", _("Join this community to write here."))
        return render(request, "discussions/threads/join_first.html", {"community": community})
    if request.method == "GET":
        form = way.form(
            community=community, person=request.user, initial=_begun(request, community, way.kind)
        )
        return _show(request, community, way, form)
    form = way.form(request.POST, community=community, person=request.user)
    if not form.is_valid():
        return _show(request, community, way, form, status=422)
    try:
        thread = way.act(community=community, **form.values(), actor=request.user)
    except Invalid as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return _show(request, community, way, form, status=422)
    response = HttpResponseRedirect(thread.get_absolute_url())
    response.status_code = 303
    return response


def _begun(request: Request, community: Community, kind: str) -> dict[str, Any]:
    """What the form begins with: a title given in the address, else what was typed before."""
    draft = queries.draft_for(request.user, community=community, kind=kind)
    begun = {"title": draft.title, "body": draft.body, "topics": draft.topics} if draft else {}
    if given := request.GET.get("title", ""):
        begun["title"] = given
    return begun


def _show(
    request: Request, community: Community, way: Way, form: ThreadForm, *, status: int = 200
) -> HttpResponse:
    plural = _("Questions") if way.kind == QUESTION else _("Discussions")
    list_name = "discussions:questions" if way.kind == QUESTION else "discussions:discussions"
    crumbs = [
        {"label": community.name, "url": community.get_absolute_url()},
        {"label": plural, "url": reverse(list_name, args=[community.slug])},
    ]
    return render(
        request,
        way.template,
        {"form": form, "community": community, "crumbs": crumbs, "new_kind": "line"},
        status=status,
    )
