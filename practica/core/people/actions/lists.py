"""Bringing people and units from a list: looked at first, then in portions that each stand for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import IO, TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from practica.core.ledger.actions import record
from practica.core.people import access, facts
from practica.core.people.actions.accounts import move_to_unit
from practica.core.people.lists.outcomes import Judge, Judged, Outcome
from practica.core.people.lists.reading import read
from practica.core.people.models import Organisation, PeopleList, PeopleListRow, Person, Unit
from practica.core.people.queries import free_handle
from practica.kit.access import Invalid, demand

PORTION = 500
Thing = TypeVar("Thing")


@transaction.atomic
def look_at_list(file: IO[bytes], *, name: str, size: int, actor: Person) -> PeopleList:
    """Read a CSV file and say of every line what would become of it; nobody is changed yet.

    Raises Invalid with a sentence when it is no list of people.
    """
    demand(access.can_import_people(actor), _("Only an administrator brings people from a list."))
    found = read(file, size=size)
    people_list = PeopleList.objects.create(name=name[:200], brought_by=actor, columns=found.columns)
    judge = Judge()
    for lines in _portions(found.lines):
        good = [line for line in lines if not line.problem]
        judged = dict(
            zip((g.number for g in good), judge.judge([(g.number, g.values) for g in good]), strict=True)
        )
        rows = []
        for line in lines:
            fate = judged.get(line.number) or Judged(Outcome.ERROR, line.problem)
            rows.append(
                PeopleListRow(
                    list=people_list,
                    number=line.number,
                    values=line.values,
                    outcome=fate.outcome,
                    reason=fate.reason[:300],
                )
            )
        PeopleListRow.objects.bulk_create(rows)
    if not people_list.rows.exists():
        raise Invalid(_("The list has no lines but the first."), field="file")
    return people_list


@transaction.atomic
def bring_in(people_list: PeopleList, *, actor: Person) -> None:
    """Begin to bring in a list that was looked at; the worker goes on with :func:`bring_in_all`."""
    demand(access.can_import_people(actor), _("Only an administrator brings people from a list."))
    ready = PeopleList.objects.filter(pk=people_list.pk, state=PeopleList.State.READY)
    if not ready.update(state=PeopleList.State.APPLYING):
        raise Invalid(_("This list was brought in already."))


def bring_in_all(people_list: PeopleList) -> None:
    """Bring in what is left of a list, 500 lines a transaction. Broken off, it goes on where it stood."""
    actor = people_list.brought_by
    demand(access.can_import_people(actor), _("Only an administrator brings people from a list."))
    judge = Judge()
    while rows := list(_left(people_list)[:PORTION]):
        _bring_portion(rows, judge)
    with transaction.atomic():
        applying = PeopleList.objects.filter(pk=people_list.pk, state=PeopleList.State.APPLYING)
        if applying.update(state=PeopleList.State.DONE):
            done = people_list.rows.filter(applied=True)
            record(
                facts.PeopleImported(
                    actor_id=actor.pk,
                    created=done.filter(outcome=Outcome.CREATED).count(),
                    updated=done.filter(outcome=Outcome.UPDATED).count(),
                )
            )


def _left(people_list: PeopleList) -> QuerySet[PeopleListRow]:
    rows = PeopleListRow.objects.filter(list=people_list, applied=False)
    return rows.exclude(outcome=Outcome.ERROR).order_by("number")


@transaction.atomic
def _bring_portion(rows: list[PeopleListRow], judge: Judge) -> None:
    """Bring in ``rows``, judged anew: somebody may have come or changed since the list was looked at."""
    places = _Places()
    for row, fate in zip(rows, judge.judge([(row.number, row.values) for row in rows]), strict=True):
        if fate.outcome == Outcome.CREATED:
            _create(row, fate, places)
        elif fate.outcome == Outcome.UPDATED and fate.person is not None:
            _update(fate.person, fate, places)
        row.outcome, row.reason, row.applied = fate.outcome, fate.reason[:300], True
    PeopleListRow.objects.bulk_update(rows, ["outcome", "reason", "applied"])


def _create(row: PeopleListRow, fate: Judged, places: _Places) -> None:
    person = Person(
        handle=free_handle(fate.changes["name"]),
        author_email=row.values["email"].lower(),
        organisation=places.organisation(fate.organisation),
        **fate.changes,
    )
    person.set_unusable_password()
    person.save()
    move_to_unit(person, places.unit(fate.organisation, fate.unit))


def _update(person: Person, fate: Judged, places: _Places) -> None:
    for name, value in fate.changes.items():
        setattr(person, name, value)
    organisation = places.organisation(fate.organisation)
    if organisation != person.organisation:
        move_to_unit(person, None)
        person.organisation = organisation
    person.save(update_fields=[*fate.changes, "organisation"])
    if fate.unit:
        move_to_unit(person, places.unit(fate.organisation, fate.unit))


class _Places:
    """Organisations and units by name, found or made once a portion."""

    def __init__(self) -> None:
        self._organisations: dict[str, Organisation] = {}
        self._units: dict[tuple[str, ...], Unit] = {}

    def organisation(self, name: str) -> Organisation | None:
        """The organisation called ``name``, a partner when it is new."""
        if not name:
            return None
        if name not in self._organisations:
            known = Organisation.objects.filter(name__iexact=name).first()
            self._organisations[name] = known or Organisation.objects.create(name=name)
        return self._organisations[name]

    def unit(self, organisation: str, path: tuple[str, ...]) -> Unit | None:
        """The unit at the end of ``path``, with every level that is missing."""
        if not path:
            return None
        key = (organisation, *path)
        if key not in self._units:
            self._units[key], _new = Unit.objects.get_or_create(
                organisation=self.organisation(organisation),
                parent=self.unit(organisation, path[:-1]),
                name=path[-1],
            )
        return self._units[key]


def _portions(things: Iterator[Thing]) -> Iterator[list[Thing]]:
    while portion := list(islice(things, PORTION)):
        yield portion
