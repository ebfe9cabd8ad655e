"""The index knows scopes, the database a rule of sight: on made-up sites both show the same people the
same."""

from __future__ import annotations

import random

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.core.communities.models import Community, Membership
from practica.core.entries.models import Entry
from practica.core.entries.scopes import scopes_of_entry, scopes_of_reader
from practica.core.people.models import Organisation, Person

pytestmark = pytest.mark.django_db


def _a_site(dice: random.Random) -> list[Person]:
    """A small site where everything is left to chance; returns its people."""
    organisations = [
        Organisation.objects.create(name=f"Organisation {number}", standing=dice.choice(["home", "partner"]))
        for number in range(3)
    ]
    people = [
        Person.objects.create(
            handle=f"p{number}",
            name=f"Person {number}",
            organisation=dice.choice([*organisations, None]),
            is_active=dice.random() < 0.95,
        )
        for number in range(6)
    ]
    for number in range(4):
        community = Community.objects.create(
            slug=f"c{number}",
            name=f"Community {number}",
            audience=dice.choice(Community.Audience.values),
            is_listed=dice.random() < 0.75,
        )
        community.organisations.set(dice.sample(organisations, dice.randint(0, 2)))
        for person in dice.sample(people, dice.randint(0, 4)):
            Membership.objects.create(
                community=community,
                person=person,
                role=dice.choice(["coordinator", "steward", "core", "member", "guest"]),
                state=dice.choice(["active", "active", "alumni"]),
            )
        for kind in ("page", "question", "file"):
            entry = Entry.objects.create(
                kind=kind,
                community=community,
                title=f"Entry {number}",
                audience=dice.choice(Entry.Audience.values),
                author=dice.choice([*people, None]),
                owner=dice.choice([*people, None]),
            )
            if entry.audience == Entry.Audience.NAMED:
                entry.readers.set(dice.sample(people, dice.randint(0, 3)))
    return people


@pytest.mark.parametrize("seed", range(40))
def test_scopes_and_the_rule_of_sight_agree(seed: int):
    people = _a_site(random.Random(seed))
    entries = list(
        Entry.objects.select_related("community").prefetch_related("community__organisations", "readers")
    )
    for person in [AnonymousUser(), *Person.objects.filter(pk__in=[p.pk for p in people])]:
        held = set(scopes_of_reader(person))
        seen = set(Entry.objects.visible_to(person).in_listed_for(person).values_list("pk", flat=True))
        found = {entry.pk for entry in entries if held & set(scopes_of_entry(entry))}
        assert found == seen, (seed, person)
