"""The posts of a thread as they stand, for those who may read them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.content.discussions.actions import accept, delete_post
from practica.core.communities.models import Community
from practica.kit.contracts.quoting import ACCEPTED, ANSWER, QUESTION, REPLY, TEXT, texts_of
from tests.builders import (
    a_colleague,
    a_community,
    a_discussion,
    a_guest,
    a_member,
    a_question,
    a_reply,
    an_answer,
)

pytestmark = pytest.mark.django_db


def the_texts(thread, person):
    key = f"{thread.entry.kind}:{thread.entry.uid}"
    return texts_of({thread.entry.kind: [key]}, person=person).get(key)


def test_the_answer_that_helped_comes_first_and_every_post_says_what_it_is():
    community = a_community(audience=Community.Audience.PUBLIC)
    ann = a_member(of=community)
    question = a_question(in_=community, by=ann, body="Why?")
    other, right = an_answer(to=question, body="Perhaps."), an_answer(to=question, body="Therefore.")
    accept(right, actor=ann)

    given = the_texts(question, AnonymousUser())

    assert [(one.text, one.role, one.anchor) for one in given] == [
        ("Therefore.", ACCEPTED, right.anchor),
        ("Why?", QUESTION, ""),
        ("Perhaps.", ANSWER, other.anchor),
    ]
    assert given[0].writer == right.author.name


def test_a_discussion_has_a_text_and_replies():
    community = a_community(audience=Community.Audience.PUBLIC)
    discussion = a_discussion(in_=community)
    a_reply(to=discussion)

    assert [one.role for one in the_texts(discussion, AnonymousUser())] == [TEXT, REPLY]


def test_a_deleted_post_is_given_to_nobody_not_even_to_who_may_restore_it():
    community = a_community(audience=Community.Audience.PUBLIC)
    question = a_question(in_=community, body="Why?")
    gone = an_answer(to=question, body="Never mind.")
    delete_post(gone, actor=gone.author)

    for person in (AnonymousUser(), gone.author, community.created_by):
        assert [one.text for one in the_texts(question, person)] == ["Why?"]


@pytest.mark.parametrize("who", [AnonymousUser, a_guest, a_colleague])
def test_nobody_outside_is_given_what_members_keep(who):
    community = a_community(audience=Community.Audience.MEMBERS)
    question = a_question(in_=community, body="Secret?")

    assert the_texts(question, who()) is None
