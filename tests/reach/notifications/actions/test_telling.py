"""Who is told of what, once."""

import pytest

from practica.core.communities.actions import leave
from practica.core.entries.actions import follow, mark_read, set_audience
from practica.core.entries.models import Follow
from practica.core.ledger.models import Delivery, FactRow
from practica.reach.notifications.actions.reading import put_away
from practica.reach.notifications.actions.telling import tell
from practica.reach.notifications.models import Notice, OutboxMail
from tests.builders import a_colleague, a_community, a_member, settle
from tests.builders.discussions import a_question, an_answer
from tests.reach.notifications.scenes import an_answered_question, shown_to, unread_of

pytestmark = pytest.mark.django_db


def test_who_asked_hears_of_the_answer():
    ann, bob, question = an_answered_question()
    notice = shown_to(ann)[0]
    assert notice.words == "Bob answered your question “Which torque?”"
    assert notice.entry_id == question.entry_id
    assert unread_of(ann) == 1


def test_who_did_it_is_not_told():
    ann = a_colleague()
    question = a_question(by=ann)
    an_answer(to=question, by=ann)
    settle()
    assert not Notice.objects.filter(person=ann).exists()


def test_telling_the_same_fact_again_changes_nothing():
    ann, _bob, _question = an_answered_question()
    before = list(Notice.objects.values())
    mails = OutboxMail.objects.count()
    Delivery.objects.update(done_at=None)
    settle()
    assert list(Notice.objects.values()) == before
    assert OutboxMail.objects.count() == mails == 1


def test_an_older_fact_told_late_does_not_overwrite_a_newer_one():
    ann, _bob, question = an_answered_question()
    an_answer(to=question, by=a_member(of=question.entry.community, person=a_colleague("Cem")))
    settle()
    tell([FactRow.objects.filter(name="AnswerPosted").earliest("pk")])
    assert shown_to(ann)[0].words.startswith("Cem")


def test_more_of_the_same_renews_one_row_and_counts():
    ann, bob, question = an_answered_question()
    an_answer(to=question, by=bob)
    settle()
    assert [notice.count for notice in shown_to(ann)] == [2]


def test_what_was_put_away_comes_back_when_something_new_happens():
    ann, bob, question = an_answered_question()
    put_away(shown_to(ann)[0], actor=ann)
    an_answer(to=question, by=bob)
    settle()
    assert [(notice.count, notice.is_unread) for notice in shown_to(ann)] == [(1, True)]


@pytest.mark.parametrize(
    ("level", "told"), [("muted", 0), ("mentions", 0), ("highlights", 1), ("everything", 1)]
)
def test_how_much_one_follows_decides(level, told):
    ann, bob = a_colleague(), a_colleague()
    question = a_question(by=ann)
    follow(entry=question.entry, level=level, actor=ann)
    an_answer(to=question, by=bob)
    settle()
    assert unread_of(ann) == told


def test_a_muted_community_is_silent_but_for_what_one_follows_by_itself():
    ann, bob = a_colleague(), a_colleague()
    community = a_community(led_by=ann)
    question, other = a_question(in_=community, by=ann), a_question(in_=community, by=ann)
    follow(community=community, level=Follow.Level.MUTED, actor=ann)
    Follow.objects.filter(person=ann, entry=other.entry).delete()
    for thread in (question, other):
        an_answer(to=thread, by=bob)
    settle()
    assert [notice.entry_id for notice in shown_to(ann)] == [question.entry_id]


def test_nobody_is_told_of_what_she_may_not_see():
    ann, bob = a_colleague(), a_colleague()
    community = a_community(led_by=bob, audience="members")
    a_member(of=community, person=ann)
    question = a_question(in_=community, by=ann)
    leave(community, actor=ann)
    an_answer(to=question, by=bob)
    settle()
    assert not Notice.objects.filter(person=ann).exists()


def test_what_was_narrowed_leaves_list_and_count_as_if_it_had_never_been():
    ann, bob, cem = a_colleague(), a_colleague(), a_colleague()
    community = a_community(led_by=bob)
    question = a_question(in_=community, by=ann)
    a_member(of=community, person=cem)
    follow(entry=question.entry, level="everything", actor=cem)
    an_answer(to=question, by=bob)
    settle()
    assert unread_of(cem) == 1
    set_audience(question.entry, "core", actor=bob)
    assert unread_of(cem) == 0
    assert shown_to(cem) == []


def test_who_reads_the_thread_has_read_its_notice_on_every_device():
    ann, _bob, question = an_answered_question()
    mark_read(question.entry, actor=ann)
    assert unread_of(ann) == 0


def test_who_was_reading_while_it_happened_finds_it_read():
    ann, bob = a_colleague(), a_colleague()
    question = a_question(by=ann)
    an_answer(to=question, by=bob)
    mark_read(question.entry, actor=ann)
    settle()
    assert unread_of(ann) == 0
    assert not OutboxMail.objects.exists()
