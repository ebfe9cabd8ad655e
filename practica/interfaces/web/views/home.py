"""Home: for visitors a welcome, for everyone signed in what is new and where to go on."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from practica.core.communities.access import can_start
from practica.core.entries.queries import feed
from practica.interfaces.web import queries
from practica.interfaces.web.greeting import hello, whats_new
from practica.interfaces.web.pickup import cards
from practica.interfaces.web.settling import settling
from practica.interfaces.web.shell import shell_of
from practica.kit.access import door
from practica.kit.addresses import address
from practica.kit.http import Request

WORDS = {
    "": _("For you"),
    "following": _("Following"),
    "unanswered": _("Unanswered"),
    "library": _("New in the library"),
}


@door("web.see")
@require_GET
def home(request: Request) -> HttpResponse:
    """The welcome, or the reader's own home."""
    if not request.user.is_authenticated:
        return render(request, "web/welcome.html", {"communities": queries.public_communities()})
    return render(request, "web/home.html", _own(request))


def _own(request: Request) -> dict[str, Any]:
    person, shell = request.user, shell_of(request)
    wanted = request.GET.get("show", "")
    show = wanted if wanted in queries.SHOWS else ""
    mine = [membership.community_id for membership in shell.memberships]
    figures = queries.figures(person)
    before = request.GET.get("before", "")
    rows, following = feed(queries.SHOWS[show], person=person, before=before, communities=mine)
    return {
        "hello": hello(person),
        "news": whats_new(shell),
        "cards": [] if before else cards(person, shell.counts),
        "tabs": _tabs(show, figures),
        "show": show,
        "rows": rows,
        # On a site that was just set up there is nothing to look around in.
        "could_be_first": not (rows or mine or queries.sees_a_community(person)) and can_start(person),
        "older_url": _address(show, before=following) if following else "",
        "settling": settling(person, figures, has_community=bool(mine)),
        "could_answer": queries.unanswered_by_others(person, mine) if figures.unanswered else [],
    }


def _tabs(current: str, figures: queries.Figures) -> list[dict[str, Any]]:
    counts = {"unanswered": figures.unanswered}
    return [
        {"label": label, "url": _tab_address(show), "current": show == current, "count": counts.get(show, 0)}
        for show, label in WORDS.items()
    ]


def _address(show: str, **query: str) -> str:
    wanted = ({"show": show} if show else {}) | query
    return address("web:home") + (f"?{urlencode(wanted)}" if wanted else "")


_tab_address = lru_cache(maxsize=len(WORDS))(_address)
