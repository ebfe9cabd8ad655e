"""The fields of a page where it is written and read."""

import json

import pytest

from practica.content.pages.models import Page
from practica.core.types import actions
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import values_of
from tests.builders import a_community, a_guest, a_member, settle
from tests.builders.pages import a_page
from tests.builders.types import a_field, a_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(client):
    """A signed-in lead, her community, a type with two fields and a page of it."""
    community = a_community()
    type = a_type(in_=community, cost="number", note="text")
    page = a_page(in_=community, type=type, values={"cost": 5})
    client.force_login(community.created_by)
    return community, type, page


def _sent(client, page, **more):
    """What the form of ``page`` sends when nothing but ``more`` is changed."""
    shown = client.get(page.edit_url).context
    form, fields = shown["form"], shown["fields_form"]
    data = {"title": page.entry.title, "body": page.body, "started_from": page.version, "topics": ""}
    data |= {name: field.initial or "" for name, field in form.fields.items() if name not in data}
    data |= {f"f-{name}": text for name, text in fields.now.items()}
    return data | {"f--was": fields.opened_with, "f--type": f"{fields.type.uid}:{fields.type.version}"} | more


def _held(page):
    return values_of([page.entry], seen_by=page.entry.author)[page.entry.pk]


def test_a_new_page_of_a_type_begins_with_its_template_and_keeps_its_fields(client, scene):
    community, type, _page = scene
    actions.change_type(type, template="## Where it stands", actor=community.created_by)
    address = f"/c/{community.slug}/pages/new?type={type.uid}"
    shown = client.get(address)
    assert b"## Where it stands" in shown.content
    assert b'name="f-cost"' in shown.content
    answer = client.post(
        address, {"title": "Pump", "body": "x", "parent": "top", "f-cost": "12,5", "type": type.uid}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert b"12.5" in client.get(answer.url).content


def test_a_value_that_cannot_be_taken_stays_in_the_form_with_its_reason(client, scene):
    _community, _type, page = scene
    answer = client.post(page.edit_url, _sent(client, page, **{"f-cost": "a lot", "body": "New words"}))
    assert answer.status_code == 422
    assert "a lot" in answer.content.decode()
    assert "Write a number" in answer.content.decode()
    assert "New words" in answer.content.decode()
    assert _held(page) == {"cost": 5}


def test_only_what_the_writer_changed_is_saved(client, scene):
    _community, _type, page = scene
    sent = _sent(client, page, **{"f-note": "Seal"})
    actions.set_values(page.entry, {"cost": 9}, actor=page.entry.author)
    assert client.post(page.edit_url, sent).status_code == 302
    assert _held(page) == {"cost": 9, "note": "Seal"}


def test_two_who_change_the_same_field_are_told_and_the_second_decides(client, scene):
    _community, _type, page = scene
    sent = _sent(client, page, **{"f-cost": "7"})
    actions.set_values(page.entry, {"cost": 9}, actor=page.entry.author)
    answer = client.post(page.edit_url, sent)
    assert answer.status_code == 422
    assert "Somebody else changed this to “9”" in answer.content.decode()
    again = sent | {"f--was": json.dumps(answer.context["fields_form"].was)}
    assert client.post(page.edit_url, again).status_code == 302
    assert _held(page) == {"cost": 7}


def test_what_was_written_in_a_field_that_went_meanwhile_is_given_back(client, scene):
    community, type, page = scene
    sent = _sent(client, page, **{"f-note": "Three hours of typing"})
    actions.remove_field(a_field(type, "note"), actor=community.created_by)
    answer = client.post(page.edit_url, sent)
    assert answer.status_code == 422
    assert "Three hours of typing" in answer.content.decode()
    assert "were changed while you were writing" in answer.content.decode()


def test_a_field_that_changed_its_kind_meanwhile_says_what_it_wants_now(client, scene):
    community, type, page = scene
    sent = _sent(client, page, **{"f-note": "soon"})
    actions.change_field(a_field(type, "note"), kind="date", actor=community.created_by)
    answer = client.post(page.edit_url, sent)
    assert answer.status_code == 422
    assert "Write a day like" in answer.content.decode()
    assert 'value="soon"' in answer.content.decode()


def test_a_required_field_is_asked_for(client, scene):
    community, type, _page = scene
    actions.change_field(a_field(type, "cost"), is_required=True, actor=community.created_by)
    address = f"/c/{community.slug}/pages/new?type={type.uid}"
    answer = client.post(address, {"title": "Pump", "body": "x", "parent": "top", "f-cost": ""})
    assert answer.status_code == 422
    assert "needs an answer" in answer.content.decode()


def test_the_type_of_another_community_is_not_there(client, scene):
    community = scene[0]
    foreign = a_type(in_=a_community(audience="members"))
    assert client.get(f"/c/{community.slug}/pages/new?type={foreign.uid}").status_code == 404


def test_a_reader_of_a_page_with_fields_asks_at_most_eight_questions(
    client, scene, django_assert_max_num_queries
):
    community, type, page = scene
    actions.add_field(type, label="See", kind="relation", actor=community.created_by)
    other = a_page(in_=community, title="Other")
    actions.set_values(page.entry, {"note": "Seal", "see": other.entry.uid}, actor=community.created_by)
    address = page.get_absolute_url()
    client.get(address)
    with django_assert_max_num_queries(8):
        shown = client.get(address).content.decode()
    assert "Seal" in shown
    assert "Other" in shown


def test_a_plain_page_asks_nothing_about_fields(client, scene, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page = a_page(in_=scene[0])
    client.get(page.get_absolute_url())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(page.get_absolute_url())
    # Whether a field of another page leads here is a part of the question for the page itself.
    others = [one["sql"] for one in asked.captured_queries if "is_pointed_at" not in one["sql"]]
    assert len(others) == len(asked.captured_queries) - 1
    assert not [sql for sql in others if "types_value" in sql or "types_field" in sql]


@pytest.mark.parametrize("who", ["guest", "elsewhere", "stranger"])
def test_those_who_do_not_see_a_page_see_nothing_of_its_fields(client, who):
    community = a_community(audience="members")
    page = a_page(in_=community, type=a_type(in_=community, note="text"), values={"note": "Secret"})
    client.logout()
    if who != "stranger":
        client.force_login(a_guest() if who == "guest" else a_member(of=a_community()))
    for address in (page.get_absolute_url(), f"/e/{page.entry.uid}/type", f"/api/pages/{page.entry.uid}"):
        answer = client.get(address)
        assert answer.status_code in (302, 404)
        assert b"Secret" not in answer.content


def test_a_page_changes_its_type_after_a_look_at_what_would_not_fit(client, scene):
    community, type, page = scene
    lesson = KnowledgeType.objects.get(name="lesson")
    address = f"/e/{page.entry.uid}/type"
    looked = client.post(address, {"type": lesson.uid})
    assert looked.status_code == 200 and "kept beside the page" in looked.content.decode()
    assert Page.objects.get(pk=page.pk).type == type
    answer = client.post(address, {"type": lesson.uid, "confirmed": "1"})
    assert answer.url == address
    shown = client.get(address).content.decode()
    assert "Kept from before" in shown
    old = a_field(scene[1], "cost")
    into = a_field(lesson, "happened")
    assert client.post(f"/e/{page.entry.uid}/kept", {"field": old.uid, "into": into.uid}).status_code == 302
    assert _held(page) == {"happened": "5"}
    assert community.created_by


def test_words_of_fields_are_found_by_search(client, scene, settings, tmp_path):
    settings.SEARCH_DIR = str(tmp_path / "search")
    _community, _type, page = scene
    actions.set_values(page.entry, {"note": "flibbertigibbet"}, actor=page.entry.author)
    settle()
    assert client.get("/api/search?q=flibbertigibbet").json()["total"] == 1


def test_machines_read_and_write_fields(client, scene):
    _community, type, page = scene
    address = f"/api/pages/{page.entry.uid}"
    told = client.get(address).json()
    assert (told["type"], told["fields"]) == (type.uid, {"cost": 5})
    answer = client.patch(
        address,
        {"version": page.version, "fields": {"cost": None, "note": "Seal"}},
        content_type="application/json",
    )
    assert answer.json()["fields"] == {"note": "Seal"}
    refused = client.patch(
        address, {"version": page.version, "fields": {"nothing": 1}}, content_type="application/json"
    )
    assert (refused.status_code, refused.json()["field"]) == (422, "nothing")
    read = client.get(f"/api/types/{type.uid}").json()
    assert [field["name"] for field in read["fields"]] == ["cost", "note"]


def test_a_draft_of_a_page_to_be_keeps_what_it_is_to_be_and_its_fields(client, scene):
    community, type, _page = scene
    typed = {"title": "Pump", "body": "x", "type": type.uid, "f-cost": "a lot", "f--type": f"{type.uid}:1"}
    draft = client.post(f"/c/{community.slug}/pages/draft", typed | {"draft": "k7m2p9qd4rxt"}).json()["draft"]
    shown = client.get(f"/c/{community.slug}/pages/new?draft={draft}").content.decode()
    assert 'value="a lot"' in shown
    assert f'name="type" value="{type.uid}"' in shown


def test_a_draft_of_a_page_keeps_fields_and_still_knows_what_stood_there(client, scene):
    community, _type, page = scene
    sent = _sent(client, page, **{"f-cost": "7"})
    client.post(f"/c/{community.slug}/pages/draft?page={page.entry.uid}", sent)
    assert 'value="7"' in client.get(page.edit_url).content.decode()
    actions.set_values(page.entry, {"cost": 9}, actor=page.entry.author)
    again = client.get(page.edit_url).context["fields_form"]
    answer = client.post(page.edit_url, sent | {"f--was": again.opened_with})
    assert "Somebody else changed this to “9”" in answer.content.decode()


def test_a_field_is_saved_as_it_is_left_and_one_that_cannot_be_says_why(client, scene):
    _community, _type, page = scene
    sent = _sent(client, page, **{"f-note": "Seal", "f-cost": "a lot"})
    answer = client.post(f"/e/{page.entry.uid}/fields", sent)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["f-cost"]
    assert _held(page) == {"cost": 5, "note": "Seal"}
    again = sent | {"f-cost": "7", "f-note": "Seals", "f--was": answer.json()["was"]}
    assert client.post(f"/e/{page.entry.uid}/fields", again).status_code == 200
    assert _held(page) == {"cost": 7, "note": "Seals"}
