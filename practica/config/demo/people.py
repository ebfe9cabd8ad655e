"""The people of the sample site: two organisations, accounts, and the list that says who is who."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction

from practica.config.demo import material
from practica.core.people.actions import bring_in, bring_in_all, claim, look_at_list, take_in
from practica.core.people.models import Organisation, Person
from practica.core.people.queries import claimable_by, free_handle
from practica.reach.notifications.actions.reading import choose_mail

HOME, PARTNER = "Alder Works", "Birch Partners"
DOMAINS = {HOME: ["alder.example", "example.org"], PARTNER: ["birch.example"]}
# These two have not signed up: they are on the list, and one of them wrote something.
WITHOUT_ACCOUNT = ("Beatriz Santos", "Elena Petrova")
# What changed before somebody joined is not new to her; so not everything shows as unread.
JOINED_DAYS_AGO = 24


@dataclass(frozen=True)
class SignIn:
    """A way into the sample site; its password is no secret."""

    name: str
    email: str
    password: str
    what: str


SIGN_INS = (
    SignIn(
        "Amara Nwosu",
        "amara@alder.example",
        "practica-demo-1",
        "coordinator and administrator: see the inbox, a request to join, an import and its ledger",
    ),
    SignIn(
        "Diego Prado",
        "diego@alder.example",
        "practica-demo-2",
        "member: see his answered question about flanges and the page made of it, his draft answer",
    ),
    SignIn(
        "Hanna Koski",
        "hanna@birch.example",
        "practica-demo-3",
        "guest of Birch Partners: sees one community, its people, and nothing else",
    ),
)

Cast = dict[str, Person]


@transaction.atomic
def settle_in() -> Cast:
    """Make the organisations and everybody who has an account, then bring in the list; all by name."""
    for name, standing in ((HOME, Organisation.Standing.HOME), (PARTNER, Organisation.Standing.PARTNER)):
        Organisation.objects.create(name=name, standing=standing, email_domains=DOMAINS[name])
    passwords = {known.name: known.password for known in SIGN_INS}
    with material.people_list().open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["name"] not in WITHOUT_ACCOUNT:
                _sign_up(row["name"], row["email"], passwords.get(row["name"]))
    _bring_list(actor=cast()[SIGN_INS[0].name])
    return cast()


def _sign_up(name: str, email: str, password: str | None) -> None:
    """An account with a verified address; without a password nobody can sign in with it."""
    person = Person.objects.create_user(
        free_handle(name), email, password, name=name, joined=material.days_ago(JOINED_DAYS_AGO)
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    take_in(person, verified_email=email)
    choose_mail("never", actor=person)


def _bring_list(*, actor: Person) -> None:
    path = material.people_list()
    with path.open("rb") as file:
        people_list = look_at_list(file, name=path.name, size=path.stat().st_size, actor=actor)
    bring_in(people_list, actor=actor)
    people_list.refresh_from_db()
    bring_in_all(people_list)


def cast() -> Cast:
    """Everybody by name, as the database knows them now; of two who share a name the one with the account."""
    rows = Person.objects.filter(claimed_by=None).select_related("organisation").order_by("has_account")
    return {person.name: person for person in rows}


def claim_what_they_wrote(people: Cast) -> int:
    """Let the authors of the imported pages be the people who have accounts; how many were claimed."""
    claimed = 0
    for person in people.values():
        if person.has_account:
            for author in claimable_by(person):
                claim(author, actor=person)
                claimed += 1
    return claimed


def is_ours() -> bool:
    """Whether the people of the sample site live here."""
    return Person.objects.filter(email__in=[known.email for known in SIGN_INS]).count() == len(SIGN_INS)


def is_anybody_here() -> bool:
    """Whether somebody has an account or wrote something."""
    return Person.objects.exists()


def sign_in_lines() -> list[str]:
    """The sign-ins, to be printed."""
    lines = ["This is a demo: everyone knows these passwords. Keep it on this machine."]
    for known in SIGN_INS:
        lines += ["", f"  {known.name}: {known.email}  {known.password}", f"    {known.what}"]
    return lines
