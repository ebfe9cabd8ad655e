"""Views of a collection: made, changed, ordered, given a link."""

from __future__ import annotations

import json
from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.content.collections import access, actions, queries
from practica.content.collections.forms import ViewForm
from practica.content.collections.models import Collection, View
from practica.content.collections.models.asked import Asked, asked_for, saved
from practica.content.collections.models.lost import FILTER, lost_of
from practica.content.collections.views.loading import crumbs, load, load_view
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid, Stale, demand, door
from practica.kit.http import Request


@door("collections.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, slug: str, handle: str) -> HttpResponse:
    """Another view of the same rows."""
    collection = load(request, handle)
    _demand(request, collection)
    fields = fields_of(collection.type)
    begin = saved(load_view(collection), fields)
    base = replace(begin, filters=(), group="", sums=(), widths=())
    form = ViewForm(
        request.POST or None, fields=fields, asked=base, initial={"shape": request.GET.get("shape", "table")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            view = actions.add_view(
                collection, name=data["name"], shape=data["shape"], asked=form.asked(), actor=request.user
            )
            return HttpResponseRedirect(collection.address("view", view.uid))
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    return _form_page(request, collection, form, _("New view"), _("Make view"), None)


@door("collections.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Name, shape, columns, order of a view."""
    collection = load(request, handle)
    view = load_view(collection, uid)
    demand(access.can_shape(request.user, view), actions.why_not(request.user, view))
    fields = fields_of(collection.type)
    start = {"name": view.name, "shape": view.shape, "version": view.version}
    form = ViewForm(request.POST or None, fields=fields, asked=saved(view, fields), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, view, form.asked(), form.cleaned_data["name"], form.cleaned_data["version"] or 0)
            return HttpResponseRedirect(collection.address("view", view.uid))
        except (Invalid, Stale) as problem:
            form.add_error(getattr(problem, "field", "") or None, str(problem))
    return _form_page(request, collection, form, _("Settings of the view"), _("Save view"), view)


@door("collections.edit")
@login_required
@require_POST
def save_asked(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Keep what the address asks for as the view everybody sees."""
    collection = load(request, handle)
    view = load_view(collection, uid)
    asked = asked_for(request.GET, view, fields_of(collection.type))
    _save(request, view, asked, view.name, view.version)
    messages.success(request, _("Everyone sees this view so now."))
    return HttpResponseRedirect(collection.address("view", view.uid))


@door("collections.edit")
@login_required
@require_POST
def keep_look(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """How wide columns are drawn, and their order: ``{"widths": {name: px}, "columns": [name]}``."""
    collection = load(request, handle)
    view = load_view(collection, uid)
    try:
        sent = json.loads(request.body[:20_000])
        widths, columns = sent.get("widths", {}), sent.get("columns")
        if not isinstance(widths, dict) or not isinstance(columns, list | None):
            raise ValueError
    except (ValueError, AttributeError):
        return JsonResponse({"error": _("The change cannot be read.")}, status=422)
    names = None if columns is None else [str(one) for one in columns]
    actions.keep_look(view, widths=widths, columns=names, actor=request.user)
    return HttpResponse(status=204)


@door("collections.edit")
@login_required
@require_POST
def move(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """One place to the front or to the back."""
    collection = load(request, handle)
    view = load_view(collection, uid)
    actions.move_view(view, by=-1 if request.POST.get("to") == "front" else 1, actor=request.user)
    return HttpResponseRedirect(collection.address("settings", view.uid))


@door("collections.edit")
@login_required
@require_POST
def remove(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Take the view away; the rows stay."""
    collection = load(request, handle)
    view = load_view(collection, uid)
    try:
        actions.remove_view(view, actor=request.user)
    except Invalid as problem:
        messages.error(request, str(problem))
        return HttpResponseRedirect(collection.address("settings", view.uid))
    messages.success(
        request, _("The view “%(name)s” is gone. Its rows are where they were.") % {"name": view.name}
    )
    return HttpResponseRedirect(collection.get_absolute_url())


@door("collections.open")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """A link by which anybody reads the view: made, made anew, withdrawn. Its secret is shown once."""
    collection = load(request, handle)
    view = load_view(collection, uid)
    demand(access.can_open(request.user, collection), _("Only the core group opens a view."))
    address, problem = "", ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "close":
                actions.close_view(view, actor=request.user)
            else:
                secret = actions.open_view(view, actor=request.user)
                address = settings.SITE_URL + reverse("collections:open_view", args=[secret])
            view.refresh_from_db()
            view.collection = collection
        except Invalid as refused:
            problem = str(refused)
    fields = fields_of(collection.type)
    context = {
        "collection": collection,
        "community": collection.entry.community,
        "view": view,
        "address": address,
        "is_closed": bool(queries.open_rows(view, saved(view, fields), fields)[1]),
        "has_lost_filter": any(one.part == FILTER for one in lost_of(view, fields)),
        "problem": problem,
        "is_open_community": access.is_open_community(collection),
        "crumbs": crumbs(collection, _("Link for everyone")),
    }
    return render(request, "collections/link.html", context, status=422 if problem else 200)


def _demand(request: Request, collection: Collection) -> None:
    demand(access.can_edit(request.user, collection), _("You cannot change this collection."))


def _save(request: Request, view: View, asked: Asked, name: str, version: int) -> None:
    actions.change_view(
        view, name=name, shape=asked.shape, asked=asked, started_from=version, actor=request.user
    )


def _form_page(
    request: Request, collection: Collection, form: ViewForm, heading: str, submit: str, view: View | None
) -> HttpResponse:
    context = {
        "collection": collection,
        "community": collection.entry.community,
        "form": form,
        "view": view,
        "heading": heading,
        "submit": submit,
        "back": collection.address("view", view.uid) if view else collection.get_absolute_url(),
        "crumbs": crumbs(collection, heading),
    }
    return render(request, "collections/form_page.html", context, status=422 if form.errors else 200)
