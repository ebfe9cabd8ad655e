"""The chooser behind “New”: first what, then where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from practica.core.communities.access import can_start
from practica.core.communities.models import WRITERS, Membership
from practica.interfaces.web import queries
from practica.kit.access import door
from practica.kit.http import Request


@dataclass(frozen=True)
class Thing:
    """Something one can begin. ``route`` is its form in a community (or, with ``anywhere``, of the site)."""

    kind: str
    label: Any
    text: Any
    icon: str
    route: str
    anywhere: bool = False
    for_writers: bool = False


THINGS = (
    Thing(
        "page",
        _("Write a page"),
        _("Something worth keeping and finding again"),
        "page",
        "pages:new",
        for_writers=True,
    ),
    Thing(
        "question",
        _("Ask a question"),
        _("The one that seems too simple is usually the most useful"),
        "question",
        "discussions:ask",
    ),
    Thing(
        "discussion",
        _("Start a discussion"),
        _("An idea, a problem, something you noticed"),
        "discussion",
        "discussions:start",
    ),
    Thing(
        "community",
        _("Start a community"),
        _("A name and one sentence, and it is there"),
        "community",
        "communities:create",
        anywhere=True,
    ),
    Thing(
        "import",
        _("Import what you have"),
        _("A folder, a zip or a git repository of Markdown"),
        "upload",
        "transfer:new",
        anywhere=True,
    ),
)


@door("web.see")
@login_required
@require_GET
def choose(request: Request) -> HttpResponse:
    """What to begin; with ``?kind=`` where. One place only leads there at once."""
    thing = next((one for one in _offered(request.user) if one.kind == request.GET.get("kind")), None)
    if thing is None:
        return render(
            request, "web/new.html", {"things": [(one, _start(one)) for one in _offered(request.user)]}
        )
    if thing.anywhere:
        return HttpResponseRedirect(_start(thing))
    places = [mine for mine in queries.places_to_write(request.user) if _may(mine, thing)]
    if len(places) == 1:
        return HttpResponseRedirect(reverse(thing.route, args=[places[0].community.slug]))
    choices = [(mine.community, reverse(thing.route, args=[mine.community.slug])) for mine in places]
    return render(request, "web/new_where.html", {"thing": thing, "choices": choices})


def _offered(person: Any) -> list[Thing]:
    """Those whose part of the house is there and that ``person`` may begin."""
    return [
        thing for thing in THINGS if _leads_somewhere(thing) and (not thing.anywhere or can_start(person))
    ]


def _leads_somewhere(thing: Thing) -> bool:
    try:
        reverse(thing.route, args=[] if thing.anywhere else ["any"])
    except NoReverseMatch:
        return False
    return True


def _start(thing: Thing) -> str:
    return reverse(thing.route) if thing.anywhere else f"{reverse('web:new')}?kind={thing.kind}"


def _may(mine: Membership, thing: Thing) -> bool:
    return not thing.for_writers or mine.role in WRITERS
