"""Builders of people, organisations and communities, made through the house's own actions."""

from __future__ import annotations

from itertools import count
from typing import Any

from practica.core.communities.access import forget_roles
from practica.core.communities.actions import start
from practica.core.communities.models import Community, Membership
from practica.core.files.actions import store
from practica.core.files.models import StoredFile
from practica.core.ledger.listeners import deliver_due
from practica.core.people.models import Organisation, Person

_number = count(1)


def an_organisation(name: str = "", *, standing: str = "home") -> Organisation:
    """A home organisation; ``standing="partner"`` for others."""
    name = name or {"home": "Alder Works", "partner": "Birch Partners"}[standing]
    organisation, _new = Organisation.objects.get_or_create(name=name, defaults={"standing": standing})
    return organisation


def a_colleague(name: str = "", **fields: Any) -> Person:
    """A person of the home organisation, password "correct horse"."""
    return _a_person(name, an_organisation(), **fields)


def a_guest(name: str = "", **fields: Any) -> Person:
    """A person of another organisation, password "correct horse"."""
    return _a_person(name, an_organisation(standing="partner"), **fields)


def _a_person(name: str, organisation: Organisation, **fields: Any) -> Person:
    number = next(_number)
    name = name or f"Person {number}"
    handle = fields.pop("handle", f"{name.split()[0].lower()}-{number}")
    email = fields.pop("email", f"{handle}@example.org")
    return Person.objects.create_user(
        handle, email, "correct horse", name=name, organisation=organisation, **fields
    )


def a_community(name: str = "", *, led_by: Person | None = None, **values: Any) -> Community:
    """A community; everyone signed in sees it and may join unless said otherwise."""
    return start(name=name or f"Community {next(_number)}", actor=led_by or a_colleague(), **values)


def a_member(*, of: Community, role: str = "member", person: Person | None = None) -> Person:
    """A colleague (or ``person``) who belongs to the community ``of``."""
    person = person or a_colleague()
    Membership.objects.update_or_create(
        community=of, person=person, defaults={"role": role, "state": Membership.State.ACTIVE}
    )
    forget_roles(person)
    return person


def a_file(
    *, in_: Community, by: Person, name: str = "notes.txt", content: bytes = b"Some notes."
) -> StoredFile:
    """A file in the library of a community."""
    return store(content, name=name, community=in_, actor=by)


def settle() -> None:
    """Let every listener do what it owes, as the worker would."""
    while deliver_due():
        pass
