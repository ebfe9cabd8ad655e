"""What of a thread can be found."""

import pytest

from practica.content.discussions.actions import accept, comment, delete_post
from practica.kit.contracts import search
from tests.builders import a_community, a_discussion, a_question, an_answer

pytestmark = pytest.mark.django_db


def _document(thread):
    return next(iter(search.sources()[thread.entry.kind].documents([thread.entry_id])))


def test_every_post_is_a_stretch_with_the_place_to_jump_to():
    question = a_question(title="Which torque?", body="For M20.", topics=["flanges"])
    post = an_answer(to=question, body="180 **Nm**")
    note = comment(post, body="Dry?", actor=question.entry.author)
    document = _document(question)
    assert (document.key, document.topics) == (f"question:{question.entry.uid}", ("flanges",))
    assert [(one.text, one.anchor, one.heading) for one in document.passages] == [
        ("For M20.", "", ""),
        ("180 Nm", f"post-{post.uid}", post.author.name),
        ("Dry?", f"post-{note.uid}", question.entry.author.name),
    ]


def test_a_deleted_answer_and_its_comments_are_not_found():
    question = a_question(body="For M20.")
    post = an_answer(to=question)
    comment(post, body="Dry?", actor=question.entry.author)
    delete_post(post, actor=post.author)
    assert [one.text for one in _document(question).passages] == ["For M20."]


def test_a_thread_in_the_bin_has_no_document():
    question = a_question()
    delete_post(question.posts.get(), actor=question.entry.author)
    assert list(search.sources()["question"].documents([question.entry_id])) == []


def test_a_thread_belongs_to_the_scope_of_its_audience():
    community = a_community()
    discussion = a_discussion(in_=community, audience="members")
    assert f"members:{community.pk}" in _document(discussion).scopes
    assert "everyone" not in _document(discussion).scopes


def test_a_rebuild_finds_each_thread_under_its_own_kind():
    question, discussion = a_question(), a_discussion()
    assert list(search.sources()["question"].entry_ids()) == [question.entry_id]
    assert list(search.sources()["discussion"].entry_ids()) == [discussion.entry_id]


def test_who_answered_is_told_and_whose_answer_was_accepted():
    question = a_question()
    helpful, other = an_answer(to=question), an_answer(to=question)
    accept(helpful, actor=question.entry.author)
    assert _document(question).parts == (
        search.Part(person_uid=question.entry.author.uid, role="author"),
        search.Part(person_uid=helpful.author.uid, role="accepted"),
        search.Part(person_uid=other.author.uid, role="answer"),
    )
