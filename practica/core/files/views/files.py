"""One file of the library: what it is and holds, its versions, its name and topics, the bin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.core.communities.queries import community_or_404
from practica.core.entries.queries import linked_from
from practica.core.files import access, actions, queries, space
from practica.core.files.actions.arriving import SMALL
from practica.core.files.forms import VersionForm, form_of
from practica.core.files.models import StoredFile
from practica.core.files.previews import preview_of
from practica.core.files.views.library import told
from practica.kit.access import Invalid, demand, door, get_visible_or_404, or_404
from practica.kit.http import Request, whole_number
from practica.kit.models import UID_LENGTH


@door("files.see")
@require_GET
def show(request: Request, slug: str, handle: str) -> HttpResponse:
    """What a file of the library is and holds, who brought it, what it was before and where it is used."""
    stored = _load(request, handle)
    address = stored.entry.get_absolute_url()
    if request.path != address:
        return HttpResponseRedirect(address)
    return _show(request, stored)


@door("files.see")
@require_GET
def state(request: Request, slug: str, handle: str) -> JsonResponse:
    """What a script that has just sent the file is told of it; also what could not be read, once known."""
    return JsonResponse(told(_load(request, handle), request.user))


@door("files.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, handle: str) -> HttpResponse:
    """Call it otherwise, say what it is, file it under topics."""
    stored = _load(request, handle)
    demand(access.can_edit(request.user, stored), _("You cannot change this file."))
    form = form_of(stored, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe(stored, **form.values(), actor=request.user)
            return HttpResponseRedirect(stored.entry.get_absolute_url())
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    context = {
        "file": stored,
        "community": stored.entry.community,
        "form": form,
        "crumbs": _crumbs(stored, _("Edit")),
    }
    return render(request, "files/files/edit.html", context, status=422 if form.is_bound else 200)


@door("files.edit")
@require_POST
def add_version(request: Request, slug: str, handle: str) -> HttpResponse:
    """Let the file be what was sent from now on."""
    stored = _load(request, handle)
    demand(access.can_edit(request.user, stored), _("You cannot change this file."))
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            stored = actions.add_version(
                stored, sent, name=sent.name, note=form.cleaned_data["note"], actor=request.user
            )
            messages.success(request, _("This is version %(number)d now.") % {"number": stored.version})
            return HttpResponseRedirect(stored.entry.get_absolute_url())
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
    return _show(request, stored, version_form=form)


@door("files.edit")
@require_POST
def restore(request: Request, slug: str, handle: str, number: int) -> HttpResponse:
    """Let the file be again what it was as this version."""
    stored = actions.bring_back(_load(request, handle), number, actor=request.user)
    messages.success(request, _("This is version %(number)d now.") % {"number": stored.version})
    return HttpResponseRedirect(stored.entry.get_absolute_url())


@door("files.bin")
@require_POST
def delete(request: Request, slug: str, handle: str) -> HttpResponse:
    """Put it into the bin; the list offers to take that back."""
    stored = _load(request, handle)
    actions.throw_away(stored, actor=request.user)
    address = reverse("files:library", args=[stored.entry.community.slug])
    return HttpResponseRedirect(f"{address}?binned={stored.entry.uid}")


@door("files.bin")
@require_POST
def bring_back(request: Request, slug: str, handle: str) -> HttpResponse:
    """Take it out of the bin."""
    community = community_or_404(slug, request.user)
    stored: StoredFile = or_404(queries.binned_file(community, handle[-UID_LENGTH:], person=request.user))
    actions.take_out(stored, actor=request.user)
    messages.success(request, _("“%(title)s” is back.") % {"title": stored.name})
    return HttpResponseRedirect(stored.entry.get_absolute_url())


def _load(request: Request, handle: str) -> StoredFile:
    """The file of the library a handle names. Raises Http404 for who does not see it."""
    rows = StoredFile.objects.select_related("entry__community", "entry__author", "uploaded_by")
    stored: StoredFile = get_visible_or_404(
        rows.prefetch_related("entry__topics"),
        request.user,
        entry__uid=handle[-UID_LENGTH:],
        entry__kind="file",
    )
    return stored


def _show(request: Request, stored: StoredFile, version_form: VersionForm | None = None) -> HttpResponse:
    start = whole_number(request.GET.get("from", ""))
    parts, further = queries.parts_of(stored, seen_by=request.user, start=start)
    context = {
        "file": stored,
        "entry": stored.entry,
        "community": stored.entry.community,
        "crumbs": _crumbs(stored),
        "preview": preview_of(stored),
        "parts": parts,
        "further_url": f"?from={further}#part-{further}" if further else "",
        "is_later": bool(start),
        "versions": queries.versions_of(stored, seen_by=request.user) if stored.version > 1 else [],
        "used_in": linked_from(stored.entry, seen_by=request.user),
        "twins": queries.twins_of(stored, seen_by=request.user),
        "form": version_form or VersionForm(),
        "most_bytes": space.most_bytes(),
        "small_bytes": SMALL,
    }
    return render(request, "files/files/show.html", context, status=422 if version_form else 200)


def _crumbs(stored: StoredFile, *here: str) -> list[dict[str, Any]]:
    """The way to the file from its community, ending with ``here`` or the file itself."""
    community = stored.entry.community
    way = [
        {"label": community.name, "url": community.get_absolute_url()},
        {"label": _("Files"), "url": reverse("files:library", args=[community.slug])},
        {"label": stored.name, "url": stored.entry.get_absolute_url()},
    ]
    return [*way, *({"label": label, "url": ""} for label in here)]
