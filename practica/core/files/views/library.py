"""The files of a community: the list with its folders, adding some, how much room they take."""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from practica.core.communities.frame import frame_of
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.files import access, actions, queries, space
from practica.core.files.actions.arriving import SMALL
from practica.core.files.extract.kinds import is_readable
from practica.core.files.models import StoredFile
from practica.kit.access import Invalid, demand, door
from practica.kit.http import Request

SORT_WORDS = {
    "newest": gettext_lazy("Newest first"),
    "name": gettext_lazy("By name"),
    "size": gettext_lazy("Largest first"),
}
NARROWED_BY = ("topic", "family", "person")


@door("files.see")
@require_GET
def library(request: Request, slug: str) -> HttpResponse:
    """The files of a community, newest first, or those of a name, topic, sort or person; members add some."""
    return _library(request, community_or_404(slug, request.user))


@door("files.store")
@require_POST
def upload(request: Request, slug: str) -> HttpResponse:
    """Add files to a community. A browser's form is led to the file or the list; a script, which sends one at
    a time, is told its address and the Markdown that shows it."""
    community = community_or_404(slug, request.user)
    demand(access.can_store(request.user, community), _("Only members add files."))
    is_form = "text/html" in request.headers.get("Accept", "")
    sent = request.FILES.getlist("file")
    stored: list[StoredFile] = []
    try:
        if not sent:
            raise Invalid(_("Choose a file."), field="file")
        for one in sent:
            name = one.name or "file"
            stored.append(actions.store(one, name=name, community=community, actor=request.user))
    except Invalid as problem:
        if is_form:
            return _library(request, community, problem=_problem(stored, problem))
        return JsonResponse({"error": str(problem)}, status=422)
    if is_form:
        messages.success(request, _here_now(stored))
        one_address = (
            stored[0].entry.get_absolute_url() if len(stored) == 1 else request.path.removesuffix("/upload")
        )
        return HttpResponseRedirect(one_address)
    return JsonResponse(told(stored[0], request.user), status=201)


@door("files.see_space")
@require_GET
def room(request: Request) -> HttpResponse:
    """How much room the files of every community take, for administrators, who say how much they may."""
    demand(access.can_see_space(request.user), _("Only administrators see this."))
    return _room(request)


@door("files.allot_space")
@require_POST
def allot(request: Request, slug: str) -> HttpResponse:
    """Say how many gigabytes one community may take; nothing typed: what the settings of the site say."""
    community = community_or_404(slug, request.user)
    demand(access.can_allot_space(request.user, community), _("Only administrators change this."))
    typed = request.POST.get("gigabytes", "").strip()[:20]
    try:
        actions.allot_space(community, _gigabytes(typed), actor=request.user)
    except Invalid as problem:
        return _room(request, wrong=community, typed=typed, problem=str(problem))
    now = space.space_of(community)
    said = _("%(community)s has room for %(most)s now.") if now.most else _("%(community)s has no limit now.")
    messages.success(request, said % {"community": community.name, "most": filesizeformat(now.most)})
    return HttpResponseRedirect(reverse("files:room"))


def _gigabytes(typed: str) -> float | None:
    """What was typed as a number, as people write it. Raises Invalid."""
    if not typed:
        return None
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Invalid(_("This is not a number of gigabytes."), field="gigabytes")
    return number


def _room(
    request: Request, *, wrong: Community | None = None, typed: str = "", problem: str = ""
) -> HttpResponse:
    named, others, of_others = space.by_community(seen_by=request.user)
    context = {
        "site": space.space_of_site(),
        "most_each": space.usual_most(),
        "communities": named,
        "others": others,
        "of_others": of_others,
        "wrong": wrong,
        "typed": typed,
        "problem": problem,
    }
    return render(request, "files/library/room.html", context, status=422 if problem else 200)


