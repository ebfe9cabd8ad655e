"""Reports of what needs tidying: true for who reads them, a way to mend for who may."""

import pytest
from django.urls import reverse

from practica.core.communities.models import Membership
from practica.core.entries.actions import set_audience
from practica.core.entries.models import Entry
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, settle

pytestmark = pytest.mark.django_db


def _address(community, show):
    return reverse("pages:tidy", args=[community.slug, show])


def _get(client, community, show, query=""):
    answer = client.get(_address(community, show) + query)
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


@pytest.fixture
def community():
    community = a_community("Pumps")
    home = a_page(in_=community, title="Home", body="[[Linked]] [[Nowhere]] [x](#gone)")
    a_page(in_=community, title="Linked")
    a_page(in_=community, title="In the tree", parent=home)
    a_page(in_=community, title="Lost")
    settle()
    return community


def test_each_report_finds_its_pages(client, community):
    client.force_login(a_member(of=community))
    html = _get(client, community, "broken")
    assert "2 links lead nowhere." in html and "Nowhere" in html and "#gone" in html
    assert community.created_by.name in html and "/edit" in html
    html = _get(client, community, "orphans")
    assert "Lost" in html and "One page." in html
    html = _get(client, community, "unlinked")
    assert all(title in html for title in ("Home", "In the tree", "Lost")) and "3 pages." in html
    assert "Every page has an owner" in _get(client, community, "unowned")


def test_pages_whose_owner_left_are_taken_on(client, community):
    leaver, bob = a_member(of=community), a_member(of=community)
    page = a_page(in_=community, title="Left alone", by=leaver)
    Membership.objects.filter(person=leaver).delete()
    client.force_login(bob)
    assert "Left alone" in _get(client, community, "unowned")
    client.post(page.address("take_on"))
    assert Entry.objects.get(pk=page.entry_id).owner == bob
    assert "You look after “Left alone” now." in _get(client, community, "unowned")
    assert "Left alone" not in _get(client, community, "unowned")
    client.force_login(a_member(of=community))
    assert client.post(page.address("take_on")).status_code == 403


def test_who_only_reads_gets_no_way_to_mend(client, community):
    client.force_login(a_colleague())
    html = _get(client, community, "broken")
    assert "/edit" not in html and "Nowhere" in html


def test_a_report_tells_nothing_of_what_its_reader_does_not_see(client, community):
    secret = a_page(in_=community, title="Canary", body="[[Lost]] [[Canary link]]")
    set_audience(secret.entry, "core", actor=community.created_by)
    client.force_login(a_member(of=community))
    for show in ("broken", "orphans", "unlinked", "unowned"):
        for query in ("", "?as=csv"):
            assert "Canary" not in _get(client, community, show, query)
    assert "Lost" in _get(client, community, "orphans")
    client.force_login(community.created_by)
    assert ">Lost<" not in _get(client, community, "orphans")


def test_a_table_is_taken_along_and_computes_nothing(client, community):
    a_page(in_=community, title="=cmd()", body="[[Gone]]")
    client.force_login(a_member(of=community))
    text = _get(client, community, "broken", "?as=csv")
    assert text.startswith("\ufeffPage,Address,Owner") and "'=cmd()" in text and text.count("\n") == 4


def test_strangers_find_no_report(client):
    community = a_community(audience="members")
    for person in (None, a_guest(), a_colleague()):
        if person:
            client.force_login(person)
        assert client.get(_address(community, "broken")).status_code == 404
    client.force_login(a_member(of=community))
    assert client.get(_address(community, "other")).status_code == 404


def test_it_takes_few_queries_however_much_there_is(client, community, django_assert_max_num_queries):
    for number in range(10):
        a_page(in_=community, title=f"P{number}", body="[[Gone]]", by=a_member(of=community))
    client.force_login(a_member(of=community))
    for show in ("broken", "unowned", "unlinked"):
        with django_assert_max_num_queries(10):
            client.get(_address(community, show))
