"""The list of what is missing: for those who look after it, most wanted first."""

import pytest

from practica.reach.gaps import actions
from tests.builders import a_colleague, a_guest, a_member
from tests.reach.gaps.scenes import a_gap, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted():
    """Three people miss one thing, one another."""
    community, steward = a_place()
    for _one in range(3):
        a_gap("gland torque for pump P-101", in_=community)
    a_gap("hot work permit", in_=community)
    return community, steward


def test_what_most_people_miss_comes_first(client, wanted, django_assert_max_num_queries):
    community, steward = wanted
    client.force_login(steward)

    with django_assert_max_num_queries(14):
        page = client.get(f"/c/{community.slug}/gaps")

    assert page.text.index("gland torque for pump") < page.text.index("hot work permit")
    assert [row.gap.demand for row in page.context["rows"]] == [3, 1]
    assert 'aria-current="page">Missing' in page.text


def test_more_gaps_cost_no_more_questions(client, wanted, django_assert_max_num_queries):
    community, steward = wanted
    for word in ("bearing", "coupling", "impeller", "flange", "motor", "valve"):
        actions.take(a_gap(f"{word} {word}house", in_=community), actor=steward)
    client.force_login(steward)

    with django_assert_max_num_queries(14):
        assert len(client.get(f"/c/{community.slug}/gaps").context["rows"]) == 8


def test_it_is_narrowed_by_state_and_by_who_took_it(client, wanted):
    community, steward = wanted
    taken = a_gap("hot work permit", in_=community)
    actions.take(taken, actor=steward)
    client.force_login(steward)

    def shown(query: str) -> list[str]:
        rows = client.get(f"/c/{community.slug}/gaps?{query}").context["rows"]
        return [row.gap.title for row in rows]

    assert shown("show=in_progress") == shown("owner=mine") == ["hot work permit"]
    assert shown("owner=nobody") == shown("show=open") == ["gland torque for pump P-101"]
    assert shown("show=closed") == []
    assert len(shown("show=nonsense&owner=nonsense&page=x")) == 2


@pytest.mark.parametrize("role", ["member", "guest"])
def test_members_see_neither_the_tab_nor_the_list(client, wanted, role):
    community, _steward = wanted
    client.force_login(a_member(of=community, role=role))

    assert client.get(f"/c/{community.slug}/gaps").status_code == 403
    assert "/gaps" not in client.get(f"/c/{community.slug}").text


@pytest.mark.parametrize("make", [a_guest, a_colleague])
def test_who_does_not_see_the_community_sees_no_list(client, make):
    community, _steward = a_place(audience="members")
    client.force_login(make())

    assert client.get(f"/c/{community.slug}/gaps").status_code == 404


def test_leads_are_told_on_the_overview(client, wanted):
    community, steward = wanted
    client.force_login(steward)

    assert "2 things people look for are missing" in client.get(f"/c/{community.slug}").text


def test_the_list_of_the_site_is_for_administrators_and_of_no_community(client, wanted):
    community, steward = wanted
    a_gap("gate pass for contractors", in_=None)
    client.force_login(steward)
    assert client.get("/gaps").status_code == 403

    client.force_login(a_colleague(is_administrator=True))

    page = client.get("/gaps")
    assert "gate pass for contractors" in page.text and "gland torque" not in page.text
    assert client.get(f"/c/{community.slug}/gaps").status_code == 403


def test_an_empty_list_says_what_will_be_here(client):
    community, steward = a_place()
    client.force_login(steward)

    assert "Nobody misses anything" in client.get(f"/c/{community.slug}/gaps").text
    assert "No gap is in this state." in client.get(f"/c/{community.slug}/gaps?show=closed").text
