"""Talks about passages through the API."""

import pytest

from tests.builders import a_colleague, a_community, a_member, a_page
from tests.interfaces.api.programs import Program

pytestmark = pytest.mark.django_db


def test_a_program_comments_replies_and_settles():
    pumps = a_community("Pumps")
    page = a_page(in_=pumps, title="Seals", body="A seal fails early. Ask the shift.")
    program, path = Program(a_member(of=pumps)), f"/entries/{page.entry.uid}/comments"
    made = program.post(path, quote="Ask the shift.", body="Which?")
    assert made.status_code == 201 and made.json()["prefix"] == "A seal fails early. "
    uid = made.json()["uid"]
    answered = program.post(f"/comments/{uid}/replies", body="The **night** shift.").json()
    assert answered["replies"][0]["html"] == '<p dir="auto">The <strong>night</strong> shift.</p>'
    assert program.post(f"/comments/{uid}/resolve").json()["is_resolved"]
    assert [one["is_resolved"] for one in program.get(path).json()] == [True]
    assert not program.post(f"/comments/{uid}/reopen").json()["is_resolved"]


def test_a_reader_who_is_no_member_reads_and_cannot_write():
    pumps = a_community("Pumps")
    page = a_page(in_=pumps, title="Seals", body="Ask the shift.")
    path = f"/entries/{page.entry.uid}/comments"
    uid = Program(a_member(of=pumps)).post(path, quote="Ask the shift.", body="Which?").json()["uid"]
    reader = Program(a_colleague())
    assert reader.get(path).json()[0]["body"] == "Which?"
    assert reader.post(path, quote="Ask the shift.", body="x").status_code == 403
    assert reader.post(f"/comments/{uid}/resolve").status_code == 403
    assert reader.delete(f"/comments/{uid}").status_code == 403


def test_a_quote_the_text_does_not_say_is_at_fault():
    pumps = a_community("Pumps")
    page = a_page(in_=pumps, title="Seals", body="Ask the shift.")
    answer = Program(a_member(of=pumps)).post(
        f"/entries/{page.entry.uid}/comments", quote="No such words", body="x"
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "quote")
