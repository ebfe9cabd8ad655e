"""Reading and writing talks about passages. Every step works as a plain form."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.content.annotations import access, actions, queries
from practica.content.annotations.models import Annotation, Reply
from practica.content.annotations.texts import MOST_BLOCKS, blocks_of
from practica.core.entries.models import Entry
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request


@door("annotations.see")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Request, uid: str) -> HttpResponse:
    """All talks about a text; posted to, it begins one. With ``part`` only the list, for beside the text."""
    entry = get_visible_or_404(Entry.objects.select_related("community"), request.user, uid=uid)
    if request.method == "POST":
        return _comment(request, entry)
    if "part" in request.GET:
        talks = queries.talks_about(entry, seen_by=request.user)
        return render(request, "annotations/list.html", {"entry": entry, "talks": talks})
    return _show(request, entry)


def _comment(request: Request, entry: Entry) -> HttpResponse:
    demand(access.can_comment(request.user, entry), _("Only members comment here."))
    sent = request.POST
    try:
        made = actions.comment(
            entry,
            quote=sent.get("quote") or sent.get("block", ""),
            prefix=sent.get("prefix", ""),
            suffix=sent.get("suffix", ""),
            body=sent.get("body", ""),
            actor=request.user,
        )
    except Invalid as problem:
        return _show(request, entry, problem=problem, status=422)
    return HttpResponseRedirect(made.get_absolute_url())


def _show(
    request: Request, entry: Entry, *, problem: Invalid | None = None, status: int = 200
) -> HttpResponse:
    may_comment = access.can_comment(request.user, entry)
    context: dict[str, Any] = {
        "entry": entry,
        "community": entry.community,
        "talks": queries.talks_about(entry, seen_by=request.user),
        "may_comment": may_comment,
        "blocks": blocks_of(entry, person=request.user)[:MOST_BLOCKS] if may_comment else [],
        "problem": problem,
        "sent": request.POST,
        "crumbs": [
            {"label": entry.community.name, "url": entry.community.get_absolute_url()},
            {"label": entry.title, "url": entry.get_absolute_url()},
            {"label": _("Comments"), "url": ""},
        ],
    }
    return render(request, "annotations/index.html", context, status=status)


@door("annotations.reply")
@login_required
@require_POST
def reply(request: Request, uid: str) -> HttpResponse:
    """Go on with a talk."""
    annotation = _annotation(request, uid)
    demand(access.can_reply(request.user, annotation), _("Only members comment here."))
    try:
        actions.reply(annotation, body=request.POST.get("body", ""), actor=request.user)
    except Invalid as problem:
        return _show(request, annotation.entry, problem=problem, status=422)
    return HttpResponseRedirect(annotation.get_absolute_url())


@door("annotations.resolve")
@login_required
@require_POST
def resolve(request: Request, uid: str) -> HttpResponse:
    """Settle a talk."""
    annotation = _annotation(request, uid)
    actions.resolve(annotation, actor=request.user)
    return HttpResponseRedirect(f"{annotation.entry.get_absolute_url()}#comments")


@door("annotations.resolve")
@login_required
@require_POST
def reopen(request: Request, uid: str) -> HttpResponse:
    """Take a settled talk up again."""
    annotation = _annotation(request, uid)
    actions.reopen(annotation, actor=request.user)
    return HttpResponseRedirect(annotation.get_absolute_url())


@door("annotations.delete")
@login_required
@require_POST
def delete(request: Request, uid: str) -> HttpResponse:
    """Take out what was said about a passage."""
    annotation = _annotation(request, uid)
    actions.delete(annotation, actor=request.user)
    return HttpResponseRedirect(f"{annotation.entry.get_absolute_url()}#comments")


@door("annotations.delete")
@login_required
@require_POST
def delete_reply(request: Request, uid: str) -> HttpResponse:
    """Take out a reply."""
    rows = Reply.objects.select_related("annotation__entry__community")
    made = get_visible_or_404(rows, request.user, uid=uid)
    actions.delete_reply(made, actor=request.user)
    return HttpResponseRedirect(made.annotation.get_absolute_url())


def _annotation(request: Request, uid: str) -> Annotation:
    rows = Annotation.objects.select_related("entry__community")
    annotation: Annotation = get_visible_or_404(rows, request.user, uid=uid)
    return annotation
