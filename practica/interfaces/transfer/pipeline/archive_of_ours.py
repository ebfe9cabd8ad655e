"""An archive this site (or another of its kind) exported: what is neither page nor file is set aside, and
comments on passages are brought in with their pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from practica.interfaces.transfer.readers.archive.items import Item, Source, read_all
from practica.interfaces.transfer.readers.plan import LeftItem, Material, Outcome
from practica.interfaces.transfer.readers.reasons import ItemRefused, Reason

MANIFEST = "manifest.json"
FORMAT = "practica-community"
TALK = "_discussions/"
FILES = "_files/"
COMMENTS = "_comments/"
FIELDS = "_fields/"
_LARGEST = 20 * 1024 * 1024


def set_aside(material: Material) -> None:
    """Take questions, discussions, comments, fields and the manifest out of ``material`` when it is an
    export; they are listed as left out, comments as coming with their pages. Any other source stays as it
    is."""
    if not _is_ours(material):
        return
    talk = {page.path for page in material.pages if page.path.startswith(TALK)}
    section = f"section:{TALK.rstrip('/')}"
    material.pages = [page for page in material.pages if page.path not in talk and page.key != section]
    material.attachments = [file for file in material.attachments if file.path != MANIFEST]
    said = [file.path for file in material.attachments if file.path.startswith(COMMENTS)]
    material.attachments = [file for file in material.attachments if file.path not in set(said)]
    because_said = Outcome("skipped", (Reason("export.comments"),))
    material.left += [LeftItem(path, because_said) for path in sorted(said)]
    held = {file.path for file in material.attachments if file.path.startswith(FIELDS)}
    material.attachments = [file for file in material.attachments if file.path not in held]
    because_held = Outcome("skipped", (Reason("export.fields"),))
    material.left += [LeftItem(path, because_held) for path in sorted(held)]
    because_talk = Outcome("skipped", (Reason("export.discussion"),))
    material.left += [LeftItem(path, because_talk) for path in sorted(talk)]
    material.left.append(LeftItem(MANIFEST, Outcome("skipped", (Reason("export.manifest"),))))


def comments_in(source: Source) -> Iterator[tuple[str, list[Any]]]:
    """The path of each page of ``source`` that is talked about, with the talks; nothing when it is no export.
    What cannot be read is left out."""
    items = {item.path: item for item in source.items() if not item.refused and _is_wanted(item.path)}
    if MANIFEST not in items or not _is_manifest(items[MANIFEST]):
        return
    for path in sorted(items):
        talks = _json(items[path]) if path.startswith(COMMENTS) else None
        if isinstance(talks, list):
            yield f"{path.removeprefix(COMMENTS).removesuffix('.json')}.md", talks


def _is_wanted(path: str) -> bool:
    return path == MANIFEST or path.startswith(COMMENTS) and path.endswith(".json")


def _is_ours(material: Material) -> bool:
    if not any(file.path == MANIFEST for file in material.attachments):
        return False
    return _is_manifest(material.open(MANIFEST))


def _is_manifest(item: Item) -> bool:
    values = _json(item)
    return isinstance(values, dict) and values.get("format") == FORMAT


def _json(item: Item) -> Any:
    try:
        return json.loads(read_all(item, _LARGEST))
    except (ItemRefused, ValueError, RecursionError):
        return None
