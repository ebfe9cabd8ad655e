"""Begun texts in the list of a person's drafts."""

import pytest

from practica.content.discussions.actions import keep_draft
from practica.content.discussions.drafts import drafts_of
from practica.core.communities.actions import leave
from tests.builders import a_community, a_member, a_question

pytestmark = pytest.mark.django_db


def test_drafts_say_what_they_are_and_where_to_go_on():
    question = a_question(title="Which torque?")
    community, ann = question.entry.community, question.entry.author
    keep_draft(thread=question, body="Perhaps", actor=ann)
    keep_draft(community=community, kind="discussion", title="", body="Shifts", actor=ann)
    labels = {(draft.label, draft.title, draft.kind) for draft in drafts_of(ann, 10)}
    assert labels == {
        ("Your answer", "Which torque?", "question"),
        ("Your discussion", "Without a title", "discussion"),
    }


def test_a_draft_in_a_place_one_no_longer_sees_is_not_listed():
    community = a_community(audience="members")
    ann = a_member(of=community)
    keep_draft(community=community, kind="question", title="Why?", body="", actor=ann)
    leave(community, actor=ann)
    assert drafts_of(ann, 10) == []


def test_nobody_sees_the_drafts_of_another():
    question = a_question()
    keep_draft(thread=question, body="Perhaps", actor=question.entry.author)
    assert drafts_of(a_member(of=question.entry.community), 10) == []
