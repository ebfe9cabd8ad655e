"""The communities of the sample site, each started from a folder of Markdown as a coordinator would."""

from __future__ import annotations

from typing import Any

from practica.config.demo import material
from practica.config.demo.people import HOME, PARTNER, Cast
from practica.core.communities.actions import accept_invitation, ask_to_join, give_role, invite, join
from practica.core.communities.models import Community, Membership
from practica.core.people.models import Organisation, Person
from practica.interfaces.transfer.actions import begin
from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.pipeline.work import work_on

RELIABILITY = "Reliability & Maintenance"
DATA = "Data Practice"
STATIONS = "Pumping Stations Exchange"

LEADS = {"Tomasz Lind": "steward", "Mei Tanaka": "steward", "Lucía Ortega": "core", "Priya Raman": "core"}
OF_DATA = ("Amara Nwosu", "Ingrid Solberg", "Priya Raman", "Anneli Virtanen", "Olu Adeyemi")
OF_STATIONS = ("Tomasz Lind", "Farid Haddad", "Anneli Virtanen")
GUESTS_OF_STATIONS = ("Hanna Koski", "Mikael Lund")


class ImportStopped(Exception):
    """The material could not be brought in; the message says why."""


def start_all(people: Cast) -> None:
    """Start the three communities out of their folders, and let everybody in."""
    amara, sara = people["Amara Nwosu"], people["Sara Andersen"]
    _import(
        "reliability",
        name=RELIABILITY,
        purpose="We help each other keep machines running: fewer surprises, shorter stops, and nobody "
        "solving the same failure twice.",
        actor=amara,
    )
    _import(
        "data-practice",
        name=DATA,
        purpose="Plant data one can trust, and the agreements that keep it so.",
        audience=Community.Audience.MEMBERS,
        joining=Community.Joining.INVITATION,
        actor=sara,
    )
    shared = Organisation.objects.filter(name__in=(HOME, PARTNER)).values_list("uid", flat=True)
    _import(
        "pumping-stations",
        name=STATIONS,
        purpose="Alder Works and Birch Partners compare notes on small unmanned stations.",
        audience=Community.Audience.ORGANISATIONS,
        organisations=list(shared),
        joining=Community.Joining.REQUEST,
        actor=amara,
    )


def _import(folder: str, *, actor: Person, **founding: Any) -> None:
    imported = begin(
        label=folder,
        server_path=str(material.folder(folder)),
        founding=founding,
        runs_at_once=True,
        actor=actor,
    )
    work_on(imported.pk)
    imported.refresh_from_db()
    if imported.state != Import.State.DONE:
        raise ImportStopped(imported.problem_sentence or f"{folder}: {imported.get_state_display()}")


def let_everybody_in(people: Cast) -> None:
    """Joining an open community, coming in by a link; and who leads."""
    amara, sara = people["Amara Nwosu"], people["Sara Andersen"]
    reliability, data, stations = (Community.objects.get(name=name) for name in (RELIABILITY, DATA, STATIONS))
    for person in people.values():
        if person.has_account and person.is_colleague and person not in (amara, sara):
            join(reliability, actor=person)
    for name, role in LEADS.items():
        give_role(Membership.objects.get(community=reliability, person=people[name]), role, actor=amara)
    _by_link(data, [people[name] for name in OF_DATA], role="member", actor=sara)
    _by_link(stations, [people[name] for name in OF_STATIONS], role="member", actor=amara)
    _by_link(stations, [people[name] for name in GUESTS_OF_STATIONS], role="guest", actor=amara)


def somebody_asks_to_join(people: Cast) -> None:
    """One request is left for a coordinator to decide on."""
    ask_to_join(
        Community.objects.get(name=STATIONS),
        message="I look after energy at 14 of our stations and would like to compare the figures on B-17.",
        actor=people["Saana Laine"],
    )


def _by_link(community: Community, people: list[Person], *, role: str, actor: Person) -> None:
    _invitation, token = invite(community, role=role, max_uses=len(people), actor=actor)
    for person in people:
        accept_invitation(token, actor=person)
