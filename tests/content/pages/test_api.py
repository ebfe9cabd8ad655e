"""Pages through the API: the same actions and refusals as the pages in the browser."""

import pytest

from practica.content.pages.actions import save
from practica.core.entries.models import Entry
from tests.builders import a_colleague, a_community, a_member, a_page
from tests.interfaces.api.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return a_colleague("Ann")


@pytest.fixture
def pumps(ann):
    return a_community("Pumps", led_by=ann)


def test_a_member_writes_a_page_and_reads_it_back(pumps):
    program = Program(a_member(of=pumps))
    made = program.post(
        "/communities/pumps/pages", title="Seals", body="## Why\n\nBecause.", topics=["pumps"]
    )
    page = program.get(f"/pages/{made.json()['uid']}").json()
    assert made.status_code == 201
    assert (page["body"], page["version"], page["topics"]) == ("## Why\n\nBecause.", 1, ["pumps"])
    assert page["outline"][0]["text"] == "Why"


def test_a_save_over_a_newer_version_answers_with_both_texts(pumps, ann):
    page = a_page(in_=pumps, by=ann, title="Seals", body="Old.")
    save(page, title="Seals", body="Newer.", started_from=1, actor=ann)
    answer = Program(ann).patch(f"/pages/{page.entry.uid}", version=1, body="Mine.")
    assert answer.status_code == 409
    assert (answer.json()["version"], answer.json()["body"]) == (2, "Newer.")
    assert answer.json()["sent_body"] == "Mine."


def test_what_is_left_out_of_a_change_stays(pumps, ann):
    page = a_page(in_=pumps, by=ann, title="Seals", body="Old.", topics=["pumps"])
    answer = Program(ann).patch(f"/pages/{page.entry.uid}", version=1, title="Shaft seals")
    assert (answer.json()["title"], answer.json()["body"]) == ("Shaft seals", "Old.")
    assert answer.json()["topics"] == ["pumps"]


def test_a_list_goes_on_where_it_ended(pumps, ann):
    for number in range(5):
        a_page(in_=pumps, by=ann, title=f"Page {number}")
    program, after, titles = Program(ann), "", []
    while True:
        answer = program.get("/communities/pumps/pages", limit=2, after=after).json()
        titles += [page["title"] for page in answer["items"]]
        if not (after := answer["after"]):
            break
    assert titles == [f"Page {number}" for number in range(5)]


def test_a_page_moves_below_another(pumps, ann):
    above, page = a_page(in_=pumps, by=ann), a_page(in_=pumps, by=ann)
    moved = Program(ann).post(f"/pages/{page.entry.uid}/move", parent=above.entry.uid)
    assert moved.json()["parent"] == above.entry.uid


def test_a_deleted_page_is_gone_and_in_the_bin(pumps, ann):
    page, program = a_page(in_=pumps, by=ann), Program(ann)
    assert program.delete(f"/pages/{page.entry.uid}").status_code == 204
    assert program.get(f"/pages/{page.entry.uid}").status_code == 404
    assert Entry.objects.get(pk=page.entry_id).state == "binned"


def test_old_versions_are_read_by_number(pumps, ann):
    page = a_page(in_=pumps, by=ann, body="First.")
    save(page, title="Seals", body="Second.", started_from=1, reason="newer", actor=ann)
    program = Program(ann)
    history = program.get(f"/pages/{page.entry.uid}/revisions").json()
    assert [(one["number"], one["reason"]) for one in history["items"]] == [(2, "newer"), (1, "")]
    assert program.get(f"/pages/{page.entry.uid}/revisions/1").json()["body"] == "First."


def test_a_page_under_a_hidden_one_does_not_name_it(pumps, ann):
    above = a_page(in_=pumps, by=ann, audience="core")
    page = a_page(in_=pumps, by=ann, parent=above)
    member = Program(a_member(of=pumps))
    assert member.get(f"/pages/{page.entry.uid}").json()["parent"] == ""
    assert member.post("/communities/pumps/pages", title="X", parent=above.entry.uid).status_code == 422


