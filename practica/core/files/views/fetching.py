"""The bytes of a file, for those who see its entry: whole or a stretch of them."""

from __future__ import annotations

import re

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from practica.core.files.families import OTHER_TYPE, PICTURES, PLAYED
from practica.core.files.models import EarlierVersion, StoredFile
from practica.core.files.previews import stretch
from practica.kit.access import door, get_visible_or_404
from practica.kit.http import Request

# What a file may do when its address is opened by itself: show itself, and nothing else.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# The browser's viewer does not start in a sandbox. What a PDF runs, runs in the viewer, not in our pages.
VIEWER = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@door("files.see")
@require_safe
def fetch(request: Request, uid: str, name: str) -> HttpResponseBase:
    """A file as it is now. Pictures, sound and video are shown in place, a PDF when asked to with ``?show``;
    everything else comes as a download."""
    return _answer(request, get_visible_or_404(StoredFile, request.user, uid=uid))


@door("files.see")
@require_safe
def fetch_version(request: Request, uid: str, number: int, name: str) -> HttpResponseBase:
    """A file as it was before."""
    rows = EarlierVersion.objects.select_related("file")
    return _answer(request, get_visible_or_404(rows, request.user, file__uid=uid, version=number))


def _answer(request: Request, stored: StoredFile | EarlierVersion) -> HttpResponseBase:
    etag = f'"{stored.sha256[:32]}"'
    if etag in request.headers.get("If-None-Match", ""):
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        response = _bytes(request, stored, etag)
    is_viewed = stored.media_type == "application/pdf" and "show" in request.GET
    inline = is_viewed or stored.media_type in PICTURES or stored.media_type in PLAYED
    # A type that can run nothing, or none at all: nothing is ever taken for a page.
    response["Content-Type"] = stored.media_type if inline else OTHER_TYPE
    response["Content-Disposition"] = content_disposition_header(not inline, stored.name) or "attachment"
    response["Content-Security-Policy"] = VIEWER if is_viewed else SANDBOX
    if is_viewed:
        response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-cache"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return response


def _bytes(request: Request, stored: StoredFile | EarlierVersion, etag: str) -> HttpResponseBase:
    asked = _asked(request, stored.size, etag)
    if asked == (0, 0):
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    start, end = asked or (0, stored.size)
    headers = {"Content-Length": str(end - start)}
    if asked:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{stored.size}"
    status = 206 if asked else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(stretch(stored.location, start, end - start), status=status, headers=headers)


def _asked(request: Request, size: int, etag: str) -> tuple[int, int] | None:
    """The stretch (start, end) that is asked for; (0, 0) for one that lies behind the end; None for all.

    A malformed question, or one of several stretches, is answered with the whole, as RFC 9110 allows.
    """
    wanted = _RANGE.fullmatch(request.headers.get("Range", ""))
    if wanted is None or wanted.group() == "bytes=-":
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = wanted.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, size) if length else (0, 0)
    start, end = int(first), min(int(last) + 1 if last else size, size)
    if last and int(last) < int(first):
        return None
    return (start, end) if start < size else (0, 0)
