"""What becomes of each line of a list: the same judgement when it is looked at and when it is brought in."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import gettext as _

from practica.core.people.models import Organisation, PeopleListRow, Person, Unit
from practica.core.people.queries import home_organisation, organisations_by_domain

Outcome = PeopleListRow.Outcome
# What somebody with an account says of herself is hers; a list only fills what she left empty.
OWN_WORDS = ("name", "headline", "ask_me_about", "language", "time_zone")
LENGTHS = {"name": 120, "email": 254, "organisation": 200, "headline": 160, "ask_me_about": 400}
ZONES = zoneinfo.available_timezones()


@dataclass(frozen=True)
class Judged:
    """What becomes of one line. ``person`` is who it is about, if known; ``changes`` are her new words."""

    outcome: str
    reason: str = ""
    person: Person | None = None
    organisation: str = ""
    unit: tuple[str, ...] = ()
    changes: dict[str, str] = field(default_factory=dict)


class Judge:
    """Judges lines in portions; knows which addresses the list has named already."""

    def __init__(self) -> None:
        self.named: dict[str, int] = {}
        home = home_organisation()
        self.home = home.name if home else ""
        self.domains = organisations_by_domain()

    def judge(self, rows: Iterable[tuple[int, dict[str, str]]]) -> list[Judged]:
        """The outcome of each (line number, values), with one question to the database per kind of thing."""
        rows = list(rows)
        people = _people_by_address([values.get("email", "") for _number, values in rows])
        names = {values.get("organisation", "").casefold() for _number, values in rows}
        known: dict[str, Organisation] = {
            o.name.casefold(): o for o in Organisation.objects.annotate(n=Lower("name")).filter(n__in=names)
        }
        units = _unit_paths(people.values())
        return [self._judge(number, values, people, known, units) for number, values in rows]

    def _judge(
        self,
        number: int,
        values: dict[str, str],
        people: dict[str, Person],
        known: dict[str, Organisation],
        units: dict[int, tuple[str, ...]],
    ) -> Judged:
        address = values.get("email", "").lower()
        if problem := _problem(values) or self._named_before(address, number):
            return Judged(Outcome.ERROR, problem)
        person = people.get(address)
        organisation = self._organisation(values, person, known)
        path = unit_path(values.get("unit", ""))
        if path and not organisation:
            return Judged(Outcome.ERROR, _("A unit needs an organisation."))
        changes = _changes(values, person)
        if person is None:
            new = organisation and organisation != self.home and organisation.casefold() not in known
            reason = _("Starts the organisation “%(name)s”.") % {"name": organisation} if new else ""
            return Judged(Outcome.CREATED, reason, None, organisation, path, changes)
        moves = organisation != (person.organisation.name if person.organisation else "")
        leaves = bool(path) and path != units.get(person.unit_id or 0, ())
        words = [*changes, *(["organisation"] if moves else []), *(["unit"] if leaves else [])]
        if not words:
            return Judged(Outcome.UNCHANGED, "", person)
        return Judged(Outcome.UPDATED, ", ".join(words), person, organisation, path, changes)

    def _named_before(self, address: str, number: int) -> str:
        first = self.named.setdefault(address, number)
        if first == number:
            return ""
        return _("Line %(line)d has the same address.") % {"line": first}

    def _organisation(
        self, values: dict[str, str], person: Person | None, known: dict[str, Organisation]
    ) -> str:
        given = values.get("organisation", "")
        if given:
            there = known.get(given.casefold())
            return there.name if there else given
        if person is not None and person.organisation is not None:
            return person.organisation.name
        return self.domains.get(values["email"].rpartition("@")[2].lower(), self.home)


def unit_path(text: str) -> tuple[str, ...]:
    """The levels of a unit, top first: "Plant > Hall 3"."""
    return tuple(level for part in text.split(">") if (level := " ".join(part.split())))


def _problem(values: dict[str, str]) -> str:
    if not any(letter.isalnum() for letter in values.get("name", "")):
        return _("The name is missing.")
    if not values.get("email"):
        return _("The address is missing.")
    try:
        validate_email(values["email"])
    except ValidationError:
        return _("“%(email)s” is no e-mail address.") % {"email": values["email"][:100]}
    for column, most in LENGTHS.items():
        if len(values.get(column, "")) > most:
            return _("%(column)s is longer than %(most)d characters.") % {"column": column, "most": most}
    if any(len(level) > 200 for level in unit_path(values.get("unit", ""))):
        return _("%(column)s is longer than %(most)d characters.") % {"column": "unit", "most": 200}
    if (zone := values.get("time_zone", "")) and zone not in ZONES:
        return _("There is no time zone “%(zone)s”. Write it like Europe/Helsinki.") % {"zone": zone[:64]}
    if (language := values.get("language", "")) and language.lower() not in LANG_INFO:
        return _("There is no language “%(language)s”. Write its code, like en or fi.") % {
            "language": language[:20]
        }
    return ""


def _people_by_address(addresses: list[str]) -> dict[str, Person]:
    wanted = {address.lower() for address in addresses if address}
    rows = (
        Person.objects.filter(claimed_by=None)
        .annotate(address=Lower(Coalesce(NullIf(F("email"), Value("")), F("author_email"))))
        .filter(address__in=wanted)
        .select_related("organisation")
        .order_by("has_account", "-pk")
    )
    # Where an account and an author share an address the account is meant: it comes last.
    return {person.address: person for person in rows}


def _changes(values: dict[str, str], person: Person | None) -> dict[str, str]:
    given = {name: values[name] for name in OWN_WORDS if values.get(name)}
    if "language" in given:
        given["language"] = given["language"].lower()
    if person is None:
        return given
    if person.has_account:
        return {name: value for name, value in given.items() if not getattr(person, name)}
    return {name: value for name, value in given.items() if getattr(person, name) != value}


def _unit_paths(people: Iterable[Person]) -> dict[int, tuple[str, ...]]:
    organisations = {person.organisation_id for person in people if person.unit_id}
    rows = Unit.objects.filter(organisation__in=organisations).values_list("pk", "parent_id", "name")
    known = {pk: (parent, name) for pk, parent, name in rows}
    paths: dict[int, tuple[str, ...]] = {}
    for pk in known:
        path: list[str] = []
        at: int | None = pk
        while at is not None and at in known and len(path) < 20:
            parent, name = known[at]
            path.insert(0, name)
            at = parent
        paths[pk] = tuple(path)
    return paths
