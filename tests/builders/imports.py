"""Builders of imports: a zip, a folder or a repository, read and brought in as the worker would."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from practica.core.communities.models import Community
from practica.core.people.models import Person
from practica.interfaces.transfer import actions
from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.pipeline.work import work_on
from tests.builders.core import a_colleague


def a_zip_of(files: dict[str, str | bytes]) -> bytes:
    """A zip with ``files`` by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def a_plan(
    files: dict[str, str | bytes] | bytes | Path,
    *,
    by: Person | None = None,
    into: Community | None = None,
    name: str = "Pump keepers",
    **founding: Any,
) -> Import:
    """An import that was read and changed nothing yet. ``files`` may be a zip's bytes or a path on disk."""
    person = by or a_colleague()
    where: dict[str, Any] = {"server_path": str(files)} if isinstance(files, Path) else {}
    if not where:
        content = a_zip_of(files) if isinstance(files, dict) else files
        upload = SimpleUploadedFile("docs.zip", content)
        where = {"location": actions.keep_upload(upload, actor=person)}
    imported = actions.begin(
        label="docs",
        community=into,
        founding={} if into else {"name": name, **founding},
        actor=person,
        **where,
    )
    work_on(imported.pk)
    imported.refresh_from_db()
    return imported


def an_import(files: Any, **more: Any) -> Import:
    """An import that is done."""
    imported = a_plan(files, **more)
    return brought_in(imported)


def brought_in(imported: Import) -> Import:
    """The planned import, done."""
    if imported.state == Import.State.PLANNED:
        actions.let_run(imported, actor=imported.started_by)
        work_on(imported.pk)
        imported.refresh_from_db()
    return imported


def undone(imported: Import) -> Import:
    """The import, undone."""
    actions.ask_undo(imported, actor=imported.started_by)
    work_on(imported.pk)
    imported.refresh_from_db()
    return imported
