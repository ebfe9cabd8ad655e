"""Claiming what one wrote before one had an account."""

import pytest
from allauth.account.models import EmailAddress

from practica.core.communities.actions import remember_author
from practica.core.communities.models import Membership
from practica.core.entries.actions import create_entry
from practica.core.entries.models import Follow
from practica.core.ledger.models import FactRow
from practica.core.people.actions import claim
from practica.core.people.models import Person, Unit
from practica.kit.access import Refused
from tests.builders import a_colleague, a_community, a_member, an_organisation

pytestmark = pytest.mark.django_db


def _author(address="ann@old.example", **fields):
    return Person.objects.create(handle="ann-then", name="Ann Then", author_email=address, **fields)


def _ann(address="ann@old.example", *, verified=True):
    ann = a_colleague("Ann Now")
    EmailAddress.objects.create(user=ann, email=address, verified=verified, primary=False)
    return ann


def test_what_an_author_wrote_belongs_to_the_person_who_proves_the_address():
    author, ann, lead = _author("Ann@Old.example"), _ann(), a_colleague()
    community = a_community(led_by=lead)
    remember_author(community, author)
    entry = create_entry(kind="file", community=community, author=author, title="Oil", actor=lead)
    claim(author, actor=ann)
    entry.refresh_from_db()
    author.refresh_from_db()
    assert entry.author == ann and author.claimed_by == ann
    assert Membership.objects.get(person=ann).state == "alumni"
    assert FactRow.objects.filter(name="AuthorClaimed", actor_id=ann.pk, subject_id=author.pk).exists()


def test_where_both_have_the_same_the_actors_stays():
    author, ann = _author(), _ann()
    community = a_community()
    remember_author(community, author)
    a_member(of=community, person=ann, role="steward")
    Follow.objects.create(person=author, community=community, level="muted")
    Follow.objects.create(person=ann, community=community, level="everything")
    claim(author, actor=ann)
    assert Membership.objects.get(community=community, person=ann).role == "steward"
    assert Follow.objects.get(community=community).level == "everything"
    assert not Membership.objects.filter(person=author).exists()


def test_an_address_nobody_proved_claims_nothing():
    author, ann = _author(), _ann(verified=False)
    with pytest.raises(Refused):
        claim(author, actor=ann)


def test_an_author_is_claimed_once():
    author, ann = _author(), _ann()
    claim(author, actor=ann)
    author.refresh_from_db()
    with pytest.raises(Refused):
        claim(author, actor=ann)


def test_who_was_brought_by_list_gives_organisation_unit_and_words_but_overwrites_none():
    home = an_organisation()
    unit = Unit.objects.create(organisation=home, name="Plant")
    author = _author(organisation=home, unit=unit, headline="Mechanic", ask_me_about="Seals")
    ann = _ann()
    ann.organisation, ann.headline = None, "Mine"
    ann.save()
    claim(author, actor=ann)
    ann.refresh_from_db()
    assert (ann.organisation, ann.unit, ann.headline, ann.ask_me_about) == (home, unit, "Mine", "Seals")


def test_a_claim_is_offered_to_the_holder_of_the_address_alone(client):
    author, ann = _author(), _ann()
    client.force_login(a_colleague())
    assert "Ann Then" not in client.get("/you").text
    assert client.post(f"/you/claims/{author.uid}").status_code == 404
    client.force_login(ann)
    assert "Ann Then" in client.get("/you").text and "Ann Then" in client.get("/welcome").text
    client.post(f"/you/claims/{author.uid}")
    author.refresh_from_db()
    assert author.claimed_by == ann
