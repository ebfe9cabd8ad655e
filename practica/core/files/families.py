"""What sort of file it is, in words of the reader: a picture, a sheet, a recording."""

from __future__ import annotations

import mimetypes
import os

from django.db import models
from django.utils.translation import gettext_lazy as _

OTHER_TYPE = "application/octet-stream"
RASTER = ("image/jpeg", "image/png", "image/gif", "image/webp")
#: Drawn by the browser inside an ``<img>``, where nothing in it can run.
PICTURES = (*RASTER, "image/svg+xml")
#: Played by the browser; none of them can hold anything that runs.
PLAYED = (
    "audio/aac", "audio/flac", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/opus", "audio/wav",
    "audio/webm", "audio/x-wav", "video/mp4", "video/ogg", "video/quicktime", "video/webm",
)  # fmt: skip
# What Python does not know everywhere: its own list depends on the machine.
_ODF = "application/vnd.oasis.opendocument."
_TYPES = {
    ".aac": "audio/aac", ".csv": "text/csv", ".flac": "audio/flac", ".m4a": "audio/mp4", ".m4v": "video/mp4",
    ".md": "text/markdown", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".odp": _ODF + "presentation",
    ".ods": _ODF + "spreadsheet", ".odt": _ODF + "text", ".oga": "audio/ogg", ".ogg": "audio/ogg",
    ".ogv": "video/ogg", ".opus": "audio/ogg", ".svg": "image/svg+xml", ".wav": "audio/wav",
    ".weba": "audio/webm", ".webm": "video/webm", ".webp": "image/webp",
}  # fmt: skip


class Family(models.TextChoices):
    """The sorts of file a reader tells apart."""

    PICTURE = "picture", _("Picture")
    PDF = "pdf", _("PDF")
    DOCUMENT = "document", _("Document")
    SLIDES = "slides", _("Slides")
    SHEET = "sheet", _("Sheet")
    TEXT = "text", _("Text")
    SOUND = "sound", _("Sound")
    VIDEO = "video", _("Video")
    ARCHIVE = "archive", _("Archive")
    OTHER = "other", _("Other")


_BY_ENDING = {
    Family.PDF: (".pdf",),
    Family.DOCUMENT: (".doc", ".docm", ".docx", ".odt", ".rtf", ".epub", ".dotx"),
    Family.SLIDES: (".ppt", ".pptm", ".pptx", ".odp", ".ppsx"),
    Family.SHEET: (".xls", ".xlsm", ".xlsx", ".ods", ".csv", ".tsv"),
    Family.ARCHIVE: (".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz", ".zst"),
    Family.TEXT: (
        ".txt", ".md", ".log", ".json", ".yaml", ".yml", ".toml", ".ini", ".xml", ".html", ".htm", ".css",
        ".js", ".ts", ".py", ".sh", ".sql", ".java", ".c", ".h", ".cpp", ".go", ".rs", ".rb", ".php", ".tex",
        ".r", ".bat",
    ),
}  # fmt: skip
_FAMILY_OF = {ending: family for family, endings in _BY_ENDING.items() for ending in endings}

#: The icon beside a file of each family.
ICONS: dict[str, str] = {
    Family.PICTURE: "image", Family.PDF: "file", Family.DOCUMENT: "page", Family.SLIDES: "asset",
    Family.SHEET: "table", Family.TEXT: "code", Family.SOUND: "play", Family.VIDEO: "play",
    Family.ARCHIVE: "zip", Family.OTHER: "file",
}  # fmt: skip


def type_of(name: str) -> str:
    """The media type a file called ``name`` should have."""
    return _TYPES.get(_ending(name)) or mimetypes.guess_type(name)[0] or OTHER_TYPE


def family_of(name: str, media_type: str) -> str:
    """The family of a file. The kept type of a picture decides: what was no picture is none by its name."""
    if media_type in PICTURES:
        return Family.PICTURE
    if found := _FAMILY_OF.get(_ending(name)):
        return found
    first = media_type.partition("/")[0]
    return {"audio": Family.SOUND, "video": Family.VIDEO, "text": Family.TEXT}.get(first, Family.OTHER)


def _ending(name: str) -> str:
    return os.path.splitext(name.lower())[1]
