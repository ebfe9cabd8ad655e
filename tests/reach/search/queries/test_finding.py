"""What a person finds, is counted, is offered and is corrected to: only what she may see."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.reach.search import queries
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def titles(found):
    return [one.entry.title for one in found.hits]


@pytest.fixture
def vault():
    """A community that only its members see, with one page about a zanzibar."""
    community = a_community("Vault", audience=Community.Audience.MEMBERS)
    a_page(in_=community, title="Zanzibar ledger", body="The zanzibar numbers of this year.")
    a_page(in_=a_community("Yard", audience=Community.Audience.PUBLIC), title="Open yard", body="Numbers.")
    settle()
    return community


def outsiders():
    return {"stranger": AnonymousUser(), "guest": a_guest(), "colleague": a_colleague()}


def test_a_member_finds_what_her_community_keeps(vault):
    found = queries.find("zanzibar", person=a_member(of=vault))

    assert (titles(found), found.total) == (["Zanzibar ledger"], 1)


@pytest.mark.parametrize("who", ["stranger", "guest", "colleague"])
def test_who_is_no_member_is_told_nothing_of_it(vault, who):
    person = outsiders()[who]

    found = queries.find("zanzibar numbers", person=person)
    mistyped = queries.find("zanzibr numbers", person=person)
    offered = queries.suggest("zanz", person=person)

    assert (titles(found), found.total, sum(count for _, count in found.kinds)) == (["Open yard"], 1, 1)
    assert mistyped.corrected == ""
    assert not offered
    assert not queries.suggest("vaul", person=person)
    assert queries.similar("zanzibar", person=person) == []


def test_a_member_is_understood_when_she_mistypes(vault):
    assert queries.find("zanzibr", person=a_member(of=vault)).corrected == "zanzibar"


def test_a_page_binned_a_moment_ago_is_not_shown_though_the_index_still_has_it(vault):
    member = a_member(of=vault)
    Entry.objects.filter(title="Zanzibar ledger").update(state=Entry.State.BINNED)

    found = queries.find("zanzibar", person=member)

    assert (titles(found), found.total) == ([], 0)


def test_a_saved_page_is_found_by_its_new_words_and_opens_at_the_heading():
    community = a_community(audience=Community.Audience.PUBLIC)
    a_page(in_=community, title="Heaps", body="# One\n\nLeaves.\n\n# Turning it\n\nA pitchfork helps.")
    settle()

    (hit,) = queries.find("pitchfork", person=AnonymousUser()).hits

    assert hit.place.endswith("#h-turning-it")
    assert hit.url == f"{hit.place}:~:text=A%20pitchfork%20helps"
    assert ("pitchfork", True) in hit.pieces


def test_one_community_narrows_hits_and_counts(vault):
    member = a_member(of=vault)

    found = queries.find("numbers", person=member, community=vault)

    assert (titles(found), found.total) == (["Zanzibar ledger"], 1)


def test_what_is_similar_leaves_out_the_entry_itself(vault):
    member = a_member(of=vault)
    own = Entry.objects.get(title="Zanzibar ledger")

    assert queries.similar("zanzibar ledger", person=member, besides=own.uid) == []
    assert [one.entry for one in queries.similar("zanzibar ledger", person=member)] == [own]


def test_without_a_readable_index_search_says_that_it_is_away(own_index):
    own_index.mkdir()
    (own_index / "meta.json").write_text("nonsense")

    found = queries.find("anything", person=a_colleague())

    assert (found.is_away, found.hits) == (True, [])
    assert not queries.suggest("anything", person=a_colleague()).entries
