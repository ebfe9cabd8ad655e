"""Collections of a community, and one of them looked at through a view."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.content.collections import access, actions, queries
from practica.content.collections.forms import CollectionForm, FilterForm, NewCollectionForm
from practica.content.collections.models.asked import LONGEST_VALUE, Asked, Filter, asked_for
from practica.content.collections.views.loading import crumbs, load, load_view, sent_on
from practica.core.communities.frame import frame_of
from practica.core.communities.queries import community_or_404
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid, demand, door
from practica.kit.http import Request


@door("collections.see")
@require_GET
def index(request: Request, slug: str) -> HttpResponse:
    """The collections of a community."""
    community = community_or_404(slug, request.user)
    context = frame_of(community, request.user, tab="collections") | {
        "collections": queries.collections_of(community, seen_by=request.user)
    }
    return render(request, "collections/index.html", context)


@door("collections.create")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """Begin a collection: its name, and what it gathers."""
    community = community_or_404(slug, request.user)
    demand(access.can_create(request.user, community), _("Only members make collections here."))
    types = queries.types_in(community, seen_by=request.user)
    form = NewCollectionForm(request.POST or None, types=types, initial={"type": request.GET.get("type", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make(
                community=community,
                title=form.cleaned_data["title"],
                about=form.cleaned_data["about"],
                type=form.chosen_type,
                actor=request.user,
            )
            return HttpResponseRedirect(made.get_absolute_url())
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    context = frame_of(community, request.user, tab="collections") | {"form": form, "types": types}
    return render(request, "collections/new.html", context, status=422 if form.errors else 200)


@door("collections.see")
@require_GET
def show(request: Request, slug: str, handle: str, uid: str = "") -> HttpResponse:
    """Rows through a view. What is asked in the address wins over what the view keeps."""
    collection = load(request, handle)
    view = load_view(collection, uid)
    if elsewhere := sent_on(request, collection, *(("view", uid) if uid else ("show",))):
        return elsewhere
    fields = fields_of(collection.type)
    asked = asked_for(request.GET, view, fields)
    if request.GET.get("by"):
        return HttpResponseRedirect(f"{collection.address('view', view.uid)}?{_with_filter(request, asked)}")
    rows = queries.rows_of(collection, seen_by=request.user)
    after = request.GET.get("after", "")[:400]
    look = queries.look_of(collection, view, asked, fields, rows, after=after, seen_by=request.user)
    context = {
        "collection": collection,
        "community": collection.entry.community,
        "entry": collection.entry,
        "view": view,
        "views": list(collection.views.all()),
        "look": look,
        "fields": fields,
        "here": collection.address("view", view.uid),
        "query": asked.query() if asked.own else "",
        "after": after,
        "crumbs": crumbs(collection),
        "filter_form": _filter_form(request, look, rows),
        "opened": queries.open_row(collection, request.GET["row"], seen_by=request.user)
        if request.GET.get("row")
        else None,
    }
    return render(request, "collections/show.html", context, status=422 if look.problem else 200)


def _with_filter(request: Request, asked: Asked) -> str:
    """The address that asks for one filter more: what the filter form sent, as everything else is said."""
    name, operator = request.GET["by"][:40], request.GET.get("operator", "")[:20]
    values = request.GET.getlist("value") or [""]
    if operator == "is" and len(values) > 1:
        operator, values = "any_of", [",".join(values)]
    new = [Filter(name, operator, value[:LONGEST_VALUE]) for value in values]
    return asked.query(filters=(*asked.filters, *new))


def _filter_form(request: Request, look: queries.Look, rows: Any) -> FilterForm | None:
    """The form of the filter that is begun, or changed, or cannot be asked as it is."""
    name = request.GET.get("add", "")
    one = Filter(name, request.GET.get("operator", "")[:20], request.GET.get("value", "")[:LONGEST_VALUE])
    wrong = None
    if not name and look.problem_field:
        wrong = next((known for known in look.asked.filters if known.field == look.problem_field), None)
    one = wrong or one
    form = FilterForm.opened(
        one, look.fields, queries.values_held(rows, one.field, look.fields, seen_by=request.user)
    )
    if form is not None:
        form.instead = wrong
    return form


@door("collections.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, handle: str) -> HttpResponse:
    """Another name, other words."""
    collection = load(request, handle)
    demand(access.can_edit(request.user, collection), _("You cannot change this collection."))
    start = {"title": collection.entry.title, "about": collection.entry.summary}
    form = CollectionForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(collection, **form.cleaned_data, actor=request.user)
            return HttpResponseRedirect(collection.get_absolute_url())
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    context = {
        "collection": collection,
        "community": collection.entry.community,
        "form": form,
        "heading": _("Name and words"),
        "submit": _("Save"),
        "back": collection.get_absolute_url(),
        "crumbs": crumbs(collection, _("Name and words")),
    }
    return render(request, "collections/form_page.html", context, status=422 if form.errors else 200)


@door("collections.delete")
@login_required
@require_POST
def delete(request: Request, slug: str, handle: str) -> HttpResponse:
    """Into the bin with it; its rows stay."""
    collection = load(request, handle)
    actions.delete(collection, actor=request.user)
    messages.success(request, _("“%(title)s” is in the bin for 30 days.") % {"title": collection.entry.title})
    return HttpResponseRedirect(reverse("collections:index", args=[collection.entry.community.slug]))
