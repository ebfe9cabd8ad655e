"""Who hears that somebody wrote here under her address before she had an account."""

import pytest
from allauth.account.models import EmailAddress

from practica.core.people.actions import address_verified, author_from_elsewhere, claim
from practica.core.people.models import Person
from practica.reach.notifications.models import Notice
from tests.builders import a_colleague, settle

pytestmark = pytest.mark.django_db
ADDRESS = "ann@old.example"
WORDS = "Ann Then wrote here under your address. Is that you?"


def proves(person: Person) -> Person:
    EmailAddress.objects.create(user=person, email=ADDRESS, verified=True)
    address_verified(person, ADDRESS)
    return person


def waiting(person: Person) -> list[str]:
    settle()
    return [one.words for one in Notice.objects.visible_to(person).waiting()]


def test_who_proves_the_address_of_an_author_hears_of_it_until_she_says_that_is_me(client):
    author = author_from_elsewhere("Ann Then", "Ann@Old.example")
    ann = proves(a_colleague())
    assert waiting(ann) == [WORDS]

    client.force_login(ann)
    assert "That is me" in client.get(Notice.objects.get().get_absolute_url()).content.decode()
    claim(author, actor=ann)

    assert waiting(ann) == []


def test_who_has_proved_an_address_hears_of_an_author_who_comes_with_an_import():
    ann = proves(a_colleague())
    author_from_elsewhere("Ann Then", ADDRESS)
    assert waiting(ann) == [WORDS]


def test_nobody_hears_of_an_author_whose_address_she_has_not_proved():
    ann = a_colleague(email=ADDRESS)
    EmailAddress.objects.create(user=ann, email=ADDRESS, verified=False)
    author_from_elsewhere("Ann Then", ADDRESS)
    assert waiting(ann) == []


def test_who_claims_at_once_is_told_nothing():
    author = author_from_elsewhere("Ann Then", ADDRESS)
    ann = proves(a_colleague())
    claim(author, actor=ann)
    assert waiting(ann) == []
