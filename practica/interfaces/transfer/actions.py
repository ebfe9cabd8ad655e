"""Beginning an import, letting it run, cancelling, undoing. The work itself is done by ``jobs``."""

from __future__ import annotations

import datetime as dt
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.communities.access import roles_of
from practica.core.communities.models import LEADS, Community
from practica.core.people.models import Person
from practica.interfaces.transfer import access
from practica.interfaces.transfer.models import Import, ImportItem, Waiting
from practica.interfaces.transfer.readers.budget import GB, say_bytes
from practica.kit.access import Invalid, demand
from practica.kit.models import new_uid

MOST_BYTES = 2 * GB
MOST_AT_ONCE = 5
KEPT_DAYS = 30
#: Of a source that could not be read there is nothing to do but to upload a better one.
UNREADABLE_KEPT_DAYS = 2
FOUNDING = ("name", "purpose", "audience", "is_listed", "joining", "language", "organisations")


def keep_upload(upload: Any, *, actor: Person) -> str:
    """Put an uploaded zip or git bundle aside, piecewise, and say where. Raises Invalid when too large."""
    demand(access.can_import(actor) or _leads_somewhere(actor), _("You cannot import here."))
    if upload.size > most_bytes():
        raise Invalid(
            _("This upload is larger than %(limit)s. Import it in parts.")
            % {"limit": say_bytes(most_bytes())},
            field="source",
        )
    return default_storage.save(f"imports/{new_uid()}", upload)


def keep_folder(files: Iterable[tuple[str, Any]], *, actor: Person) -> str:
    """Put the files of a folder aside as one zip. ``files`` are pairs of relative path and upload."""
    demand(access.can_import(actor) or _leads_somewhere(actor), _("You cannot import here."))
    total = 0
    with tempfile.TemporaryFile() as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for path, upload in files:
                total += upload.size
                if total > most_bytes():
                    raise Invalid(
                        _("This folder is larger than %(limit)s. Import it in parts.")
                        % {"limit": say_bytes(most_bytes())},
                        field="source",
                    )
                # The name is data: whoever reads the zip refuses those that lead outside.
                with archive.open(path.replace("\x00", "")[:4000] or "file", "w", force_zip64=True) as into:
                    for chunk in upload.chunks():
                        into.write(chunk)
        packed.seek(0)
        return default_storage.save(f"imports/{new_uid()}", File(packed))


def most_bytes() -> int:
    """The largest upload we take, in bytes."""
    return int(getattr(settings, "IMPORT_MOST_BYTES", MOST_BYTES))


def _leads_somewhere(actor: Person) -> bool:
    return any(role in LEADS for role in roles_of(actor).values())


def server_folder(path: str, *, actor: Person) -> str:
    """``path`` on this server when ``actor`` may read it: administrators, inside the roots the site names."""
    demand(access.can_read_server(actor), _("Only administrators name folders of this server."))
    real = Path(path.strip()).resolve()
    if not any(real.is_relative_to(root) for root in import_roots()):
        raise Invalid(_("This folder is not among those the site opened for imports."), field="server_path")
    return str(real)


def import_roots() -> list[Path]:
    """The folders of this server that administrators may import from (``PRACTICA_IMPORT_ROOTS``)."""
    return [Path(root).resolve() for root in getattr(settings, "IMPORT_ROOTS", [])]


@transaction.atomic
def begin(
    *,
    label: str,
    location: str = "",
    server_path: str = "",
    community: Community | None = None,
    founding: dict[str, Any] | None = None,
    source: str = "",
    runs_at_once: bool = False,
    actor: Person,
) -> Import:
    """Ask for a source to be read: into ``community``, or into a new one made of ``founding`` (the arguments
    of ``communities.actions.start``, organisations as uids). The next step is :func:`jobs.enqueue`.

    ``source`` names the earlier import this one renews; empty finds out by what is in it.
    """
    demand(access.can_import(actor, community), _("You cannot import here."))
    waiting = Import.objects.at_work().filter(started_by=actor).count()
    if waiting >= MOST_AT_ONCE:
        raise Invalid(
            _("%(most)d of your imports are at work. Wait until one is done.") % {"most": MOST_AT_ONCE}
        )
    values = {key: value for key, value in (founding or {}).items() if key in FOUNDING}
    if community is None:
        values["name"] = " ".join(str(values.get("name", "")).split())
        _demand_free_name(values["name"])
    return Import.objects.create(
        started_by=actor,
        asked_by=actor,
        community=community,
        founding=values,
        label=label[:200],
        location=location,
        server_path=server_path[:1000],
        source=source[:200],
        runs_at_once=runs_at_once,
    )


