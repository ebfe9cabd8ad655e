"""A branch as a zip of Markdown files with their pictures and files, links between them kept."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

import yaml
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from practica.content.pages.links import ENTRY_ADDRESS
from practica.content.pages.models import Page
from practica.content.pages.papers.branch import Placed
from practica.core.files.models import StoredFile
from practica.kit import markup
from practica.kit.access import Invalid

_FILE = re.compile(r"/files/([2-9a-z]{12})/")
MOST_BYTES = 300 * 1024 * 1024
_MEANT = ("index", "readme", "_index", "files")


def write_archive(
    pages: Sequence[Placed], *, person: Any, tell: Callable[[int, int], None] | None = None
) -> tuple[bytes, set[int]]:
    """The zip of ``pages`` and the ids of the entries whose words are in it.

    Passages of other pages stay directives: what they show is not in the text. Raises Invalid when the files
    are too large together.
    """
    paths = _paths(pages)
    entries = [placed.page.entry_id for placed in pages]
    files = StoredFile.objects.visible_to(person)
    kept, taken, left = io.BytesIO(), {}, MOST_BYTES
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, placed in enumerate(pages, start=1):
            page = placed.page
            named = set(_FILE.findall(page.body))
            own = files.filter(entry=page.entry) | files.filter(uid__in=named)
            for stored in own.distinct().order_by("pk"):
                if stored.uid in taken:
                    continue
                left -= stored.size
                if left < 0:
                    raise Invalid(_("The files of this branch are larger than 300 MB together."))
                taken[stored.uid] = f"files/{stored.uid}/{stored.name}"
                with default_storage.open(stored.location) as file:
                    archive.writestr(taken[stored.uid], file.read())
            archive.writestr(paths[page.entry.uid], _text(page, paths, taken))
            if tell is not None:
                tell(number, len(pages))
    return kept.getvalue(), set(entries)


def _paths(pages: Sequence[Placed]) -> dict[str, str]:
    """A path for each page: ``pumps/seals.md``, or ``pumps/index.md`` for one with pages below it."""
    holds = {placed.parent for placed in pages}
    folders: dict[int | None, str] = {None: ""}
    taken: set[str] = set()
    paths: dict[str, str] = {}
    for placed in pages:
        entry = placed.page.entry
        folder = folders[placed.parent]
        name = entry.slug[:60].strip("-") or entry.uid
        if name in _MEANT or f"{folder}{name}" in taken:
            name = f"{name}-{entry.uid[:6]}"
        taken.add(f"{folder}{name}")
        if placed.page.pk in holds:
            folders[placed.page.pk] = f"{folder}{name}/"
            paths[entry.uid] = f"{folder}{name}/index.md"
        else:
            paths[entry.uid] = f"{folder}{name}.md"
    return paths


def _text(page: Page, paths: dict[str, str], files: dict[str, str]) -> bytes:
    path = paths[page.entry.uid]

    def relative(link: markup.Link) -> str | None:
        if link.kind not in ("page", "file"):
            return None
        address, mark, anchor = link.href.partition("#")
        stored, named = _FILE.match(address), ENTRY_ADDRESS.match(address)
        target = files.get(stored[1]) if stored else paths.get(named[1]) if named else None
        if target is None:
            return None
        return quote(posixpath.relpath(target, posixpath.dirname(path) or ".")) + mark + anchor

    try:
        body = markup.rewrite(page.body, relative)
    except markup.BodyRefused:
        body = page.body
    entry = page.entry
    head = {
        "title": entry.title,
        "authors": [{"name": entry.author.name}] if entry.author else [],
        "date": entry.created.isoformat(),
        "updated": entry.changed.isoformat(),
        "tags": [topic.label for topic in entry.topics.order_by("label")],
        "order": page.position,
    }
    said = {name: value for name, value in head.items() if value not in ("", [], None)}
    front = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{front}---\n\n{body}\n".encode("utf-8", "replace")
