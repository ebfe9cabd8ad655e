"""Names in a question: what cannot be seen is answered exactly as what is not there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from practica.core.communities.models import Community
from practica.reach.search.wishes import from_address, named
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, a_type

pytestmark = pytest.mark.django_db


def understood(address, person):
    return named(from_address(QueryDict(address)), person=person)


@pytest.fixture
def vault():
    """A community that only its members see, with a page that has a topic of its own."""
    community = a_community("The Vault", audience=Community.Audience.MEMBERS)
    ritual = a_type(in_=community, label="Night ritual")
    a_page(in_=community, topics=["Zanzibar"], by=community.created_by, type=ritual)
    return community


def test_a_member_narrows_to_what_she_sees_by_any_name(vault):
    ann = a_member(of=vault)

    for address in ("q=in:the-vault", 'q=in:"the vault"', "community=the-vault"):
        found = understood(address, ann)
        assert found.filters.community_uids == (vault.uid,)
        assert [chip.label for chip in found.chips] == ["The Vault"]
    assert understood("q=topic:Zanzibar", ann).filters.topics == ("zanzibar",)
    for address in ("q=type:night-ritual", 'q=type:"Night ritual"', "type=night_ritual"):
        found = understood(address, ann)
        assert (found.filters.types, found.asked.type) == (("night_ritual",), ("night_ritual",))
        assert [chip.label for chip in found.chips] == ["Night ritual"]


@pytest.mark.parametrize("who", ["stranger", "guest", "colleague"])
def test_what_is_unseen_is_answered_as_what_is_not_there(vault, who):
    person = {"stranger": AnonymousUser(), "guest": a_guest(), "colleague": a_colleague()}[who]
    unseen = a_guest("Zelda", handle="zelda") if who != "guest" else a_colleague("Zelda", handle="zelda")

    names = {"in": vault.slug, "topic": "zanzibar", "by": unseen.handle, "type": "night_ritual"}
    for operator, name in names.items():
        told = understood(f"q=gland+{operator}:{name}", person)
        nothing = understood(f"q=gland+{operator}:nowhere", person)
        assert [one.replace(name, "nowhere") for one in told.complaints] == nothing.complaints
        assert told.asked == nothing.asked
        assert told.filters == nothing.filters


def test_a_kind_of_page_made_for_the_whole_site_is_there_for_who_sees_a_page_of_it(vault):
    secret = a_type(label="Merger memo")
    a_page(in_=vault, type=secret)

    assert understood("q=type:merger-memo", a_member(of=vault)).filters.types == ("merger_memo",)
    assert understood("q=type:merger-memo", AnonymousUser()).complaints == [
        "No type of page is called “merger-memo” here."
    ]


@pytest.mark.parametrize("typed", ["lesson", '"lesson learned"', "LESSON-LEARNED", "lesson_learned"])
def test_a_kind_of_page_we_came_with_is_known_by_its_name_and_its_title(typed):
    assert understood(f"q=type:{typed}", AnonymousUser()).filters.types == ("lesson",)


def test_a_person_is_found_by_handle_name_first_name_and_as_oneself():
    ann, bo = a_colleague("Ann Lee", handle="alee"), a_colleague("Bo Lee", handle="bo")

    for text in ("alee", "@ALEE", '"ann lee"', "ann"):
        assert understood(f"q=by:{text}", bo).asked.author == ("alee",)
    assert understood("q=by:me", bo).asked.author == ("bo",)
    assert understood("q=by:me", ann).filters.authors == (ann.uid,)


@pytest.mark.parametrize(
    ("text", "day"), [("2026", (2026, 1, 1)), ("2026-2", (2026, 2, 1)), ("2026-02-03", (2026, 2, 3))]
)
def test_a_year_or_a_month_begins_with_its_first_day(text, day):
    assert understood(f"q=after:{text}", AnonymousUser()).filters.changed_from == dt.date(*day)


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "0000", "99999", "2026-02-30", "²⁰²⁶"])
def test_a_date_that_cannot_be_read_is_complained_of(text):
    found = understood(f"q=gland&before={text}", AnonymousUser())

    assert (found.filters.changed_before, found.asked.before) == (None, "")
    assert text in found.complaints[0]


def test_kinds_and_languages_are_known_by_their_names():
    found = understood("q=kind:Pages+lang:German+lang:fi-FI", AnonymousUser())

    assert found.filters.kinds == ("page",)
    assert found.filters.languages == ("de", "fi")
    assert [chip.label for chip in found.chips] == ["Pages", "Deutsch", "Suomi"]


def test_kinds_languages_and_states_nobody_knows_are_complained_of():
    address = "kind=spell&type=potion&language=klingon&state=undead&freshness=rotten&q=is:odd"
    found = understood(address, AnonymousUser())

    assert len(found.complaints) == 6
    assert not found.asked


def test_each_chip_takes_away_what_it_says():
    found = understood("q=gland&kind=page&after=2026-01-01", AnonymousUser())

    assert [chip.without.address("/s") for chip in found.chips] == [
        "/s?q=gland&after=2026-01-01",
        "/s?q=gland&kind=page",
    ]
