"""The fields of a type: added, changed with a look at what becomes of the pages, moved, removed, restored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.core.types import access, actions, queries
from practica.core.types.conversions import Preview, tried
from practica.core.types.forms import FieldForm
from practica.core.types.models import Field, KnowledgeType
from practica.core.types.standing import Standing, standing_on
from practica.core.types.views.keeping import crumbs, load, sent_again
from practica.kit.access import Invalid, Stale, demand, door, get_visible_or_404
from practica.kit.http import Request


@door("types.keep")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, uid: str) -> HttpResponse:
    """Ask one more thing."""
    type = load(request, uid)
    offered = _offered(type, request)
    if request.method != "POST":
        return _show(
            request, type, None, FieldForm(**offered, initial={"many": True, "version": type.version})
        )
    form = FieldForm(request.POST, **offered)
    if form.is_valid():
        try:
            actions.add_field(type, actor=request.user, **form.given())
        except Invalid as problem:
            _add_problem(form, problem)
        else:
            return HttpResponseRedirect(type.get_absolute_url())
    return _show(request, type, None, form, status=422)


@door("types.keep")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, uid: str) -> HttpResponse:
    """Change a field. Another kind, or an option less, is shown first with what it does to the pages, and
    done when confirmed."""
    now = _field(request, uid)
    type = now.type
    offered = _offered(type, request)
    if request.method != "POST":
        return _show(request, type, now, FieldForm(**offered, field=now))
    form = FieldForm(request.POST, **offered, field=now)
    status = 422
    if form.is_valid():
        given = form.given()
        try:
            if "confirmed" not in request.POST:
                if given["kind"] != now.kind:
                    new = actions.field_to_be(now, given, actor=request.user)
                    preview = tried(now, new, actor=request.user)
                    losing = standing_on(now, new, seen_by=request.user)
                    return _show(request, type, now, form, preview=preview, losing=losing)
                if gone := queries.chosen_and_gone(now, given["options"]["choices"]):
                    return _show(request, type, now, form, gone=gone)
            actions.change_field(now, version=form.cleaned_data["version"], actor=request.user, **given)
        except Invalid as problem:
            _add_problem(form, problem)
        except Stale as problem:
            form.data = sent_again(request, problem.current.version)
            form.add_error(
                None, _("%(problem)s Save again to put yours in its place.") % {"problem": problem}
            )
            status = 409
        else:
            return HttpResponseRedirect(type.get_absolute_url())
    return _show(request, type, now, form, status=status)


@door("types.keep")
@login_required
@require_POST
def move(request: Request, uid: str) -> HttpResponse:
    """One place up or down."""
    now = _field(request, uid)
    type = now.type
    actions.move_field(now, by=-1 if request.POST.get("to") == "up" else 1, actor=request.user)
    return HttpResponseRedirect(f"{type.get_absolute_url()}#field-{now.uid}")


@door("types.keep")
@login_required
@require_POST
def remove(request: Request, uid: str) -> HttpResponse:
    """Ask it no more; the page of the type offers to bring it back. What stands on it is shown first."""
    now = _field(request, uid)
    type = now.type
    if "confirmed" not in request.POST and (losing := standing_on(now, None, seen_by=request.user)):
        context = {
            "type": type,
            "field": now,
            "losing": losing,
            "community": type.community,
            "crumbs": crumbs(type.community, (type.title, type.get_absolute_url()), (now.title, "")),
        }
        return render(request, "types/keeping/remove.html", context)
    actions.remove_field(now, actor=request.user)
    messages.success(request, _("“%(label)s” is removed. What it held is kept.") % {"label": now.title})
    return HttpResponseRedirect(f"{type.get_absolute_url()}#removed")


@door("types.keep")
@login_required
@require_POST
def restore(request: Request, uid: str) -> HttpResponse:
    """Ask it again."""
    back = actions.restore_field(_field(request, uid, is_removed=True), actor=request.user)
    return HttpResponseRedirect(f"{back.type.get_absolute_url()}#field-{back.uid}")


def _field(request: Request, uid: str, *, is_removed: bool = False) -> Field:
    """The field for those who keep its type; Http404 for those who do not see it, Refused for others."""
    rows = Field.objects.visible_to(request.user).select_related("type__community")
    found: Field = get_visible_or_404(rows, request.user, uid=uid, removed__isnull=not is_removed)
    demand(access.can_keep(request.user, found.type.community), _("You cannot change this type."))
    return found


def _offered(type: KnowledgeType, request: Request) -> dict[str, Any]:
    """What a field of ``type`` may lead to and sum up: the types beside it, their links, their fields."""
    own = queries.kept_types(type.community, seen_by=request.user) if type.community else []
    types = [*own, *queries.kept_types(None, seen_by=request.user)]
    return {
        "types": types,
        "links": queries.links_of(type, types),
        "reckoned": queries.reckoned_with(type, types),
    }


def _add_problem(form: FieldForm, problem: Invalid) -> None:
    name = problem.field
    if name == "options":
        name = {"formula": "formula", "rollup": "rollup_link"}.get(
            form.cleaned_data.get("kind", ""), "choices"
        )
    form.add_error(name if name in form.fields else None, str(problem))


def _show(
    request: Request,
    type: KnowledgeType,
    field: Field | None,
    form: FieldForm,
    *,
    preview: Preview | None = None,
    gone: Sequence[tuple[str, int]] = (),
    losing: Sequence[Standing] = (),
    status: int = 200,
) -> HttpResponse:
    here = field.title if field else _("New field")
    context = {
        "type": type,
        "field": field,
        "form": form,
        "preview": preview,
        "gone": gone,
        "losing": losing,
        "community": type.community,
        "crumbs": crumbs(type.community, (type.title, type.get_absolute_url()), (here, "")),
    }
    return render(request, "types/keeping/field.html", context, status=status)
