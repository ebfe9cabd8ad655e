"""Beside a title being typed: questions asked before first, and nothing that is not close."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.core.communities.models import Community
from practica.reach.search import queries
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, a_question, settle
from tests.reach.search.meaning.conftest import Site, site

__all__ = ["site"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def titles(title, person=None):
    return [one.entry.title for one in queries.already_here(title, person=person or AnonymousUser())]


@pytest.fixture
def garage():
    """A public community with a question and a page about the same, and what has nothing to do with it."""
    garage = a_community("Garage", audience=Community.Audience.PUBLIC)
    a_page(in_=garage, title="Automobile leak", body="Where an automobile may leak.")
    a_question(in_=garage, title="Why does my automobile leak?", body="Since Monday.")
    a_page(in_=garage, title="My holiday", body="Who is away in which month.")
    settle()
    return garage


@pytest.fixture
def garage_by_meaning(site: Site, garage: Community) -> Community:
    """The same with vectors made."""
    site.make()
    return garage


def test_a_question_asked_before_in_other_words_stands_first(garage_by_meaning):
    assert titles("My car does drip, why?")[0] == "Why does my automobile leak?"


def test_one_word_in_common_is_not_close_in_meaning(garage_by_meaning):
    assert titles("My new bicycle wants a stronger lamp") == []


def test_by_words_alone_half_of_the_title_has_to_be_said(garage):
    assert titles("Leaking automobile") == ["Why does my automobile leak?", "Automobile leak"]
    assert titles("Automobile insurance for visitors abroad") == []


def test_a_mistyped_title_is_understood(garage):
    assert titles("automobil leak")[0] == "Why does my automobile leak?"


@pytest.mark.parametrize(
    "title", ["", " ", "abc", "???????", "the and of to", "x" * 500, '"', "\u202e\u200b"]
)
def test_a_title_that_says_nothing_finds_nothing(garage, title):
    assert titles(title) == []


@pytest.mark.parametrize("with_meaning", [True, False])
def test_who_may_not_see_it_is_not_told_that_it_was_asked(site, settings, with_meaning):
    settings.MEANING = with_meaning
    vault = a_community("Vault", audience=Community.Audience.MEMBERS)
    a_question(in_=vault, title="Who keeps the zanzibar ledger?", body="This year.")
    settle()
    site.make()

    for person in (AnonymousUser(), a_guest(), a_colleague()):
        assert titles("Who keeps the zanzibar ledger?", person) == []
    assert titles("Who keeps the zanzibar ledger?", a_member(of=vault)) == ["Who keeps the zanzibar ledger?"]


def test_without_an_index_nothing_is_said(own_index):
    own_index.mkdir()
    (own_index / "meta.json").write_text("nonsense")

    assert titles("Why does my automobile leak?") == []
