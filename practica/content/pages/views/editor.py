"""The page that writes: what it shows, and what its buttons beside Save do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from practica.content.pages import access, queries
from practica.content.pages.forms import TOP, PageForm
from practica.content.pages.links import Context
from practica.content.pages.models import Page
from practica.content.pages.texts import read_text
from practica.content.pages.views.attaching import attach
from practica.content.pages.views.loading import crumbs
from practica.content.pages.views.together import (
    allow_line,
    editor_context,
    load_whole,
    must_load_whole,
)
from practica.core.communities.models import Community
from practica.core.types.forms import FieldsForm
from practica.core.types.queries import types_for
from practica.kit.access import Invalid, get_visible_or_404
from practica.kit.http import Request


def show_editor(
    request: Request,
    form: PageForm,
    community: Community,
    *,
    page: Page | None = None,
    fields_form: FieldsForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page that writes, with what was typed. ``page`` None is a new one."""
    if page is not None:
        way = crumbs(request, page, _("Edit"))
    else:
        way = [
            {"label": community.name, "url": community.get_absolute_url()},
            {"label": _("Pages"), "url": reverse("pages:index", args=[community.slug])},
            {"label": _("New page"), "url": ""},
        ]
    context = {
        "form": form, "community": community, "page": page, "crumbs": way, "fields_form": fields_form,
        "type": fields_form.type, "types": [],
        "is_reviewed": access.is_reviewed(page) if page else bool(community.approvals_needed), **more,
    }  # fmt: skip
    if page is None:
        context["types"] = types_for(community, seen_by=request.user)
        templates = queries.templates_of(community, seen_by=request.user)
        chosen = request.GET.get("template", "")
        context["templates"] = templates
        context["template"] = next((one for one in templates if one.page.entry.uid == chosen), None)
        context["new_url"] = reverse("pages:new", args=[community.slug])
        under = request.POST.get("parent") or request.GET.get("parent", "")
        context["type_query"] = f"&parent={under}" if under else ""
    alone = bool(more.get("draft")) or request.method == "POST" and not request.POST.get("live")
    context |= editor_context(request, community, page, alone=alone)
    if must_load_whole(request, context["live"]):
        return load_whole(request)
    response = render(request, "pages/editing/edit.html", context, status=status)
    allow_line(response, context["live"])
    return response


def aside_step(
    request: Request, form: PageForm, community: Community, page: Page | None, fields: FieldsForm
) -> HttpResponse | None:
    """What the buttons beside Save do without scripts: show how it will look, or add a file."""
    if "preview" in request.POST:
        shown = preview_of(request, community, page)
        return show_editor(request, form, community, page=page, fields_form=fields, preview=shown, status=200)
    if "attach" in request.POST:
        form, problem = attach(request, form, community, page)
        return show_editor(
            request,
            form,
            community,
            page=page,
            fields_form=fields,
            file_problem=problem,
            status=422 if problem else 200,
        )
    return None


def preview_of(request: Request, community: Community, page: Page | None) -> Any:
    """How the text that was sent will look, or why it cannot be taken."""
    context = Context(community=community, actor=request.user, entry=page.entry if page else None)
    try:
        return read_text(request.POST.get("body", ""), context).html
    except Invalid as problem:
        return str(problem)


def add_problem(form: PageForm, problem: Invalid) -> None:
    """Put what the action refused at its field, or above the form."""
    form.add_error(problem.field if problem.field in form.fields else None, str(problem))


def page_or_none(request: Request, community: Community, uid: str) -> Page | None:
    """The page of this community that ``uid`` names, if any is named. Raises Http404 for one unseen."""
    if not uid or uid == TOP:
        return None
    rows = Page.objects.visible_to(request.user).of(community).with_entry()
    found: Page = get_visible_or_404(rows, request.user, entry__uid=uid)
    return found
