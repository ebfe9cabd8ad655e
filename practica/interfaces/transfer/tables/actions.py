"""Bringing a table into a collection: looked at, mapped, brought in by portions, taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, Any, cast

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.collections.actions import note_brought
from practica.content.collections.models import Collection
from practica.core.entries.access import can_bin
from practica.core.entries.actions import bin_entry
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types.access import can_keep
from practica.core.types.actions import add_field
from practica.core.types.models import Field
from practica.core.types.queries import fields_of
from practica.interfaces.transfer.tables import access, cells, facts
from practica.interfaces.transfer.tables.judging import Judge
from practica.interfaces.transfer.tables.mapping import KINDS, NEW, TITLE, Target
from practica.interfaces.transfer.tables.models import TableImport, TableRow
from practica.interfaces.transfer.tables.reading import MOST_BYTES, Row, Table, read
from practica.kit.access import Invalid, Refused, demand
from practica.kit.bulk import put
from practica.kit.contracts.rows import make_rows
from practica.kit.models import new_uid

PORTION = 500
MOST_WAITING = 5
_NO_CELLS: list[str | None] = []
State = TableImport.State


def begin(upload: Any, *, collection: Collection, sheet: str = "", actor: Person) -> TableImport:
    """Keep an uploaded file and look at its columns; nothing becomes a row yet.

    Raises Invalid with a sentence when there is no table in it.
    """
    demand(access.can_bring(actor, collection), _("Only members add rows here."))
    if upload.size > MOST_BYTES:
        raise Invalid(_("The file is larger than 100 MB. Split it into several."), field="file")
    busy = TableImport.objects.filter(started_by=actor, state__in=(State.RUNNING, State.UNDOING)).count()
    if busy >= MOST_WAITING:
        raise Invalid(_("Five imports of yours are at work. Wait for one to end."), field="file")
    table = read(upload.file, name=upload.name, size=upload.size, sheet=sheet)
    upload.file.seek(0)
    location = default_storage.save(f"imports/{new_uid()}", upload)
    return TableImport.objects.create(
        collection=collection,
        started_by=actor,
        name=upload.name[:200],
        location=location,
        size=upload.size,
        sheet=table.sheet[:100],
        sheets=table.sheets[:50],
        columns=table.columns,
    )


@transaction.atomic
def choose_sheet(brought: TableImport, sheet: str, *, actor: Person) -> None:
    """Look at another sheet of the workbook."""
    demand(access.can_steer(actor, brought), _("This import is not yours."))
    with opened(brought) as file:
        table = read(file, name=brought.name, size=brought.size, sheet=sheet)
    planned = TableImport.objects.filter(pk=brought.pk, state=State.PLANNED)
    planned.update(sheet=table.sheet[:100], columns=table.columns)
    brought.refresh_from_db()


@transaction.atomic
def let_run(brought: TableImport, targets: Sequence[Target], *, actor: Person) -> None:
    """Begin to bring the rows in; columns for new fields become fields of the type first.

    Raises Invalid when no column names the rows, or two lead to the same field.
    """
    demand(access.can_steer(actor, brought), _("This import is not yours."))
    named = [one.to for one in targets if one.to not in ("", NEW)]
    if TITLE not in named:
        raise Invalid(_("Choose the column that names the rows."))
    if len(named) != len(set(named)):
        raise Invalid(_("Two columns cannot become the same field."))
    kind = brought.collection.type
    known = {one.name for one in fields_of(kind) if not one.is_computed} | {TITLE, NEW, ""}
    if any(one.to not in known for one in targets):
        raise Invalid(_("A field of this mapping is gone. Look at it once more."))
    if any(one.to == NEW for one in targets):
        demand(can_keep(actor, kind.community), _("You cannot give this type new fields."))
    mapping = [_made_field(one, kind, actor).kept() for one in targets]
    planned = TableImport.objects.filter(pk=brought.pk, state=State.PLANNED)
    if not planned.update(state=State.RUNNING, mapping=mapping, moved=timezone.now()):
        raise Invalid(_("This import has begun already."))
    brought.refresh_from_db()


def work_on(brought: TableImport) -> None:
    """Bring in or take back what is left, a portion a transaction: broken off, it goes on where it stood, and
    of two that work at once one stops."""
    if brought.state == State.UNDOING:
        _take_back_all(brought)
    elif brought.state == State.RUNNING:
        try:
            _bring_all(brought)
        except (Invalid, Refused, FileNotFoundError) as problem:
            running = TableImport.objects.filter(pk=brought.pk, state=State.RUNNING)
            running.update(state=State.FAILED, problem=str(problem)[:300])


@transaction.atomic
def ask_undo(brought: TableImport, *, actor: Person) -> None:
    """Begin to take the rows of an import out again."""
    demand(access.can_steer(actor, brought), _("This import is not yours."))
    over = TableImport.objects.filter(pk=brought.pk, state__in=(State.DONE, State.FAILED))
    if not over.update(state=State.UNDOING, moved=timezone.now()):
        raise Invalid(_("This import cannot be taken back now."))


@transaction.atomic
def forget(brought: TableImport, *, actor: Person) -> None:
    """Throw away an import that has not begun. Raises Invalid for one that has: it needs its file."""
    demand(access.can_steer(actor, brought), _("This import is not yours."))
    gone, _by_model = TableImport.objects.filter(pk=brought.pk, state=State.PLANNED).delete()
    if not gone:
        raise Invalid(_("This import has begun already."))
    location = brought.location
    transaction.on_commit(lambda: default_storage.delete(location))


def opened(brought: TableImport) -> IO[bytes]:
    """The file as it was uploaded. Raises FileNotFoundError when it was thrown away since."""
    return cast("IO[bytes]", default_storage.open(brought.location).file)


def table_of(brought: TableImport, file: IO[bytes]) -> Table:
    """The table in the opened file."""
    return read(file, name=brought.name, size=brought.size, sheet=brought.sheet)


def _made_field(target: Target, kind: Any, actor: Person) -> Target:
    if target.to != NEW:
        return target
    options: dict[str, Any] = {}
    if target.kind == cells.CHOICE:
        options = {"choices": [{"label": word} for word in target.choices]}
    elif target.kind == cells.PEOPLE:
        options = {"many": True}
    made = add_field(kind, label=target.label, kind=KINDS[target.kind], options=options, actor=actor)
    return Target.read({**target.kept(), "to": made.name})


def _bring_all(brought: TableImport) -> None:
    actor, collection = _still_bringing(brought), brought.collection
    targets = [Target.read(one) for one in brought.mapping]
    fields: dict[str, Field] = {one.name: one for one in fields_of(collection.type) if not one.is_computed}
    judge = Judge(targets, fields, actor)
    with opened(brought) as file:
        rows = islice(table_of(brought, file).rows, brought.done, None)
        for portion in _portions(rows):
            _still_bringing(brought)
            if not _bring(brought, portion, judge):
                return
    with transaction.atomic():
        running = TableImport.objects.filter(pk=brought.pk, state=State.RUNNING)
        if running.update(state=State.DONE, moved=timezone.now()):
            brought.refresh_from_db()
            if brought.made:
                note_brought(collection, brought.made, actor=actor)
            record(
                facts.TableBrought(
                    actor_id=actor.pk,
                    community_id=collection.entry.community_id,
                    entry_id=collection.entry_id,
                    made=brought.made,
                    left_out=brought.left_out,
                )
            )


def _still_bringing(brought: TableImport) -> Person:
    """Who brings the table, as she is now: 100,000 rows take a while. Raises Refused for who may not any
    more."""
    actor = Person.objects.select_related("organisation").get(pk=brought.started_by_id)
    collection = Collection.objects.select_related("entry__community").get(pk=brought.collection_id)
    demand(actor.is_active and access.can_bring(actor, collection), _("Only members add rows here."))
    return actor


@transaction.atomic
def _bring(brought: TableImport, portion: list[Row], judge: Judge) -> bool:
    """Make one portion of rows; False when somebody else has done it or stopped the import."""
    good: list[tuple[Row, str, dict[str, Any]]] = []
    ledger: list[tuple[int, str, list[str | None], str]] = []
    for row in portion:
        try:
            title, values = judge.judge(row)
        except Invalid as problem:
            said = [None if cell is None else cells.text_of(cell) for cell in row.cells]
            ledger.append((row.number, "", said, str(problem)[:300]))
        else:
            good.append((row, title, values))
    claimed = TableImport.objects.filter(pk=brought.pk, state=State.RUNNING, done=brought.done)
    left_out = len(ledger)
    if not claimed.update(
        done=brought.done + len(portion),
        made=F("made") + len(good),
        left_out=F("left_out") + left_out,
        moved=timezone.now(),
    ):
        return False
    collection = brought.collection
    entries = make_rows(
        type=collection.type,
        community=collection.entry.community,
        rows=[(title, values) for _row, title, values in good],
        actor=brought.started_by,
    )
    ledger += [
        (row.number, entry.uid, _NO_CELLS, "")
        for (row, _title, _values), entry in zip(good, entries, strict=True)
    ]
    columns = zip(("number", "entry_uid", "cells", "reason"), zip(*ledger, strict=True), strict=True)
    put(TableRow, dict(columns), same={"brought_id": brought.pk})
    brought.done += len(portion)
    return True


def _take_back_all(brought: TableImport) -> None:
    actor = brought.started_by
    last, taken = 0, 0
    while rows := list(
        brought.rows.filter(number__gt=last).exclude(entry_uid="").order_by("number")[:PORTION]
    ):
        last = rows[-1].number
        with transaction.atomic():
            for entry in Entry.objects.filter(uid__in=[row.entry_uid for row in rows]):
                if entry.state != Entry.State.BINNED and can_bin(actor, entry):
                    bin_entry(entry, actor=actor)
                    taken += 1
            TableImport.objects.filter(pk=brought.pk).update(moved=timezone.now())
    with transaction.atomic():
        undoing = TableImport.objects.filter(pk=brought.pk, state=State.UNDOING)
        if undoing.update(state=State.UNDONE, moved=timezone.now()):
            note_brought(brought.collection, 0, actor=actor)
            record(
                facts.TableTakenBack(
                    actor_id=actor.pk,
                    community_id=brought.collection.entry.community_id,
                    entry_id=brought.collection.entry_id,
                    taken=taken,
                )
            )


def _portions(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while portion := list(islice(rows, PORTION)):
        yield portion
