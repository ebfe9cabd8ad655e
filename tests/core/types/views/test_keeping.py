"""The settings of types, for leads and administrators."""

import html

import pytest

from practica.core.types import actions
from practica.core.types.models import Field, KnowledgeType
from practica.core.types.queries import values_of
from tests.builders import a_colleague, a_community, a_member
from tests.builders.pages import a_page
from tests.builders.types import a_field, a_type

pytestmark = pytest.mark.django_db
WORDS = {
    "label": "Pump record",
    "sentence": "One pump.",
    "icon": "data",
    "hue": "data",
    "checklist": "Has a place\n\n",
}


@pytest.fixture
def lead(client):
    """A signed-in lead with a community."""
    community = a_community()
    client.force_login(community.created_by)
    return community


def test_a_lead_makes_a_type_and_gives_it_fields(client, lead):
    answer = client.post(f"/c/{lead.slug}/types/new", WORDS)
    type = KnowledgeType.objects.get(community=lead)
    assert answer.url == type.get_absolute_url()
    assert type.checklist == ["Has a place"]
    sent = {"label": "Site", "kind": "choice", "choices": "Turku\nOulu\nTurku", "is_required": "on"}
    assert client.post(f"/types/{type.uid}/add-field", sent).status_code == 302
    assert a_field(type, "site").choices == [
        {"key": "turku", "label": "Turku"},
        {"key": "oulu", "label": "Oulu"},
    ]
    assert b"Needs an answer" in client.get(type.get_absolute_url()).content


def test_what_cannot_be_taken_stays_in_the_form(client, lead):
    type = a_type(in_=lead)
    answer = client.post(f"/types/{type.uid}/add-field", {"label": "Site", "kind": "choice", "choices": " "})
    assert answer.status_code == 422
    assert b"Write the options" in answer.content
    assert b'value="Site"' in answer.content


def test_a_lead_makes_a_summary_of_what_links_here(client, lead):
    machine, part = a_type(in_=lead, label="Machine"), a_type(in_=lead, label="Part", cost="number")
    lead_ = lead.created_by
    actions.add_field(part, label="Fits", kind="relation", options={"types": [machine.uid]}, actor=lead_)
    address = f"/types/{machine.uid}/add-field"
    shown = html.unescape(client.get(address).content.decode())
    assert "Part: pages whose “Fits” leads here" in shown
    sent = {
        "label": "Cost of parts",
        "kind": "rollup",
        "rollup_link": f"fits|{part.uid}",
        "rollup_how": "sum",
    }
    wrong = client.post(address, sent)
    assert wrong.status_code == 422
    assert "Choose the field that is looked at." in wrong.content.decode()
    assert 'value="Cost of parts"' in wrong.content.decode()
    assert client.post(address, sent | {"rollup_field": "cost"}).status_code == 302
    field = a_field(machine, "cost_of_parts")
    assert field.options["rollup"] == {"relation": "fits", "type": part.uid, "how": "sum", "field": "cost"}
    again = client.get(f"/type-fields/{field.uid}").content.decode()
    assert f'<option value="fits|{part.uid}" selected>' in again
    assert '<option value="cost" selected>' in again


def test_a_summary_without_any_link_is_refused_at_its_field(client, lead):
    type = a_type(in_=lead)
    sent = {"label": "How many", "kind": "rollup", "rollup_how": "count"}
    answer = client.post(f"/types/{type.uid}/add-field", sent)
    assert answer.status_code == 422
    assert "Choose which linked pages are summed up." in answer.content.decode()


def test_a_change_of_kind_is_shown_before_it_is_done_and_can_be_undone(client, lead):
    type = a_type(in_=lead, cost="text")
    page = a_page(in_=lead, type=type, values={"cost": "12"})
    a_page(in_=lead, type=type, values={"cost": "a lot"})
    field = a_field(type, "cost")
    address, sent = f"/type-fields/{field.uid}", {"label": "Cost", "kind": "number"}
    shown = client.post(address, sent)
    assert "1 go over, 1 do not" in shown.content.decode()
    assert "a lot" in shown.content.decode()
    assert a_field(type, "cost").kind == "text"
    assert client.post(address, sent | {"confirmed": "1"}).status_code == 302
    assert values_of([page.entry], seen_by=lead.created_by)[page.entry.pk] == {"cost": 12}
    client.post(f"/type-fields/{field.uid}/restore")
    assert values_of([page.entry], seen_by=lead.created_by)[page.entry.pk] == {"cost": "12"}


