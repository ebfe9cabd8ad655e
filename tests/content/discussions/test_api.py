"""Questions and discussions through the API."""

import pytest

from tests.builders import a_colleague, a_community, a_discussion, a_member, a_question, a_reply, an_answer
from tests.interfaces.api.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def pumps():
    return a_community("Pumps", led_by=a_colleague("Ann"))


def test_a_question_is_asked_answered_and_settled(pumps):
    asker, helper = Program(a_member(of=pumps)), Program(a_member(of=pumps))
    uid = asker.post("/communities/pumps/questions", title="Why does it leak?").json()["uid"]
    answer = helper.post(f"/questions/{uid}/answers", body="Check the **seal**.").json()
    assert asker.put(f"/posts/{answer['uid']}/acceptance").status_code == 204
    read = asker.get(f"/questions/{uid}").json()
    assert read["is_answered"] and read["posts"][0]["is_accepted"]
    assert "<strong>seal</strong>" in read["posts"][0]["html"]


def test_votes_are_given_once_and_taken_back(pumps):
    post = an_answer(to=a_question(in_=pumps))
    program = Program(a_member(of=pumps))
    for _ in range(2):
        assert program.put(f"/posts/{post.uid}/vote").status_code == 204
    read = program.get(f"/questions/{post.thread.entry.uid}").json()["posts"][0]
    assert (read["votes"], read["has_voted"]) == (1, True)
    program.delete(f"/posts/{post.uid}/vote")
    assert program.get(f"/questions/{post.thread.entry.uid}").json()["posts"][0]["votes"] == 0


def test_lists_are_narrowed_to_unanswered_and_to_mine(pumps):
    ann = a_member(of=pumps)
    mine = a_question(in_=pumps, by=ann, title="Mine")
    an_answer(to=mine)
    a_question(in_=pumps, title="Open")
    program = Program(ann)

    def titles(only):
        found = program.get("/communities/pumps/questions", only=only).json()["items"]
        return [one["title"] for one in found]

    assert titles("unanswered") == ["Open"]
    assert titles("mine") == ["Mine"]


def test_comments_hang_on_their_post(pumps):
    post = an_answer(to=a_question(in_=pumps))
    program = Program(a_member(of=pumps))
    assert program.post(f"/posts/{post.uid}/comments", body="Which one?").status_code == 201
    read = program.get(f"/questions/{post.thread.entry.uid}").json()
    assert [one["body"] for one in read["posts"][0]["comments"]] == ["Which one?"]


def test_a_long_discussion_is_read_in_stretches(pumps):
    thread = a_discussion(in_=pumps)
    for number in range(5):
        a_reply(to=thread, body=f"Reply {number}")
    program, after, bodies = Program(a_member(of=pumps)), "", []
    while True:
        read = program.get(f"/discussions/{thread.entry.uid}", after=after, limit=2).json()
        bodies += [post["body"] for post in read["posts"]]
        if not (after := read["after"]):
            break
    assert bodies == [f"Reply {number}" for number in range(5)]


def test_a_question_is_not_read_as_a_discussion(pumps):
    uid = a_question(in_=pumps).entry.uid
    assert Program(a_member(of=pumps)).get(f"/discussions/{uid}").status_code == 404


def test_who_is_no_member_does_not_answer(pumps):
    uid = a_question(in_=pumps).entry.uid
    assert Program(a_colleague()).post(f"/questions/{uid}/answers", body="Hm.").status_code == 403
