"""Files of libraries for programs: the same actions, the same refusals as the pages.

Large ones come in pieces at the addresses tus clients know (docs: how-to, files).
"""

from __future__ import annotations

from typing import Any, Literal

from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from practica.core.communities.models import Community
from practica.core.files import actions, queries
from practica.core.files.api.shapes import (
    After,
    FileIn,
    FileLine,
    FileNow,
    FileOut,
    Files,
    Limit,
    PartOut,
    line_of,
    version_of,
)
from practica.core.files.models import EarlierVersion, StoredFile
from practica.kit.access import Invalid, door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS
from practica.kit.http import Request

router = Router(tags=["Files"])


@router.get(
    "/communities/{slug}/files",
    response={200: Files, **REFUSALS},
    operation_id="list_files",
    summary="List files",
)
@door("files.see")
def list_files(
    request: Request,
    slug: str,
    q: str = Query("", max_length=120, description="A part of the name or the description."),
    topic: str = Query("", max_length=80, description="The slug of a topic."),
    kind: str = Query("", max_length=10, description="`picture`, `pdf`, `sheet`…, as `kind` in the answer."),
    sort: Literal["newest", "name", "size"] = "newest",
    after: str = After,
    limit: int = Limit,
) -> dict[str, Any]:
    """Files of a community, as they are now."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    found, further = queries.library(
        community,
        seen_by=request.user,
        name=q,
        topic=topic,
        family=kind,
        sort=sort,
        before=_uid_of_file(request, after),
        limit=limit,
    )
    return {
        "items": [FileLine(**line_of(one)) for one in found],
        "after": found[-1].entry.uid if further else "",
    }


@router.post(
    "/communities/{slug}/files",
    response={201: FileNow, **REFUSALS},
    operation_id="add_file",
    summary="Add a file",
)
@door("files.store")
def add_file(
    request: Request,
    slug: str,
    file: UploadedFile | None = File(None),
    topics: str = Form("", max_length=500),
) -> Status[FileNow]:
    """Members add files, as ``multipart/form-data``. ``topics`` stand between commas. ``twins`` are files you
    may see that hold the very same bytes."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    file = _sent(file)
    words = [word for part in topics.split(",") if (word := " ".join(part.split()))]
    stored = actions.store(
        file, name=file.name or "file", community=community, topics=words, actor=request.user
    )
    twins = queries.twins_of(stored, seen_by=request.user)
    return Status(201, FileNow(**line_of(stored), twins=[FileLine(**line_of(one)) for one in twins]))


@router.get(
    "/files/{uid}", response={200: FileOut, **REFUSALS}, operation_id="read_file", summary="Read about a file"
)
@door("files.see")
def read_file(
    request: Request,
    uid: str,
    start: int = Query(0, ge=0, alias="from", description="The position of the first part of the text."),
) -> FileOut:
    """What it is, its versions, and the text inside, thirty parts at a time."""
    return _read(request, uid, start)


@router.patch(
    "/files/{uid}",
    response={200: FileOut, **REFUSALS},
    operation_id="describe_file",
    summary="Describe a file",
)
@door("files.edit")
def describe_file(request: Request, uid: str, data: FileIn) -> FileOut:
    """Call it otherwise, say what it is, file it under topics. Its ending stays."""
    actions.describe(_file(request, uid), **data.dict(), actor=request.user)
    return _read(request, uid)


@router.post(
    "/files/{uid}/versions",
    response={201: FileOut, **REFUSALS},
    operation_id="add_file_version",
    summary="Add a version of a file",
)
@door("files.edit")
def add_file_version(
    request: Request, uid: str, file: UploadedFile | None = File(None), note: str = Form("", max_length=300)
) -> Status[FileOut]:
    """Let the file be what is sent from now on, at the same address."""
    stored, file = _file(request, uid), _sent(file)
    actions.add_version(stored, file, name=file.name or "", note=note, actor=request.user)
    return Status(201, _read(request, uid))


@router.post(
    "/files/{uid}/versions/{number}/restore",
    response={200: FileOut, **REFUSALS},
    operation_id="restore_file_version",
    summary="Bring back a version of a file",
)
@door("files.edit")
def restore_file_version(request: Request, uid: str, number: int) -> FileOut:
    """As a new version."""
    actions.bring_back(_file(request, uid), number, actor=request.user)
    return _read(request, uid)


@router.delete(
    "/files/{uid}", response={204: None, **REFUSALS}, operation_id="delete_file", summary="Delete a file"
)
@door("files.bin")
def delete_file(request: Request, uid: str) -> Status[None]:
    """Into the bin, for 30 days."""
    actions.throw_away(_file(request, uid), actor=request.user)
    return Status(204, None)


def _sent(file: UploadedFile | None) -> UploadedFile:
    """The file that came. Asked after sight: who sees nothing here is not told what is missing."""
    if file is None:
        raise Invalid(_("Choose a file."), field="file")
    return file


def _file(request: Request, uid: str) -> StoredFile:
    rows = StoredFile.objects.select_related("entry__community", "entry__author", "uploaded_by")
    stored: StoredFile = get_visible_or_404(
        rows.prefetch_related("entry__topics"), request.user, entry__uid=uid, entry__kind="file"
    )
    return stored


def _read(request: Request, uid: str, start: int = 0) -> FileOut:
    stored = _file(request, uid)
    parts, _further = queries.parts_of(stored, seen_by=request.user, start=start)
    versions: list[StoredFile | EarlierVersion] = [stored, *queries.versions_of(stored, seen_by=request.user)]
    return FileOut(
        **line_of(stored),
        text_note=stored.text_note,
        versions=[version_of(one) for one in versions],
        parts=[PartOut(position=one.position, locator=one.locator, text=one.text) for one in parts],
    )


def _uid_of_file(request: Request, uid: str) -> str:
    """The list goes on after a file; programs know it by the uid of its entry."""
    if not uid:
        return ""
    found = StoredFile.objects.visible_to(request.user).filter(entry__uid=uid, entry__kind="file")
    return found.values_list("uid", flat=True).first() or ""
