"""Organisations, units, people, their belonging over time, sessions, and lists of people."""

from practica.core.people.models.lists import PeopleList, PeopleListRow
from practica.core.people.models.looks import hue_of, initials_of
from practica.core.people.models.organisations import Organisation, OrganisationQuerySet, Unit, UnitQuerySet
from practica.core.people.models.people import Belonging, Person, PersonManager, PersonQuerySet
from practica.core.people.models.sessions import Session

__all__ = [
    "Belonging",
    "Organisation",
    "OrganisationQuerySet",
    "PeopleList",
    "PeopleListRow",
    "Person",
    "PersonManager",
    "PersonQuerySet",
    "Session",
    "Unit",
    "UnitQuerySet",
    "hue_of",
    "initials_of",
]
