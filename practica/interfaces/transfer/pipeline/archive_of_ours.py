"""An archive this site (or another of its kind) exported: what is neither page nor file is set aside."""

from __future__ import annotations

import json

from practica.interfaces.transfer.readers.archive.items import read_all
from practica.interfaces.transfer.readers.plan import LeftItem, Material, Outcome
from practica.interfaces.transfer.readers.reasons import ItemRefused, Reason

MANIFEST = "manifest.json"
FORMAT = "practica-community"
TALK = "_discussions/"
FILES = "_files/"
_LARGEST = 20 * 1024 * 1024


def set_aside(material: Material) -> None:
    """Take questions, discussions and the manifest out of ``material`` when it is an export; they are listed
    as left out. Any other source stays as it is."""
    if not _is_ours(material):
        return
    talk = {page.path for page in material.pages if page.path.startswith(TALK)}
    section = f"section:{TALK.rstrip('/')}"
    material.pages = [page for page in material.pages if page.path not in talk and page.key != section]
    material.attachments = [file for file in material.attachments if file.path != MANIFEST]
    because_talk = Outcome("skipped", (Reason("export.discussion"),))
    material.left += [LeftItem(path, because_talk) for path in sorted(talk)]
    material.left.append(LeftItem(MANIFEST, Outcome("skipped", (Reason("export.manifest"),))))


def _is_ours(material: Material) -> bool:
    if not any(file.path == MANIFEST for file in material.attachments):
        return False
    try:
        values = json.loads(read_all(material.open(MANIFEST), _LARGEST))
    except (ItemRefused, ValueError, RecursionError):
        return False
    return isinstance(values, dict) and values.get("format") == FORMAT
