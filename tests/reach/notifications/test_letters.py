"""What a mail says: the words somebody wrote, as they stand and may be read when it goes."""

import pytest
from django.core import mail

from practica.content.annotations.actions import comment, reply
from practica.content.discussions.actions import delete_post, edit_post
from practica.content.discussions.models import Post
from practica.reach.notifications.actions.outbox import send_due
from tests.builders import a_colleague, a_community, a_member, settle
from tests.builders.discussions import a_question, an_answer
from tests.builders.pages import a_page

pytestmark = pytest.mark.django_db


def answered(words: str) -> Post:
    question = a_question(title="Which torque?", body="It leaks at the gland.")
    answer = an_answer(to=question, body=words)
    settle()
    return answer


def sent() -> str:
    send_due()
    return mail.outbox[0].body


def test_a_mail_about_an_answer_begins_with_the_answer():
    answered("Take **40 Nm**, dry.\n\nThen wait.")
    body = sent()
    assert "\nTake 40 Nm, dry. Then wait.\n" in body
    assert "gland" not in body


def test_an_answer_that_was_worded_anew_before_the_mail_went_is_quoted_as_it_stands():
    answer = answered("Ask the boss.")
    edit_post(answer, body="Take 40 Nm.", started_from_edited=None, actor=answer.author)
    body = sent()
    assert "\nTake 40 Nm.\n" in body
    assert "boss" not in body


def test_an_answer_that_was_deleted_before_the_mail_went_is_not_quoted():
    answer = answered("Ask the boss.")
    delete_post(answer, actor=answer.author)
    body = sent()
    assert "boss" not in body
    assert "gland" not in body


def test_a_long_answer_is_quoted_in_part():
    answered("First the left one. " * 60)
    assert "…\n" in sent()


def test_a_mail_about_a_comment_on_a_passage_begins_with_the_comment_and_one_about_a_reply_with_that():
    ann, bob = a_colleague("Ann"), a_colleague("Bob")
    community = a_community(led_by=ann)
    a_member(of=community, person=bob)
    page = a_page(in_=community, by=ann, body="Grease the pump.")
    said = comment(page.entry, quote="Grease", body="Which grease?", actor=bob)
    settle()
    reply(said, body="Number two.", actor=ann)
    settle()
    send_due()
    quoted = {sent.to[0]: sent.body.splitlines()[2] for sent in mail.outbox}
    assert quoted == {ann.email: "Which grease?", bob.email: "Number two."}
