"""The catalogue of a community, one resource, adding and mending one, saying something of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.content.library import access, actions, queries
from practica.content.library.forms import ListForm, ResourceForm, ReviewForm, form_of
from practica.content.library.lists import MOST_BYTES, read_list
from practica.content.library.models import KIND, Resource
from practica.core.communities.frame import frame_of
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.entries.actions import bin_entry, restore_entry
from practica.core.entries.queries import linked_from
from practica.kit.access import Invalid, demand, door, get_visible_or_404, or_404
from practica.kit.http import Request, whole_number
from practica.kit.models import UID_LENGTH

SORT_WORDS = {
    "newest": gettext_lazy("Newest first"),
    "best": gettext_lazy("Best first"),
    "title": gettext_lazy("By title"),
}
NARROWED_BY = ("q", "topic", "form", "language", "only")
READING = ("GET", "HEAD", "POST")


@door("library.see")
@require_GET
def catalogue(request: Request, slug: str) -> HttpResponse:
    """The resources of a community, narrowed and ordered as asked."""
    community = community_or_404(slug, request.user)
    asked = {key: request.GET.get(key, "").strip()[:120] for key in NARROWED_BY}
    sort = request.GET.get("sort", "")
    asked["sort"] = sort if sort in SORT_WORDS else "newest"
    page = min(whole_number(request.GET.get("page", ""), otherwise=1), 1000)
    resources, has_more = queries.catalogue(
        community,
        seen_by=request.user,
        words=asked["q"],
        topic=asked["topic"],
        form=asked["form"],
        language=asked["language"],
        only=asked["only"],
        sort=asked["sort"],
        page=page,
    )
    chosen = {key: value for key, value in asked.items() if value and (key, value) != ("sort", "newest")}
    context = frame_of(community, request.user, tab="resources") | {
        "resources": resources,
        "asked": asked,
        "is_narrowed": bool(set(chosen) - {"sort"}),
        "filters": _filters(community, request.user, chosen),
        "sorts": [
            {"label": word, "url": _address(chosen | {"sort": key}), "current": key == asked["sort"]}
            for key, word in SORT_WORDS.items()
        ],
        "older_url": _address(chosen | {"page": str(page + 1)}) if has_more else "",
        "binned": _binned(request, community),
    }
    return render(request, "library/catalogue.html", context)


@door("library.see")
@require_GET
def show(request: Request, slug: str, handle: str) -> HttpResponse:
    """A resource, what it is used for, what members say of it, whether it answers."""
    resource = _load(request, handle)
    if request.path != resource.get_absolute_url():
        return HttpResponseRedirect(resource.get_absolute_url())
    return _show(request, resource)


@door("library.add")
@require_http_methods(READING)
def add(request: Request, slug: str) -> HttpResponse:
    """Put one into the catalogue."""
    community = community_or_404(slug, request.user)
    demand(access.can_add(request.user, community), _("Only members add resources."))
    form = ResourceForm(
        request.POST if request.method == "POST" else None, initial={"language": community.language}
    )
    if request.method == "POST" and form.is_valid():
        try:
            resource = actions.add(community, form.said(), actor=request.user)
            return HttpResponseRedirect(resource.get_absolute_url())
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    context = {"community": community, "form": form, "crumbs": _crumbs(community, None, _("Add a resource"))}
    return render(request, "library/add.html", context, status=422 if form.is_bound else 200)


@door("library.add")
@require_http_methods(READING)
def bring(request: Request, slug: str) -> HttpResponse:
    """Put many into the catalogue from a list, and say what became of each line."""
    community = community_or_404(slug, request.user)
    demand(access.can_add(request.user, community), _("Only members add resources."))
    form = ListForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    brought = None
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_list(form.cleaned_data["file"].read(MOST_BYTES + 1))
            brought, form = actions.bring(community, lines, actor=request.user), ListForm()
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    context = {
        "community": community,
        "form": form,
        "brought": brought,
        "crumbs": _crumbs(community, None, _("Bring a list")),
    }
    return render(request, "library/bring.html", context, status=422 if form.is_bound else 200)


@door("library.edit")
@require_http_methods(READING)
def edit(request: Request, slug: str, handle: str) -> HttpResponse:
    """Mend what is said of it."""
    resource = _load(request, handle)
    demand(access.can_edit(request.user, resource), _("You cannot change this resource."))
    form = form_of(resource, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(resource, form.said(), actor=request.user)
            return HttpResponseRedirect(resource.get_absolute_url())
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    community = resource.entry.community
    context = {
        "resource": resource,
        "community": community,
        "form": form,
        "crumbs": _crumbs(community, resource, _("Edit")),
    }
    return render(request, "library/edit.html", context, status=422 if form.is_bound else 200)


@door("library.review")
@require_POST
def review(request: Request, slug: str, handle: str) -> HttpResponse:
    """Say something of it, or something else than before."""
    resource = _load(request, handle)
    demand(access.can_review(request.user, resource), _("Only members review resources."))
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            actions.review(resource, **form.cleaned_data, actor=request.user)
            return HttpResponseRedirect(f"{resource.get_absolute_url()}#reviews")
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    return _show(request, resource, form)


@door("library.review")
@require_POST
def take_back(request: Request, slug: str, handle: str) -> HttpResponse:
    """Say nothing of it any more."""
    resource = _load(request, handle)
    demand(access.can_review(request.user, resource), _("Only members review resources."))
    actions.take_back(resource, actor=request.user)
    messages.success(request, _("Your review is gone."))
    return HttpResponseRedirect(resource.get_absolute_url())


@door("library.bin")
@require_POST
def delete(request: Request, slug: str, handle: str) -> HttpResponse:
    """Put it into the bin; the list offers to take that back."""
    resource = _load(request, handle)
    demand(access.can_bin(request.user, resource), _("You cannot delete this resource."))
    bin_entry(resource.entry, actor=request.user)
    address = reverse("library:catalogue", args=[resource.entry.community.slug])
    return HttpResponseRedirect(f"{address}?binned={resource.entry.uid}")


@door("library.bin")
@require_POST
def bring_back(request: Request, slug: str, handle: str) -> HttpResponse:
    """Take it out of the bin."""
    community = community_or_404(slug, request.user)
    found = queries.binned_resource(community, handle[-UID_LENGTH:], person=request.user)
    resource: Resource = or_404(found)
    restore_entry(resource.entry, actor=request.user)
    messages.success(request, _("“%(title)s” is back.") % {"title": resource.entry.title})
    return HttpResponseRedirect(resource.get_absolute_url())


def _load(request: Request, handle: str) -> Resource:
    """The resource a handle names. Raises Http404 for who does not see it."""
    rows = Resource.objects.select_related("entry__community", "entry__author")
    resource: Resource = get_visible_or_404(
        rows.prefetch_related("entry__topics"),
        request.user,
        entry__uid=handle[-UID_LENGTH:],
        entry__kind=KIND,
    )
    return resource


def _show(request: Request, resource: Resource, form: ReviewForm | None = None) -> HttpResponse:
    reviews = queries.reviews_of(resource, seen_by=request.user)
    mine = next((one for one in reviews if one.person_id == request.user.pk), None)
    initial = {"stars": mine.stars, "sentence": mine.sentence} if mine else None
    context = {
        "resource": resource,
        "entry": resource.entry,
        "community": resource.entry.community,
        "crumbs": _crumbs(resource.entry.community, resource),
        "reviews": reviews,
        "mine": mine,
        "form": form or ReviewForm(initial=initial),
        "twins": queries.twins_of(resource, seen_by=request.user),
        "linked_from": linked_from(resource.entry, seen_by=request.user),
    }
    return render(request, "library/show.html", context, status=422 if form else 200)


def _filters(community: Community, person: Any, chosen: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """What the list can be narrowed to; each switches itself off where it is on."""

    def links(name: str, facets: list[queries.Facet]) -> list[dict[str, Any]]:
        found = []
        for one in facets:
            is_on = chosen.get(name) == one.key
            address = _address(chosen | {name: "" if is_on else one.key})
            found.append({"label": one.label, "url": address, "count": one.count, "current": is_on})
        return found

    dead = queries.count_of_dead(community, seen_by=person)
    return {
        "topic": links("topic", queries.topics_in(community, seen_by=person)),
        "form": links("form", queries.forms_in(community, seen_by=person)),
        "only": links("only", [queries.Facet("dead", _("Does not answer"), dead)] if dead else []),
    }


def _address(values: dict[str, str]) -> str:
    words = urlencode({key: value for key, value in values.items() if value})
    return f"?{words}"


def _crumbs(community: Community, resource: Resource | None, *here: str) -> list[dict[str, str]]:
    way = [
        {"label": community.name, "url": community.get_absolute_url()},
        {"label": _("Resources"), "url": reverse("library:catalogue", args=[community.slug])},
    ]
    if resource is not None:
        way.append({"label": resource.entry.title, "url": resource.get_absolute_url()})
    return [*way, *({"label": label, "url": ""} for label in here)]


def _binned(request: Request, community: Community) -> Resource | None:
    uid = request.GET.get("binned", "")[:UID_LENGTH]
    return queries.binned_resource(community, uid, person=request.user) if uid else None