def told(stored: StoredFile, person: Any) -> dict[str, Any]:
    """What a script is told of a file that is here now."""
    address = stored.get_absolute_url()
    alt = stored.name.rpartition(".")[0]
    twins = queries.twins_of(stored, seen_by=person)
    return {
        "uid": stored.uid,
        "url": address,
        "page": stored.entry.get_absolute_url(),
        "name": stored.name,
        "picture": stored.is_image,
        "markdown": f"![{alt}]({address})" if stored.is_image else f"[{stored.name}]({address})",
        "note": stored.text_note,
        # What cannot be read of it is said a moment later, by who reads it.
        "reading": _is_being_read(stored),
        "twins": [{"name": one.name, "url": one.entry.get_absolute_url()} for one in twins],
    }


def _is_being_read(stored: StoredFile) -> bool:
    return stored.text_read is None and is_readable(stored.name, stored.media_type)


def _here_now(stored: list[StoredFile]) -> str:
    if len(stored) == 1:
        return _("%(name)s is here now.") % {"name": stored[0].name}
    return _("%(count)d files are here now.") % {"count": len(stored)}


def _problem(stored: list[StoredFile], problem: Invalid) -> str:
    """Why not all came, and which are here all the same."""
    return f"{_here_now(stored)} {problem}" if stored else str(problem)


def _library(request: Request, community: Community, *, problem: str = "") -> HttpResponse:
    asked = {key: request.GET.get(key, "")[:80] for key in NARROWED_BY}
    asked["q"] = request.GET.get("q", "").strip()[:120]
    asked["sort"] = request.GET.get("sort", "") if request.GET.get("sort") in queries.SORTS else "newest"
    before = request.GET.get("before", "")[:12]
    files, following = queries.library(
        community,
        seen_by=request.user,
        name=asked["q"],
        sort=asked["sort"],
        before=before,
        topic=asked["topic"],
        family=asked["family"],
        person=asked["person"],
    )
    chosen = {key: value for key, value in asked.items() if value and (key, value) != ("sort", "newest")}
    found = queries.facets(community, seen_by=request.user)
    may_store = access.can_store(request.user, community)
    context = frame_of(community, request.user, tab="files") | {
        "files": files,
        "facets": found,
        "asked": asked,
        "is_narrowed": any(key != "sort" for key in chosen),
        "is_later": bool(before),
        "topic_label": next((one.label for one in found.topics if one.key == asked["topic"]), asked["topic"]),
        "filters": _filters(found, chosen),
        "sorts": [_choice(str(word), chosen, "sort", key, asked["sort"]) for key, word in SORT_WORDS.items()],
        "older_url": f"?{urlencode(chosen | {'before': following})}" if following else "",
        "problem": problem,
        "may_store": may_store,
        "space": space.space_of(community) if may_store else None,
        "most_bytes": space.most_bytes(),
        "small_bytes": SMALL,
        "unfinished": queries.unfinished(community, person=request.user) if may_store else [],
        "binned": _binned(request, community),
    }
    return render(request, "files/library/index.html", context, status=422 if problem else 200)


def _filters(found: queries.Facets, chosen: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """The values to narrow by, each with the address that switches it on or off."""
    return {
        name: [
            _choice(one.label, chosen, name, one.key, chosen.get(name, ""), off="")
            | {"count": one.count, "icon": one.icon}
            for one in facets
        ]
        for name, facets in (("topic", found.topics), ("family", found.families), ("person", found.people))
    }


def _choice(
    label: str, chosen: dict[str, str], name: str, key: str, now: str, off: str | None = None
) -> dict[str, Any]:
    """A link that narrows by ``key``; chosen already, one that takes it back where ``off`` says so."""
    is_on = key == now
    values = chosen | {name: off if is_on and off is not None else key}
    address = urlencode({one: value for one, value in values.items() if value})
    return {"label": label, "url": f"?{address}" if address else "?", "current": is_on}


def _binned(request: Request, community: Community) -> StoredFile | None:
    uid = request.GET.get("binned", "")[:12]
    return queries.binned_file(community, uid, person=request.user) if uid else None