def test_an_option_is_renamed_in_place(client, lead):
    type = a_type(in_=lead, state=("choice", {"choices": ["Open", "Done"]}))
    page = a_page(in_=lead, type=type, values={"state": "Open"})
    sent = {"label": "State", "kind": "choice", "choices": "Open → To do\nDone"}
    assert client.post(f"/type-fields/{a_field(type, 'state').uid}", sent).status_code == 302
    assert b"To do" in client.get(page.get_absolute_url()).content


def test_of_two_leads_the_second_is_told_and_may_go_on(client, lead):
    type = a_type(in_=lead, label="Pump")
    sent = WORDS | {"version": type.version - 1}
    answer = client.post(f"/types/{type.uid}/words", sent)
    assert answer.status_code == 409
    assert b"Pump record" in answer.content
    again = client.post(f"/types/{type.uid}/words", sent | {"version": type.version})
    assert again.status_code == 302


def test_fields_are_moved_removed_and_brought_back(client, lead):
    type = a_type(in_=lead, one="text", two="text")
    first, second = a_field(type, "one"), a_field(type, "two")
    client.post(f"/type-fields/{second.uid}/move", {"to": "up"})
    assert list(Field.objects.current().filter(type=type).in_order()) == [second, first]
    client.post(f"/type-fields/{first.uid}/remove")
    assert b"Removed fields" in client.get(type.get_absolute_url()).content
    client.post(f"/type-fields/{first.uid}/restore")
    assert Field.objects.current().filter(type=type).count() == 2


def test_a_retired_type_is_not_offered_and_can_come_back(client, lead):
    type = a_type(in_=lead, label="Pump record")
    client.post(f"/types/{type.uid}/retire")
    assert b"Pump record" not in client.get(f"/c/{lead.slug}/pages/new").content
    client.post(f"/types/{type.uid}/retire")
    assert b"Pump record" in client.get(f"/c/{lead.slug}/pages/new").content


def test_members_and_others_do_not_keep_types(client, lead):
    type = a_type(in_=lead)
    site = KnowledgeType.objects.get(name="lesson")
    for person in (a_member(of=lead), a_colleague()):
        client.force_login(person)
        for address in (f"/c/{lead.slug}/types", type.get_absolute_url(), site.get_absolute_url(), "/types"):
            assert client.get(address).status_code == 403
        assert client.post(f"/types/{type.uid}/retire").status_code == 403
    hidden = a_type(in_=a_community(audience="members"))
    assert client.get(hidden.get_absolute_url()).status_code == 404
    client.logout()
    assert client.get("/types").status_code == 302


def test_administrators_keep_the_types_of_the_site(client):
    client.force_login(a_colleague(is_administrator=True))
    assert b"Lesson learned" in client.get("/types").content
    assert client.post("/types/new", WORDS).status_code == 302
    assert KnowledgeType.objects.get(label="Pump record").community is None


def test_a_member_files_an_after_action_review_from_the_community(client, lead):
    ann = a_member(of=lead)
    client.force_login(ann)
    address = f"/c/{lead.slug}/after-action-review"
    assert address in client.get(lead.get_absolute_url()).content.decode()
    answer = client.post(address, {"title": "Seal change", "f-expected": "An hour", "f-happened": "Three"})
    assert answer.status_code == 422
    assert b"An hour" in answer.content
    empty = client.post(address, {}).content.decode()
    assert empty.count('class="errors"') == 1 and "4 things need another look" in empty
    assert "“What happened?” needs an answer." in empty and "What happened?: “" not in empty
    sent = {
        "title": "Seal change",
        "f-expected": "An hour",
        "f-happened": "Three",
        "f-next_time": "Look first",
    }
    sent |= {"f-owner": ann.handle, "f-action": "Sort the shelf", "f-due": "2026-12-01"}
    shown = client.get(client.post(address, sent).url).content.decode()
    assert "After-action review" in shown
    assert "Look first" in shown
    assert ann.name in shown


def test_guests_of_a_community_do_not_file_reviews(client, lead):
    client.force_login(a_member(of=lead, role="guest"))
    assert client.get(f"/c/{lead.slug}/after-action-review").status_code == 403
