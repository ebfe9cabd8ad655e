"""Forms of a collection: made, changed, opened; and what they collected, taken in or not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.content.collections import access, actions, queries
from practica.content.collections.forms import RowFormForm
from practica.content.collections.models import Collection, RowForm
from practica.content.collections.views.loading import crumbs, load, load_form
from practica.core.types import kinds
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid, demand, door, or_404
from practica.kit.http import Request


@door("collections.edit")
@login_required
@require_GET
def index(request: Request, slug: str, handle: str) -> HttpResponse:
    """The forms of a collection, and how much waits."""
    collection = load(request, handle)
    demand(access.can_edit(request.user, collection), _("You cannot change this collection."))
    context = _context(collection, _("Forms")) | {
        "forms": list(RowForm.objects.visible_to(request.user).filter(collection=collection)),
        "waiting": len(queries.waiting_in(collection, seen_by=request.user)),
    }
    return render(request, "collections/forms/index.html", context)


@door("collections.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, slug: str, handle: str) -> HttpResponse:
    """A form that asks for rows."""
    collection = load(request, handle)
    demand(access.can_edit(request.user, collection), _("You cannot change this collection."))
    fields = fields_of(collection.type)
    start = {"who": "members", "asks": [one.name for one in fields if not one.is_computed], "is_open": True}
    form = RowFormForm(request.POST or None, fields=fields, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            data = {name: value for name, value in form.cleaned_data.items() if name != "is_open"}
            actions.add_form(collection, **data, actor=request.user)
            return HttpResponseRedirect(collection.address("forms"))
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    return _form_page(request, collection, form, _("New form"), _("Make form"))


@door("collections.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """What a form asks, and whom."""
    collection = load(request, handle)
    row_form = load_form(request, collection, uid)
    demand(access.can_edit(request.user, collection), _("You cannot change this collection."))
    start = {name: getattr(row_form, name) for name in ("name", "intro", "asks", "who", "thanks", "is_open")}
    form = RowFormForm(request.POST or None, fields=fields_of(collection.type), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_form(row_form, **form.cleaned_data, actor=request.user)
            return HttpResponseRedirect(collection.address("forms"))
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    return _form_page(request, collection, form, _("Change the form"), _("Save form"))


@door("collections.open")
@login_required
@require_POST
def link(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """A new link for a form that anyone may fill in; shown once."""
    collection = load(request, handle)
    row_form = load_form(request, collection, uid)
    context = _context(collection, _("Forms"))
    try:
        secret = actions.open_form(row_form, actor=request.user)
        context["address"] = settings.SITE_URL + reverse("collections:open_form", args=[secret])
    except Invalid as problem:
        context["problem"] = str(problem)
    context["forms"] = list(RowForm.objects.visible_to(request.user).filter(collection=collection))
    context["linked"] = row_form
    status = 422 if "problem" in context else 200
    return render(request, "collections/forms/index.html", context, status=status)


@door("collections.edit")
@login_required
@require_POST
def remove(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Take a form away."""
    collection = load(request, handle)
    row_form = load_form(request, collection, uid)
    actions.remove_form(row_form, actor=request.user)
    messages.success(request, _("The form “%(name)s” is gone.") % {"name": row_form.name})
    return HttpResponseRedirect(collection.address("forms"))


@door("collections.moderate")
@login_required
@require_GET
def waiting(request: Request, slug: str, handle: str) -> HttpResponse:
    """What people sent and nobody has decided on."""
    collection = load(request, handle)
    demand(access.can_moderate(request.user, collection), _("Only the core group decides."))
    fields = {one.name: one for one in fields_of(collection.type)}
    sent = [
        {
            "one": one,
            "lines": [
                (fields[name].title, _words(fields[name], value, request.user))
                for name, value in one.values.items()
                if name in fields
            ],
        }
        for one in queries.waiting_in(collection, seen_by=request.user)
    ]
    context = _context(collection, _("Waiting")) | {"sent": sent}
    return render(request, "collections/forms/waiting.html", context)


@door("collections.moderate")
@login_required
@require_POST
def decide(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Take it in as a row, or do not."""
    collection = load(request, handle)
    demand(access.can_moderate(request.user, collection), _("Only the core group decides."))
    sent = or_404(queries.waiting_one(collection, uid, seen_by=request.user))
    try:
        take = request.POST.get("do") == "take"
        row = actions.decide(sent, take=take, reason=request.POST.get("reason", ""), actor=request.user)
    except Invalid as problem:
        messages.error(request, str(problem))
    else:
        words = _("“%(title)s” is a row now.") if row else _("“%(title)s” is not taken in.")
        messages.success(request, words % {"title": sent.title})
    return HttpResponseRedirect(collection.address("waiting"))


def _words(field: Any, value: Any, person: Any) -> str:
    try:
        return kinds.shown(field, kinds.clean(field, value, actor=person))
    except Invalid:
        return str(value)


def _context(collection: Collection, here: str) -> dict[str, Any]:
    return {
        "collection": collection,
        "community": collection.entry.community,
        "crumbs": crumbs(collection, here),
        "back": collection.get_absolute_url(),
    }


def _form_page(
    request: Request, collection: Collection, form: RowFormForm, heading: str, submit: str
) -> HttpResponse:
    context = _context(collection, heading) | {
        "form": form,
        "heading": heading,
        "submit": submit,
        "view": None,
    }
    context["back"] = collection.address("forms")
    return render(request, "collections/form_page.html", context, status=422 if form.errors else 200)
