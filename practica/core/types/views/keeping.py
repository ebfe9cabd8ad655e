"""The types of the site and of a community: looked through, made, worded, retired."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.types import access, actions, queries
from practica.core.types.forms import TypeForm
from practica.core.types.models import KnowledgeType
from practica.kit.access import Invalid, Stale, demand, door, get_visible_or_404
from practica.kit.http import Request


@door("types.keep")
@login_required
@require_GET
def in_site(request: Request) -> HttpResponse:
    """The types every community has."""
    demand(access.can_keep(request.user, None), _("Administrators keep the types of the whole site."))
    return render(request, "types/keeping/index.html", _index(request, None))


@door("types.keep")
@login_required
@require_GET
def in_community(request: Request, slug: str) -> HttpResponse:
    """The types of one community, and those it has from the site."""
    community = community_or_404(slug, request.user)
    demand(access.can_keep(request.user, community), _("Leads keep the types of a community."))
    return render(request, "types/keeping/index.html", _index(request, community))


def _index(request: Request, community: Community | None) -> dict[str, Any]:
    own = queries.kept_types(community, seen_by=request.user)
    return {
        "community": community,
        "types": own,
        "of_site": queries.kept_types(None, seen_by=request.user) if community else [],
        "new_url": _new_url(community),
        "crumbs": crumbs(community),
    }


def _new_url(community: Community | None) -> str:
    if community is None:
        return reverse("types:new_in_site")
    return reverse("types:new_in_community", args=[community.slug])


def crumbs(community: Community | None, *here: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a type from its community or the site."""
    if community is None:
        way = [{"label": _("Page types"), "url": reverse("types:in_site")}]
    else:
        way = [
            {"label": community.name, "url": community.get_absolute_url()},
            {"label": _("Page types"), "url": reverse("types:in_community", args=[community.slug])},
        ]
    way += [{"label": label, "url": url} for label, url in here]
    way[-1]["url"] = ""
    return way


@door("types.keep")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_in_site(request: Request) -> HttpResponse:
    """Make a type for every community."""
    return _new(request, None)


@door("types.keep")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_in_community(request: Request, slug: str) -> HttpResponse:
    """Make a type for one community."""
    return _new(request, community_or_404(slug, request.user))


def _new(request: Request, community: Community | None) -> HttpResponse:
    demand(access.can_keep(request.user, community), _("Leads keep the types of a community."))
    form = (
        TypeForm(request.POST)
        if request.method == "POST"
        else TypeForm(initial={"icon": "page", "hue": "page"})
    )
    if request.method == "POST" and form.is_valid():
        try:
            type = actions.make_type(community=community, actor=request.user, **form.given())
        except Invalid as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            return HttpResponseRedirect(type.get_absolute_url())
    context: dict[str, Any] = {"form": form, "community": community, "type": None}
    context["crumbs"] = crumbs(community, (_("New type"), ""))
    context["back_url"] = context["crumbs"][-2]["url"]
    return render(request, "types/keeping/words.html", context, status=422 if form.errors else 200)


@door("types.keep")
@login_required
@require_GET
def show(request: Request, uid: str) -> HttpResponse:
    """A type with its fields."""
    return show_type(request, load(request, uid))


def show_type(request: Request, type: KnowledgeType, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of ``type``."""
    context = {
        "type": type,
        "community": type.community,
        "fields": queries.fields_of(type),
        "removed": queries.removed_fields(type, seen_by=request.user),
        "count": queries.how_many(type),
        "crumbs": crumbs(type.community, (type.title, "")),
        **more,
    }
    return render(request, "types/keeping/show.html", context, status=status)


def load(request: Request, uid: str) -> KnowledgeType:
    """The type for those who keep it; Http404 for those who do not see its community, Refused for others."""
    rows = KnowledgeType.objects.visible_to(request.user).select_related("community")
    type: KnowledgeType = get_visible_or_404(rows, request.user, uid=uid)
    demand(access.can_keep(request.user, type.community), _("You cannot change this type."))
    return type


@door("types.keep")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: Request, uid: str) -> HttpResponse:
    """Change what a type says."""
    type = load(request, uid)
    form = TypeForm(request.POST) if request.method == "POST" else TypeForm.of(type)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change_type(
                    type, version=form.cleaned_data["version"], actor=request.user, **form.given()
                )
            except Invalid as problem:
                form.add_error(problem.field if problem.field in form.fields else None, str(problem))
            except Stale as problem:
                # What was typed stays; sending it again means it.
                form.data = sent_again(request, problem.current.version)
                form.add_error(
                    None, _("%(problem)s Save again to put yours in its place.") % {"problem": problem}
                )
                status = 409
            else:
                return HttpResponseRedirect(type.get_absolute_url())
    context: dict[str, Any] = {"form": form, "community": type.community, "type": type}
    context["crumbs"] = crumbs(type.community, (type.title, type.get_absolute_url()), (_("Words"), ""))
    return render(request, "types/keeping/words.html", context, status=status)


def sent_again(request: Request, version: int) -> Any:
    """What was sent, as if it had been begun from ``version``."""
    data = request.POST.copy()
    data["version"] = str(version)
    return data


@door("types.keep")
@login_required
@require_POST
def retire(request: Request, uid: str) -> HttpResponse:
    """Offer a type no more, or again."""
    type = load(request, uid)
    try:
        if type.is_retired:
            actions.bring_back(type, actor=request.user)
        else:
            actions.retire(type, actor=request.user)
    except Invalid as problem:
        messages.error(request, str(problem))
    return HttpResponseRedirect(type.get_absolute_url())