def test_who_is_no_member_reads_and_is_refused_writing(pumps, ann):
    page, reader = a_page(in_=pumps, by=ann), Program(a_colleague())
    assert reader.get(f"/pages/{page.entry.uid}").status_code == 200
    assert reader.patch(f"/pages/{page.entry.uid}", version=1, body="Mine.").status_code == 403


def test_two_versions_are_compared_and_each_passage_has_a_writer(pumps, ann):
    page = a_page(in_=pumps, by=ann, title="Seals", body="It fails. Ask.")
    bob = a_member(of=pumps)
    save(page, title="Seals", body="It fails. Check the plan.", started_from=1, actor=bob)
    program = Program(ann)
    found = program.get(f"/pages/{page.entry.uid}/compare", old=1, new=2).json()
    assert "<ins>Check the plan</ins>" in found["html"] and found["blocks"][0]["kind"] == "changed"
    (passage,) = program.get(f"/pages/{page.entry.uid}/passages").json()
    assert (passage["author"], passage["version"]) == (bob.name, 2)
    assert passage["earlier"] == [{"version": 1, "author": "Ann"}]


def test_an_old_version_is_restored_from_the_one_that_stands(pumps, ann):
    page = a_page(in_=pumps, by=ann, title="Seals", body="Old.")
    save(page, title="Seals", body="New.", started_from=1, actor=ann)
    program = Program(ann)
    assert program.post(f"/pages/{page.entry.uid}/revisions/1/restore", version=1).status_code == 409
    back = program.post(f"/pages/{page.entry.uid}/revisions/1/restore", version=2).json()
    assert (back["body"], back["version"]) == ("Old.", 3)


def test_a_program_suggests_and_another_takes_a_passage(pumps, ann):
    page = a_page(in_=pumps, by=ann, title="Seals", body="One is this.\n\nTwo is that.")
    reader = Program(a_colleague())
    sent = {"version": 1, "title": "Seals", "body": "One is it.\n\nTwo is those."}
    made = reader.post(f"/pages/{page.entry.uid}/suggestions", **sent)
    first, _second = made.json()["passages"]
    uid = made.json()["uid"]
    assert made.status_code == 201 and first["answer"] == ""
    refused = reader.post(f"/proposals/{uid}/answer", answer="accept", passages=[first["key"]])
    assert refused.status_code == 403
    program = Program(ann)
    program.post(f"/proposals/{uid}/answer", answer="accept", passages=[first["key"]])
    assert program.get(f"/pages/{page.entry.uid}").json()["body"] == "One is it.\n\nTwo is that."
    assert [one["uid"] for one in program.get(f"/pages/{page.entry.uid}/proposals").json()] == [uid]
    assert Program(a_colleague()).get(f"/proposals/{uid}").status_code == 404
    assert reader.delete(f"/proposals/{uid}").status_code == 204


def test_where_pages_are_reviewed_a_save_waits_and_the_live_version_is_answered(pumps, ann):
    page = a_page(in_=pumps, by=ann, title="Seals", body="Old.")
    assert Program(ann).patch("/communities/pumps", approvals_needed=1).json()["approvals_needed"] == 1
    writer = a_member(of=pumps)
    answer = Program(writer).patch(f"/pages/{page.entry.uid}", version=1, body="New.").json()
    assert (answer["body"], answer["version"]) == ("Old.", 1)
    stale = Program(ann).post(f"/proposals/{answer['proposal']}/verdict", round=2, approves=True)
    assert stale.status_code == 409
    Program(ann).post(f"/proposals/{answer['proposal']}/verdict", round=1, approves=True)
    assert Program(writer).get(f"/pages/{page.entry.uid}").json()["body"] == "New."


def test_a_draft_is_published_through_the_api(pumps):
    writer = Program(a_member(of=pumps))
    made = writer.post("/communities/pumps/pages", title="Half", body="Half.", as_draft=True).json()
    assert made["state"] == "draft"
    assert Program(a_member(of=pumps)).get(f"/pages/{made['uid']}").status_code == 404
    writer.post(f"/pages/{made['uid']}/publish")
    assert Program(a_member(of=pumps)).get(f"/pages/{made['uid']}").json()["state"] == "published"