def _demand_free_name(name: str) -> None:
    """Say now what starting the community would say after the source was read."""
    if not name:
        raise Invalid(_("Give the community a name."), field="name")
    if Community.objects.filter(name__iexact=name).exists():
        raise Invalid(_("This name is taken. Choose another one."), field="name")


@transaction.atomic
def let_run(imported: Import, *, actor: Person) -> None:
    """Bring in what was planned. Asking again while it runs changes nothing; one that stopped goes on."""
    demand(access.can_steer(actor, imported), _("You cannot run this import."))
    has_plan = ImportItem.objects.filter(import_run=imported).exists()
    states = [Import.State.PLANNED, *([Import.State.FAILED] if has_plan else [])]
    todo = ImportItem.objects.filter(import_run=imported, is_done=False).count()
    Import.objects.filter(pk=imported.pk, state__in=states).update(
        state=Import.State.RUNNING,
        asked_by=actor,
        holder="",
        heartbeat=timezone.now(),
        problem=None,
        done=0,
        total=todo,
    )
    imported.refresh_from_db()


@transaction.atomic
def cancel(imported: Import, *, actor: Person) -> None:
    """Forget an import that has changed nothing yet, and what was uploaded for it."""
    demand(access.can_steer(actor, imported), _("You cannot cancel this import."))
    # As it is now: it may have been let run in another window.
    imported = Import.objects.select_for_update().get(pk=imported.pk)
    if ImportItem.objects.filter(import_run=imported).to_undo().exists() or imported.state in (
        Import.State.RUNNING,
        Import.State.UNDOING,
        Import.State.DONE,
        Import.State.UNDONE,
    ):
        raise Invalid(_("This import has brought things in. Undo it instead."))
    location = imported.location
    imported.delete()
    if location:
        transaction.on_commit(lambda: default_storage.delete(location))


@transaction.atomic
def ask_undo(imported: Import, *, actor: Person) -> None:
    """Take out what the import brought. Asking twice changes nothing."""
    demand(access.can_steer(actor, imported), _("You cannot undo this import."))
    todo = ImportItem.objects.filter(import_run=imported).to_undo().count()
    Import.objects.filter(
        pk=imported.pk, state__in=(Import.State.DONE, Import.State.FAILED), community__isnull=False
    ).update(
        state=Import.State.UNDOING,
        asked_by=actor,
        holder="",
        heartbeat=timezone.now(),
        problem=None,
        done=0,
        total=todo,
    )
    imported.refresh_from_db()


def forget_uploads() -> int:
    """Delete uploads whose import ended more than 30 days ago, after two days already those that could not be
    read (no actor: the house tidies); how many."""
    before = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    sooner = timezone.now() - dt.timedelta(days=UNREADABLE_KEPT_DAYS)
    unreadable = Q(created__lt=sooner, state=Import.State.FAILED, items__isnull=True)
    old = Import.objects.filter(Q(created__lt=before) | unreadable)
    old = old.exclude(location="").exclude(state__in=Import.BUSY).distinct()
    count = 0
    for imported in old.iterator():
        location = imported.location
        Import.objects.filter(pk=imported.pk).update(location="")
        default_storage.delete(location)
        count += 1
    # The texts kept to be compared with those that people edited.
    ended = Import.objects.filter(created__lt=before).exclude(state__in=Import.BUSY)
    Waiting.objects.filter(item__import_run__in=ended, item__is_done=True).delete()
    return count
