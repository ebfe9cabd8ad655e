"""Resumable uploads as tus 1.0 asks for them: core, creation, expiration, checksum, termination.

The protocol's four verbs over our own actions; see https://tus.io/protocols/resumable-upload.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.entries.models import Entry
from practica.core.files import space
from practica.core.files.actions import arriving
from practica.core.files.models import StoredFile, Upload
from practica.core.files.views.library import told
from practica.kit.access import Invalid, Refused, door, get_visible_or_404
from practica.kit.http import Request

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
LONGEST_METADATA = 8_000
View = Callable[..., HttpResponse]


class _OtherVersion(Exception):
    """The one who asks speaks another version of the protocol, or none."""


def _speaks_tus(view: View) -> View:
    """Say the protocol's version on every answer, and refusals as JSON with the sentence of a page."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except _OtherVersion:
            response = HttpResponse(status=412, headers={"Tus-Version": VERSION})
        except Invalid as problem:
            response = JsonResponse({"error": str(problem)}, status=422)
        except Refused as problem:
            response = JsonResponse({"error": str(problem)}, status=403)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


@door("files.store")
@require_http_methods(["OPTIONS", "POST"])
@_speaks_tus
def begin(request: Request, slug: str) -> HttpResponse:
    """OPTIONS: what we speak. POST: expect a file of so many bytes; with ``file`` among the metadata they
    become a new version of it."""
    community = community_or_404(slug, request.user)
    if request.method == "OPTIONS":
        return _what_we_speak()
    return expect(request, community)


@_speaks_tus
def expect(request: Request, community: Community, entry: Entry | None = None) -> HttpResponse:
    """Answer a POST that announces a file. With ``entry`` it comes into that one's text: whose it is has to
    have allowed that."""
    _demand_version(request)
    length = request.headers.get("Upload-Length", "")
    if not length.isdecimal() or len(length) > 15:
        return _refused(400, _("Say how many bytes will come."))
    if int(length) > space.most_bytes():
        return HttpResponse(status=413, headers={"Tus-Max-Size": str(space.most_bytes())})
    about = _metadata(request.headers.get("Upload-Metadata", ""))
    file = None
    if about.get("file") and entry is None:
        rows = StoredFile.objects.select_related("entry__community").filter(entry__community=community)
        file = get_visible_or_404(rows, request.user, uid=about["file"])
    upload = arriving.begin(
        community=community,
        name=about.get("filename") or "file",
        size=int(length),
        note=about.get("note", ""),
        file=file,
        entry=entry,
        actor=request.user,
    )
    return _state(upload, status=201, Location=reverse("files:piece", args=[upload.uid]))


@door("files.upload")
@require_http_methods(["OPTIONS", "HEAD", "GET", "PATCH", "DELETE"])
@_speaks_tus
def piece(request: Request, uid: str) -> HttpResponse:
    """HEAD: how far it is. PATCH: the bytes that follow. DELETE: cancel it. GET: what it has become."""
    if request.method == "OPTIONS":
        return _what_we_speak()
    rows = Upload.objects.select_related("community", "file__entry__community")
    upload: Upload = get_visible_or_404(rows.filter(expires__gt=timezone.now()), request.user, uid=uid)
    if request.method == "GET":
        became = upload.file if upload.is_done else None
        file = told(became, request.user) if became and _sees(request, became) else None
        return JsonResponse({"offset": upload.offset, "size": upload.size, "file": file})
    _demand_version(request)
    if request.method == "DELETE":
        arriving.cancel(upload, actor=request.user)
        return HttpResponse(status=204)
    return _state(upload) if request.method == "HEAD" else _take(request, upload)


@door("files.upload")
@require_POST
def cancel(request: Request, uid: str) -> HttpResponse:
    """The same as DELETE, for a form."""
    upload: Upload = get_visible_or_404(Upload.objects.select_related("community"), request.user, uid=uid)
    arriving.cancel(upload, actor=request.user)
    return HttpResponseRedirect(reverse("files:library", args=[upload.community.slug]))


def _take(request: Request, upload: Upload) -> HttpResponse:
    if request.content_type != "application/offset+octet-stream":
        return _refused(415, _("Send bytes as application/offset+octet-stream."))
    offset, length = request.headers.get("Upload-Offset", ""), request.headers.get("Content-Length", "")
    if not offset.isdecimal() or not length.isdecimal():
        return _refused(400, _("Say where these bytes belong and how many they are."))
    if int(length) > upload.size - upload.offset and int(offset) == upload.offset:
        return _refused(413, _("These are more bytes than were announced."))
    checksum = None
    if said := request.headers.get("Upload-Checksum"):
        checksum = _checksum(said)
        if checksum is None:
            return _refused(400, _("This checksum cannot be checked."))
    try:
        upload = arriving.take(
            upload,
            request.read,
            offset=int(offset),
            length=int(length),
            checksum=checksum,
            actor=request.user,
        )
    except arriving.OutOfStep:
        return _refused(409, _("These bytes do not follow those that are here."))
    except arriving.Damaged:
        return _refused(460, _("These bytes were damaged on their way. They are sent again."))
    return _state(upload, status=204)


def _demand_version(request: Request) -> None:
    """Go on only with who speaks our version: asked after sight, so that nobody learns what is here by it."""
    if request.headers.get("Tus-Resumable") != VERSION:
        raise _OtherVersion


def _sees(request: Request, file: StoredFile) -> bool:
    """Whether the file is still hers to see: rights may have changed since it came."""
    return StoredFile.objects.visible_to(request.user).filter(pk=file.pk).exists()


def _state(upload: Upload, *, status: int = 200, **headers: str) -> HttpResponse:
    response = HttpResponse(status=status, headers=headers)
    response["Upload-Offset"] = str(upload.offset)
    response["Upload-Length"] = str(upload.size)
    response["Upload-Expires"] = http_date(upload.expires.timestamp())
    return response


def _what_we_speak() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(space.most_bytes()),
            "Tus-Checksum-Algorithm": ",".join(arriving.CHECKSUMS),
        },
    )


def _refused(status: int, sentence: str) -> HttpResponse:
    return JsonResponse({"error": sentence}, status=status)


def _metadata(header: str) -> dict[str, str]:
    """``Upload-Metadata``: keys with values in base64, between commas. What cannot be read is left out."""
    found = {}
    for pair in header[:LONGEST_METADATA].split(","):
        key, _space, value = pair.strip().partition(" ")
        try:
            text = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError):
            continue
        found[key] = text.replace("\x00", "")
    return found


def _checksum(header: str) -> arriving.Checksum | None:
    algorithm, _space, value = header.strip().partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
    return arriving.Checksum(algorithm, digest) if algorithm in arriving.CHECKSUMS else None
