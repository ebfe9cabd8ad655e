"""Answers where meaning is known: what is said in other words is found and quoted, with the same rights."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.reach.search.answers.answering import answer
from practica.reach.search.answers.likeness import likeness_to
from practica.reach.search.meaning import choosing
from tests.builders import a_community, a_member, a_page, settle
from tests.reach.search.meaning.conftest import Site, site

__all__ = ["site"]

pytestmark = pytest.mark.django_db

QUESTION = "Do I wash the automobile with a soft sponge and much water?"


@pytest.fixture
def garage(site: Site) -> Community:
    """A public community that speaks of cars, with vectors made."""
    community = a_community("Garage", audience=Community.Audience.PUBLIC)
    a_page(in_=community, title="Washing the car", body="Wash the car with a soft sponge and much water.")
    for number in range(6):
        a_page(
            in_=community, title=f"Invoice {number}", body=f"The invoice of month {number} is kept ten years."
        )
    settle()
    site.make()
    return community


def test_what_is_said_in_other_words_is_quoted(garage):
    got = answer(QUESTION, person=AnonymousUser())

    assert got.evidence.near is not None
    assert got.evidence.near > 0
    assert [quote.text for quote in got.quotes] == ["Wash the car with a soft sponge and much water."]


def test_what_she_may_not_see_has_no_nearness(garage):
    Entry.objects.filter(title="Washing the car").update(audience=Entry.Audience.MEMBERS)

    hidden = answer(QUESTION, person=AnonymousUser())

    assert not hidden.quotes
    assert "Washing the car" not in [one.entry.title for one in hidden.found.found]
    assert answer(QUESTION, person=a_member(of=garage)).quotes


def test_the_nearer_in_meaning_the_higher(garage):
    near = likeness_to("automobile", floor=0.2)

    same, other = near(["car", "invoice"])

    assert same == pytest.approx(1.0, abs=0.01)
    assert other < 0.1


def test_nobody_waits_for_a_model_elsewhere(settings):
    settings.MEANING = True
    settings.EMBEDDINGS_URL, settings.EMBEDDINGS_MODEL = "http://127.0.0.1:9", "small"
    choosing.forget()

    assert likeness_to("automobile", floor=0.2) is None

    choosing.forget()
