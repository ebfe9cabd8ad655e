"""Who hears of what happens in a thread."""

import pytest

from practica.content.discussions.actions import accept, answer, ask, comment, make_page
from practica.core.communities.models import Community
from practica.core.entries.actions import follow
from practica.core.entries.models import Follow
from practica.core.ledger.facts import known_facts
from practica.core.ledger.models import FactRow
from practica.kit.contracts import notices
from tests.builders import a_colleague, a_community, a_discussion, a_member, a_question, a_reply, an_answer

pytestmark = pytest.mark.django_db


def _told(fact_name):
    """(person, reason, key) of everyone who hears of the latest fact of that name."""
    fact = FactRow.objects.filter(name=fact_name).latest("pk")
    about = notices.sources()[known_facts()[fact_name]]
    return {(notice.person_id, notice.reason, notice.key) for source in about for notice in source(fact)}


def _people(fact_name):
    return {(person, reason) for person, reason, _key in _told(fact_name)}


def test_who_asked_and_who_follows_hear_of_an_answer_in_one_row_a_thread():
    question = a_question()
    first = an_answer(to=question)
    an_answer(to=question)
    key = f"thread:{question.entry.uid}"
    assert _told("AnswerPosted") == {
        (question.entry.author_id, "answer", key),
        (first.author_id, "reply", key),
    }


def test_nobody_hears_of_what_she_did_herself():
    question = a_question()
    answer(question, body="I found it.", actor=question.entry.author)
    assert _told("AnswerPosted") == set()


def test_who_muted_a_thread_hears_nothing_but_of_her_name():
    question = a_question()
    ann = question.entry.author
    follow(entry=question.entry, level=Follow.Level.MUTED, actor=ann)
    an_answer(to=question)
    assert _told("AnswerPosted") == set()
    an_answer(to=question, body=f"Ask @[Ann](user:{ann.handle}).")
    assert _people("AnswerPosted") == {(ann.pk, "mention"), *_others(question, ann)}


def _others(question, ann):
    rows = Follow.objects.filter(entry=question.entry, level=Follow.Level.EVERYTHING)
    last = question.posts.latest("pk").author_id
    return {
        (pk, "reply") for pk in rows.exclude(person__in=[ann.pk, last]).values_list("person_id", flat=True)
    }


def test_a_mention_is_told_once_and_goes_before_the_answer():
    question = a_question()
    ann = question.entry.author
    an_answer(to=question, body=f"As @[Ann](user:{ann.handle}) says.")
    assert _people("AnswerPosted") == {(ann.pk, "mention")}


def test_a_handle_typed_by_hand_names_a_member_and_nobody_else():
    question = a_question()
    ann = a_member(of=question.entry.community)
    away = a_colleague()

    said = an_answer(
        to=question, body=f"@{ann.handle}, or @{away.handle}, `@{question.entry.author.handle}`?"
    )

    assert (ann.pk, "mention") in _people("AnswerPosted")
    assert [reason for _person, reason in _people("AnswerPosted")].count("mention") == 1
    assert f"(user:{ann.handle}), or @{away.handle}" in said.body


def test_a_reply_reaches_who_started_the_discussion():
    discussion = a_discussion()
    a_reply(to=discussion)
    assert _people("ReplyPosted") == {(discussion.entry.author_id, "reply")}


def test_a_comment_reaches_who_wrote_what_it_is_on():
    question = a_question()
    post = an_answer(to=question)
    comment(post, body="Really?", actor=question.entry.author)
    assert _people("CommentPosted") == {(post.author_id, "reply")}


def test_acceptance_reaches_who_answered_and_who_follows_only_outcomes():
    question = a_question()
    waiting = a_member(of=question.entry.community)
    follow(entry=question.entry, level=Follow.Level.HIGHLIGHTS, actor=waiting)
    post = an_answer(to=question)
    assert _people("AnswerPosted") == {(question.entry.author_id, "answer")}
    accept(post, actor=question.entry.author)
    assert _people("AnswerAccepted") == {(post.author_id, "accepted"), (waiting.pk, "answered")}


def test_a_page_is_told_to_who_asked_and_who_answered():
    lead = a_colleague()
    question = a_question(in_=a_community(led_by=lead))
    post = an_answer(to=question)
    accept(post, actor=lead)
    make_page(post, actor=lead)
    assert _people("AnswerBecamePage") == {(post.author_id, "page"), (question.entry.author_id, "page")}


def test_who_follows_a_community_hears_of_new_questions():
    community = a_community()
    keen = a_member(of=community)
    follow(community=Community.objects.get(pk=community.pk), level=Follow.Level.EVERYTHING, actor=keen)
    a_question(in_=community)
    assert _people("QuestionAsked") == {(keen.pk, "new")}


def test_what_a_lead_brings_from_elsewhere_is_no_news():
    lead = a_colleague()
    community = a_community(led_by=lead)
    bob = a_member(of=community)
    question = ask(community=community, title="Old", author=bob, actor=lead)
    answer(question, body="Old.", author=a_member(of=community), actor=lead)
    assert _told("AnswerPosted") == set()
