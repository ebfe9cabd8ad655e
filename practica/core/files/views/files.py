"""The files of a community: the list, fetching one, reading about it, adding one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from practica.core.communities.frame import frame_of
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.entries.queries import linked_from
from practica.core.files import access, actions, queries
from practica.core.files.models import StoredFile
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request

# Shown in place because they were written anew by us, or cannot run anything inside the sandbox below.
INLINE = {"image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml"}
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@door("files.see")
@require_GET
def fetch(request: Request, uid: str, name: str) -> HttpResponseBase:
    """The bytes of a file, for those who see its entry; anything but a picture comes as a download."""
    stored = get_visible_or_404(StoredFile, request.user, uid=uid)
    etag = f'"{stored.sha256[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        response = FileResponse(default_storage.open(stored.location))
        response["Content-Length"] = str(stored.size)
    inline = stored.media_type in INLINE
    response["Content-Type"] = stored.media_type if inline else "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(not inline, stored.name) or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return response


@door("files.see")
@require_GET
def show(request: Request, slug: str, handle: str) -> HttpResponse:
    """What a file of the library is, who brought it and where it is used."""
    stored = get_visible_or_404(
        StoredFile.objects.select_related("entry__community", "entry__author"),
        request.user,
        entry__uid=handle[-12:],
        entry__kind="file",
    )
    address = stored.entry.get_absolute_url()
    if request.path != address:
        return HttpResponseRedirect(address)
    context = {
        "file": stored,
        "entry": stored.entry,
        "community": stored.entry.community,
        "used_in": linked_from(stored.entry, seen_by=request.user),
        "parts": stored.parts.all()[:50],
    }
    return render(request, "files/files/show.html", context)


@door("files.see")
@require_GET
def library(request: Request, slug: str) -> HttpResponse:
    """The files of a community, newest first, or those of a name; members add one here."""
    return _library(request, community_or_404(slug, request.user))


@door("files.store")
@require_POST
def upload(request: Request, slug: str) -> HttpResponse:
    """Add a file to a community. A browser's form is led to the file; a script is told its address and the
    Markdown that shows it."""
    community = community_or_404(slug, request.user)
    demand(access.can_store(request.user, community), _("Only members add files."))
    is_form = "text/html" in request.headers.get("Accept", "")
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise Invalid(_("Choose a file."), field="file")
        stored = actions.store(sent, name=sent.name or "file", community=community, actor=request.user)
    except Invalid as problem:
        if is_form:
            return _library(request, community, problem=str(problem))
        return JsonResponse({"error": str(problem)}, status=422)
    if is_form:
        messages.success(request, _("%(name)s is here now.") % {"name": stored.name})
        return HttpResponseRedirect(stored.entry.get_absolute_url())
    address = stored.get_absolute_url()
    alt = stored.name.rpartition(".")[0]
    markdown = f"![{alt}]({address})" if stored.is_image else f"[{stored.name}]({address})"
    return JsonResponse({"uid": stored.uid, "url": address, "markdown": markdown}, status=201)


def _library(request: Request, community: Community, *, problem: str = "") -> HttpResponse:
    name, before = request.GET.get("q", "").strip()[:120], request.GET.get("before", "")[:12]
    files, following = queries.library(community, seen_by=request.user, name=name, before=before)
    older = urlencode({"q": name, "before": following} if name else {"before": following})
    context = frame_of(community, request.user, tab="files") | {
        "files": files,
        "q": name,
        "is_later": bool(before),
        "older_url": f"?{older}" if following else "",
        "problem": problem,
    }
    return render(request, "files/files/library.html", context, status=422 if problem else 200)
