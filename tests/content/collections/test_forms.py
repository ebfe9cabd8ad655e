"""Forms: members send rows, others send what the core group takes in; nobody floods, nobody is trapped."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from practica.content.collections import actions
from practica.content.collections.models import RowForm, Submission
from practica.content.pages.models import Revision
from practica.core.entries.models import Entry
from practica.core.ledger.listeners import deliver_due
from practica.core.types.actions import add_field
from practica.core.types.models import Value
from practica.kit.access import Invalid, Refused
from practica.reach.notifications.models import Notice
from tests.builders import a_colleague, a_collection, a_community, a_member

pytestmark = pytest.mark.django_db
ASKS = ["site", "cost", "owner"]


@pytest.fixture(autouse=True)
def _nobody_has_sent_yet():
    cache.clear()


@pytest.fixture
def pumps():
    community = a_community()
    return a_collection(in_=community, by=a_member(of=community, role="core"))


def a_form(pumps, who: str = "members", **more) -> RowForm:
    return actions.add_form(pumps, name="Report a pump", asks=ASKS, who=who, actor=pumps.entry.author, **more)


def rows() -> int:
    return Entry.objects.filter(kind="page").count()


def test_what_a_member_sends_is_a_row_at_once(client, pumps):
    form = a_form(pumps)
    client.force_login(a_member(of=pumps.entry.community))
    answer = client.post(pumps.address("form", form.uid), {"title": "P-7", "site": "turku", "cost": "5"})
    assert answer.status_code == 302
    assert Entry.objects.get(title="P-7").get_absolute_url() == answer.url


def test_what_others_send_waits_for_the_core_group(client, pumps):
    form = a_form(pumps, who="signed_in")
    client.force_login(a_colleague())
    answer = client.post(pumps.address("form", form.uid), {"title": "P-8", "site": "oulu", "cost": "5"})
    assert "Thank you" in answer.content.decode()
    assert rows() == 0
    sent = Submission.objects.get()
    client.force_login(pumps.entry.author)
    assert "P-8" in client.get(pumps.address("waiting")).content.decode()
    client.post(pumps.address("decide", sent.uid), {"do": "take"})
    assert Value.objects.get(entry__title="P-8", field__name="cost").number == 5
    client.post(pumps.address("decide", sent.uid), {"do": "take"})
    assert rows() == 1


def test_who_sent_it_and_when_stand_apart_and_the_reason_is_a_field_like_others(client, pumps):
    actions.send(a_form(pumps, who="signed_in"), title="P-9", values={}, actor=a_colleague())
    client.force_login(pumps.entry.author)
    page = client.get(pumps.address("waiting")).content.decode()
    assert '<div class="meta"><span>' in page
    assert re.search(r'<input class="input[^>]* name="reason"', page)


def test_what_is_not_taken_becomes_no_row(pumps):
    sent = actions.send(a_form(pumps, who="signed_in"), title="Spam", values={}, actor=a_colleague())
    actions.decide(sent, take=False, actor=pumps.entry.author)
    assert rows() == 0


def test_anyone_with_the_link_may_send_and_is_asked_for_no_people(client, pumps):
    form = a_form(pumps, who="anyone")
    secret = actions.open_form(form, actor=pumps.entry.author)
    page = client.get(f"/open/forms/{secret}").content.decode()
    assert 'name="cost"' in page
    assert 'name="owner"' not in page
    answer = client.post(f"/open/forms/{secret}", {"title": "From outside", "contact": "Zoe"})
    assert "Thank you" in answer.content.decode()
    assert Submission.objects.get().contact == "Zoe"


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(client, pumps):
    secret = actions.open_form(a_form(pumps, who="anyone"), actor=pumps.entry.author)
    page = client.get(f"/open/forms/{secret}").content.decode()
    assert 'aria-hidden="true"><label>Leave this empty<input name="website" tabindex="-1"' in page
    answer = client.post(f"/open/forms/{secret}", {"title": "Buy", "website": "https://spam.example"})
    assert "Thank you" in answer.content.decode()
    assert not Submission.objects.exists()


def test_a_flood_is_stopped_and_keeps_what_was_typed(client, pumps):
    secret = actions.open_form(a_form(pumps, who="anyone"), actor=pumps.entry.author)
    answers = [client.post(f"/open/forms/{secret}", {"title": f"Row {n}"}) for n in range(21)]
    assert [one.status_code for one in answers] == [200] * 20 + [429]
    assert 'value="Row 20"' in answers[-1].content.decode()
    assert Submission.objects.count() == 20


def test_what_does_not_fit_is_said_beside_its_question(client, pumps):
    secret = actions.open_form(a_form(pumps, who="anyone"), actor=pumps.entry.author)
    answer = client.post(f"/open/forms/{secret}", {"title": "P", "cost": "lots"})
    assert answer.status_code == 422
    assert 'value="lots"' in answer.content.decode()
    assert client.post(f"/open/forms/{secret}", {"title": "x" * 70_000}).status_code == 429


def test_a_closed_form_and_an_old_link_lead_nowhere(client, pumps):
    form = a_form(pumps, who="anyone")
    old = actions.open_form(form, actor=pumps.entry.author)
    new = actions.open_form(form, actor=pumps.entry.author)
    assert client.get(f"/open/forms/{old}").status_code == 404
    kept = {"name": form.name, "asks": ASKS, "intro": "", "thanks": ""}
    actions.change_form(form, **kept, who="anyone", is_open=False, actor=pumps.entry.author)
    assert client.get(f"/open/forms/{new}").status_code == 404
    actions.change_form(form, **kept, who="members", is_open=True, actor=pumps.entry.author)
    assert client.get(f"/open/forms/{new}").status_code == 404


def test_members_make_forms_for_members_and_the_core_group_for_others(pumps):
    member = a_member(of=pumps.entry.community)
    actions.add_form(pumps, name="Ours", asks=ASKS, actor=member)
    with pytest.raises(Refused):
        actions.add_form(pumps, name="For all", asks=ASKS, who="anyone", actor=member)
    with pytest.raises(Refused):
        actions.decide(
            actions.send(a_form(pumps, who="signed_in"), title="P", values={}, actor=a_colleague()),
            take=True,
            actor=member,
        )


def test_a_form_for_anyone_needs_an_open_community():
    community = a_community(audience="members")
    pumps = a_collection(in_=community, by=a_member(of=community, role="core"))
    with pytest.raises(Invalid):
        actions.open_form(a_form(pumps, who="anyone"), actor=pumps.entry.author)


def told(person) -> list[str]:
    deliver_due()
    return [notice.words for notice in Notice.objects.filter(person=person)]


def a_sent_row(client, pumps, *, by=None) -> Submission:
    form = a_form(pumps, who="signed_in")
    client.force_login(by or a_colleague())
    client.post(pumps.address("form", form.uid), {"title": "P-8", "site": "oulu", "cost": "5"})
    return Submission.objects.get()


def test_a_row_is_by_whoever_sent_it_and_let_in_by_whoever_took_it(client, pumps):
    ann, decider = a_colleague("Ann"), pumps.entry.author
    actions.decide(a_sent_row(client, pumps, by=ann), take=True, actor=decider)
    row = Entry.objects.get(title="P-8")
    version = Revision.objects.get(page__entry=row)
    assert (row.author, row.owner) == (ann, decider)
    assert (version.author, version.accepted_by) == (ann, decider)


@pytest.mark.parametrize(("name", "shown"), [("Bo of Turku", "Bo of Turku"), ("", "Sent by “Report a pump”")])
def test_a_row_from_outside_bears_the_name_its_sender_gave(client, name, shown):
    community = a_community(audience="public")
    pumps = a_collection(in_=community, by=a_member(of=community, role="core"))
    secret = actions.open_form(a_form(pumps, who="anyone"), actor=pumps.entry.author)
    client.post(f"/open/forms/{secret}", {"title": "P-9", "sender_name": name, "contact": "bo@example.org"})
    actions.decide(Submission.objects.get(), take=True, actor=pumps.entry.author)
    version = Revision.objects.get(page__entry__title="P-9")
    assert (version.author, version.writer, version.accepted_by) == (None, shown, pumps.entry.author)
    assert Entry.objects.get(title="P-9").author is None


def test_those_who_decide_hear_that_something_waits_and_members_do_not(client, pumps):
    member = a_member(of=pumps.entry.community)
    a_sent_row(client, pumps, by=a_colleague("Ann"))
    assert told(pumps.entry.author) == [f"Ann sent “P-8” for “{pumps.entry.title}”. It waits for you."]
    assert told(member) == []


def test_whoever_sent_it_hears_that_it_was_taken_and_where_it_is(client, pumps):
    ann = a_colleague("Ann")
    row = actions.decide(a_sent_row(client, pumps, by=ann), take=True, actor=pumps.entry.author)
    assert told(ann) == [f"“P-8”, which you sent, is in “{pumps.entry.title}” now."]
    assert Notice.objects.get(person=ann).get_absolute_url() == f"/e/{row.uid}"


def test_whoever_sent_it_hears_why_it_was_not_taken(client, pumps):
    ann = a_colleague("Ann")
    sent = a_sent_row(client, pumps, by=ann)
    client.force_login(pumps.entry.author)
    client.post(pumps.address("decide", sent.uid), {"do": "refuse", "reason": "  We have  it already. "})
    assert told(ann) == [f"“P-8” was not taken into “{pumps.entry.title}”: We have it already."]


@pytest.mark.parametrize("name", ["website", "contact", "sender_name", "title"])
def test_a_field_called_like_something_of_the_form_itself_is_a_question_like_others(client, pumps, name):
    """One called Website was taken for the trap: what people sent was thanked for and thrown away. One called
    Contact lost its answer, or took that of the sender, whom only those who decide may see."""
    founder = pumps.entry.community.created_by
    field = add_field(pumps.type, label=name.replace("_", " ").title(), name=name, actor=founder)
    pumps.type.refresh_from_db()
    form = actions.add_form(pumps, name="Report", asks=[field.name], who="anyone", actor=pumps.entry.author)
    address = f"/open/forms/{actions.open_form(form, actor=pumps.entry.author)}"
    page = client.get(address).content.decode()
    asked = f"asked-{field.name}"
    assert f'name="{asked}"' in page

    client.post(address, {"title": "P-9", asked: "An answer", "contact": "eve@example.org"})

    sent = Submission.objects.get()
    assert (sent.title, sent.values, sent.contact) == ("P-9", {field.name: "An answer"}, "eve@example.org")


def test_the_choice_of_who_may_send_says_who_takes_it_in():
    others = [label for value, label in RowForm.Who.choices if value != RowForm.Who.MEMBERS]

    assert all("the core group takes it in" in label for label in others)
