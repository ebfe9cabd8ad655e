"""Reading a page."""

import pytest
from django.urls import reverse

from practica.content.pages.actions import save
from practica.core.communities.actions import change
from practica.core.entries.actions import set_audience, verify
from practica.core.types.actions import remove_field, retype, set_values
from tests.builders import a_community, a_file, a_member, a_page, a_type

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


def test_what_leads_to_a_page_by_a_field_stands_beside_it_once_for_those_who_see_it(
    client, django_assert_max_num_queries
):
    community = a_community()
    ann = community.created_by
    lesson = a_type(in_=community, label="Lesson", standard="relation")
    seals = a_page(in_=community, title="Seals")
    both = a_page(in_=community, title="The seal that failed", body="[[Seals]]", type=lesson)
    hidden = a_page(in_=community, title="Canary", type=lesson)
    for page in (both, hidden):
        set_values(page.entry, {"standard": [seals.entry.uid]}, actor=ann)
    set_audience(hidden.entry, "core", actor=ann)
    client.force_login(a_member(of=community))
    client.get(seals.get_absolute_url())
    with django_assert_max_num_queries(9):
        html = client.get(seals.get_absolute_url()).content.decode()
    linked = html[html.index("Linked from") :]
    assert linked.count("The seal that failed</bdi>") == 1 and "Canary" not in linked
    remove_field(lesson.fields.get(), actor=ann)
    client.force_login(ann)
    assert "Canary" not in client.get(seals.get_absolute_url()).content.decode().partition("Linked from")[2]


def test_a_field_of_the_type_a_page_had_before_leads_nowhere(client):
    community = a_community()
    ann = community.created_by
    lesson = a_type(in_=community, label="Lesson", standard="relation")
    seals = a_page(in_=community, title="Seals")
    leading = a_page(in_=community, title="The seal that failed", type=lesson)
    set_values(leading.entry, {"standard": [seals.entry.uid]}, actor=ann)
    client.force_login(ann)
    assert "The seal that failed" in client.get(seals.get_absolute_url()).text.partition("Linked from")[2]
    retype(leading.entry, a_type(in_=community, label="Note"), actor=ann)
    assert "The seal that failed" not in client.get(seals.get_absolute_url()).text.partition("Linked from")[2]


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
