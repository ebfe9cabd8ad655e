"""Reading a page."""

import pytest
from django.urls import reverse

from practica.content.pages.actions import save
from practica.core.communities.actions import change
from practica.core.entries.actions import set_audience, verify
from tests.builders import a_community, a_file, a_member, a_page

pytestmark = pytest.mark.django_db


def test_a_reader_sees_title_text_way_and_versions(client):
    community = a_community("Pumps")
    above = a_page(in_=community, title="Rotating equipment")
    page = a_page(in_=community, title="Seals", parent=above, body="## Before\n\nIsolate first.")
    client.force_login(community.created_by)
    html = client.get(page.get_absolute_url()).content.decode()
    for words in ("Seals</h1>", 'id="h-before"', "Isolate first.", "Rotating equipment", "1 min read"):
        assert words in html


def test_words_are_counted_where_there_are_any(client):
    community = a_community("Pumps")
    client.force_login(community.created_by)
    for body, counted in (("Isolate first.", True), ("", False)):
        page = a_page(in_=community, title=f"Seals {counted}", body=body)
        assert ("<dt>Words</dt>" in client.get(page.get_absolute_url()).content.decode()) == counted


def test_a_page_takes_few_queries_however_large_its_surroundings(client, django_assert_max_num_queries):
    community = a_community()
    above = a_page(in_=community)
    page = a_page(in_=community, parent=above, topics=["seals"], title="Seals")
    for _number in range(8):
        a_page(in_=community, parent=page, body="[[Seals]]")
    a_file(in_=community, by=community.created_by)
    verify(page.entry, actor=community.created_by)
    client.force_login(community.created_by)
    with django_assert_max_num_queries(8):
        assert client.get(page.get_absolute_url()).status_code == 200


def test_old_titles_and_old_names_of_the_community_lead_on(client):
    community = a_community("Pumps")
    page = a_page(in_=community, title="Old")
    old = page.get_absolute_url()
    ann = community.created_by
    save(page, title="New", body=page.body, started_from=1, actor=ann)
    change(community, name="Pumps and seals", actor=ann)
    client.force_login(ann)
    answer = client.get(old + "?x=1")
    assert answer.status_code == 301
    assert answer.url == f"/c/pumps-and-seals/pages/new-{page.entry.uid}?x=1"
    assert client.get(answer.url).status_code == 200


def test_the_markdown_is_given_as_it_is_written(client):
    page = a_page(in_=a_community(), title="Seals", body="**Run** dry.")
    client.force_login(page.community.created_by)
    answer = client.get(reverse("pages:markdown", args=[page.community.slug, page.entry.handle]))
    assert answer.content.decode() == "# Seals\n\n**Run** dry.\n"


def test_every_backlink_can_be_reached(client):
    page = a_page(in_=a_community(), title="Seals")
    for number in range(7):
        a_page(in_=page.community, title=f"Source {number}", body="See [[Seals]].")
    client.force_login(page.entry.author)

    text = client.get(page.get_absolute_url()).text

    assert all(f"Source {number}</bdi></a>" in text.partition('id="linked-title"')[2] for number in range(7))


def test_a_backlink_from_an_unseen_page_is_not_shown(client):
    community = a_community()
    page = a_page(in_=community, title="Seals")
    secret = a_page(in_=community, title="Canary", body="[[Seals]]")
    set_audience(secret.entry, "core", actor=community.created_by)
    client.force_login(a_member(of=community))
    assert b"Canary" not in client.get(page.get_absolute_url()).content
    client.force_login(community.created_by)
    assert b"Canary" in client.get(page.get_absolute_url()).content
