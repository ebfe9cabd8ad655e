"""What is missing in a community, or in the whole site, most wanted first."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from practica.core.communities.frame import frame_of
from practica.core.communities.queries import community_or_404
from practica.core.people.paging import page_number, pager
from practica.kit.access import demand, door
from practica.kit.http import Request
from practica.reach.gaps import access, queries
from practica.reach.gaps.models import Gap
from practica.reach.gaps.queries.lists import PAGE

SHOW_WORDS = {"": gettext_lazy("To do"), **{state.value: state.label for state in Gap.State}}
OWNER_WORDS = {
    "": gettext_lazy("Anybody"),
    "mine": gettext_lazy("Taken by me"),
    "nobody": gettext_lazy("Taken by nobody"),
}


@door("gaps.look_after")
@login_required
@require_GET
def in_community(request: Request, slug: str) -> HttpResponse:
    """What people looked for in a community and did not find."""
    community = community_or_404(slug, request.user)
    demand(access.can_look_after(request.user, community), _("The core group looks after what is missing."))
    context = frame_of(community, request.user, tab="gaps") | _context(request, community)
    return render(request, "gaps/in_community.html", context)


@door("gaps.look_after")
@login_required
@require_GET
def in_site(request: Request) -> HttpResponse:
    """What people looked for in no community in particular."""
    demand(access.can_look_after(request.user), _("Administrators look after what is missing in the site."))
    return render(request, "gaps/in_site.html", _context(request, None))


def _context(request: Request, community: Any) -> dict[str, Any]:
    show = request.GET.get("show", "")
    show = show if show in queries.SHOWS else ""
    owner = request.GET.get("owner", "")
    owner = owner if owner in queries.OWNERS else ""
    page = page_number(request)
    rows, total = queries.gaps_of(community, person=request.user, show=show, owner=owner, page=page)
    here = reverse("gaps:in_community", args=[community.slug]) if community else reverse("gaps:in_site")
    return {
        "rows": rows,
        "total": total,
        "show": show,
        "narrowed": bool(show or owner),
        "states": _chips(here, SHOW_WORDS, "show", {"show": show, "owner": owner}),
        "owners": _chips(here, OWNER_WORDS, "owner", {"show": show, "owner": owner}),
        "trend": queries.trend_of(person=request.user, community=community),
        "closure": queries.closure(community, person=request.user),
        "here": here,
        **pager(request, page=page, total=total, size=PAGE),
    }


def _chips(here: str, words: dict[str, Any], name: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Filters as chips; each leads to its own address."""
    chips = []
    for value, word in words.items():
        wanted = {key: one for key, one in (asked | {name: value}).items() if one}
        query = f"?{urlencode(wanted)}" if wanted else ""
        chips.append({"label": word, "url": here + query, "is_on": asked[name] == value})
    return chips
