"""Taking a long view along as a workbook: asked for by a person, made by the worker, fetched within a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from practica.content.collections import queries
from practica.content.collections.models import View, Workbook
from practica.content.collections.models.asked import Asked, saved
from practica.content.collections.queries.rows import Row
from practica.content.collections.queries.sheets import Sheet, cells
from practica.core.entries.models import Entry
from practica.core.files.background import KEPT_FOR
from practica.core.files.models import StoredFile
from practica.core.files.sweeping import forget_old
from practica.core.people.models import Person
from practica.core.types.models import Field
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid, demand
from practica.kit.tables import workbook

FOLDER = "workbooks"
#: Workbooks one person may have in the making or waiting to be fetched.
MOST_WORKBOOKS = 10
#: After so many rows it is told how far it is.
STEP = 500
#: So many ids are asked for in one question.
PORTION = 5_000


@transaction.atomic
def begin_workbook(view: View, asked: Asked, *, actor: Any) -> Workbook:
    """Ask for the rows of ``view``, which ``actor`` sees, as ``asked`` shows them. Raises Invalid for a
    filter that cannot be asked, and when too many were asked for already."""
    demand(actor.is_authenticated, _("Sign in to take this many rows along as a workbook."))
    if Workbook.objects.filter(person=actor).count() >= MOST_WORKBOOKS:
        raise Invalid(
            _("You have %(most)d workbooks waiting. They go after a day; throw away what you have fetched.")
            % {"most": MOST_WORKBOOKS}
        )
    sheet = queries.sheet_of(view, asked, fields_of(view.collection.type), seen_by=actor)
    return Workbook.objects.create(
        person=actor,
        view=view,
        settings=asked.kept(),
        total=sheet.count,
        language=translation.get_language() or "",
        time_zone=timezone.get_current_timezone_name(),
    )


def make_workbook(workbook_id: int) -> None:
    """Make the file of a workbook that waits, of what its person may read now. (No actor: she has asked.)

    Once only: whoever finds it in another state leaves it alone.
    """
    mine = Workbook.objects.filter(pk=workbook_id, state=Workbook.State.WAITING)
    if not mine.update(state=Workbook.State.WORKING, done=0):
        return
    made = Workbook.objects.select_related("person", "view").get(pk=workbook_id)
    with translation.override(made.language or None), timezone.override(ZoneInfo(made.time_zone)):
        try:
            _make(made)
        except Invalid as problem:
            _end(made, problem=str(problem))
        except Exception:
            _end(
                made,
                problem=_("This workbook could not be made. Try again, or narrow the view first."),
            )
            raise


def _make(made: Workbook) -> None:
    sheet = _sheet(made)
    made.total = sheet.count
    entries: set[int] = set()
    files: set[int] = set()

    def lines() -> Iterator[list[Any]]:
        for number, row in enumerate(sheet.rows, start=1):
            _note(row, entries, files)
            yield cells(row, typed=True)
            if number % STEP == 0:
                Workbook.objects.filter(pk=made.pk).update(done=number, total=made.total)

    with workbook(sheet.view.name, sheet.header, lines()) as written:
        location = default_storage.save(f"{FOLDER}/{made.uid}", File(written))
    made.size = default_storage.size(location)
    made.entries, made.files = sorted(entries), sorted(files)
    _end(made, location=location)


def _sheet(made: Workbook) -> Sheet:
    person = made.person
    views = View.objects.visible_to(person).select_related("collection__entry", "collection__type")
    view = views.filter(pk=made.view_id).first()
    if view is None or not person.is_active:
        raise Invalid(_("You can no longer see this collection."))
    # As she looked at it when she asked, whatever somebody saved meanwhile.
    view.settings = made.settings
    fields = fields_of(view.collection.type)
    return queries.sheet_of(view, saved(view, fields), fields, seen_by=person)


def _note(row: Row, entries: set[int], files: set[int]) -> None:
    """Keep the ids of those whose words stand in the cells of ``row``."""
    entries.add(row.entry.pk)
    for cell in row.cells:
        if cell.field.kind == Field.Kind.RELATION:
            entries.update(one.pk for one in cell.value or ())
        elif cell.field.kind == Field.Kind.FILE:
            files.update(one.pk for one in cell.value or ())


def _end(made: Workbook, *, location: str = "", problem: str = "") -> None:
    state = Workbook.State.READY if location else Workbook.State.FAILED
    kept = {name: getattr(made, name) for name in ("total", "size", "entries", "files")}
    rows = Workbook.objects.filter(pk=made.pk)
    if not rows.update(state=state, location=location, problem=problem[:300], **kept) and location:
        # Thrown away while it was made.
        default_storage.delete(location)


def may_fetch_workbook(made: Workbook) -> bool:
    """Whether its file is there and its person may still read all that is in it; else nobody gets it."""
    return (
        made.state == Workbook.State.READY
        # A file made before a backup was brought in is not in it.
        and default_storage.exists(made.location)
        and _sees(made.person, Entry, made.entries)
        and _sees(made.person, StoredFile, made.files)
    )


def _sees(person: Person, model: Any, ids: list[int]) -> bool:
    portions = (ids[start : start + PORTION] for start in range(0, len(ids), PORTION))
    return all(model.objects.visible_to(person).filter(pk__in=some).count() == len(some) for some in portions)


@transaction.atomic
def discard_workbook(made: Workbook, *, actor: Person) -> None:
    """Throw a workbook of one's own away."""
    demand(made.person_id == actor.pk, _("This workbook is not yours."))
    _throw_away([made])


def forget_workbooks() -> int:
    """Throw away what was asked for more than a day ago; return how many."""
    old = list(Workbook.objects.filter(created__lt=timezone.now() - KEPT_FOR)[:500])
    _throw_away(old)
    # Also those whose rows went before, with their person or their view.
    forget_old(FOLDER, kept_for=KEPT_FOR)
    return len(old)


def _throw_away(those: list[Workbook]) -> None:
    Workbook.objects.filter(pk__in=[one.pk for one in those]).delete()
    kept = [one.location for one in those if one.location]

    def forget() -> None:
        for location in kept:
            default_storage.delete(location)

    transaction.on_commit(forget)


def abandoned_workbooks() -> list[int]:
    """Workbooks whose worker died at them, put back to wait; and those that wait."""
    Workbook.objects.filter(state=Workbook.State.WORKING).update(state=Workbook.State.WAITING)
    return list(Workbook.objects.filter(state=Workbook.State.WAITING).values_list("pk", flat=True))
