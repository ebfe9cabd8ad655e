"""A question nobody answers for some days is missing something, until it is answered."""

import datetime as dt

import pytest
from django.utils import timezone

from practica.content.discussions.actions import delete_post, lock, restore_post
from practica.core.entries.actions import bin_entry, set_audience
from practica.core.entries.models import Entry
from practica.reach.gaps import actions
from practica.reach.gaps.models import Gap, GapProposal, GapSignal
from tests.builders import a_member, a_question, an_answer, settle
from tests.reach.gaps.scenes import a_gap, a_place, demand_of

pytestmark = pytest.mark.django_db


def an_old_question(*, days: float = 4, **more):
    """Asked some days ago; the worker has looked since."""
    thread = a_question(created=None, **{"title": "Which gland torque has pump P-101?", **more})
    Entry.objects.filter(pk=thread.entry_id).update(created=timezone.now() - dt.timedelta(days=days))
    thread.entry.refresh_from_db()
    settle()
    actions.sweep_questions()
    return thread


def test_an_old_question_makes_a_signal_of_its_author():
    community, _steward = a_place()
    thread = an_old_question(in_=community)

    signal = GapSignal.objects.get()

    assert (signal.kind, signal.person, signal.entry) == ("unanswered", thread.entry.author, thread.entry)
    assert signal.wording.gap.community == community


@pytest.mark.parametrize("days", [2.9, 181])
def test_one_asked_yesterday_or_long_ago_makes_none(days):
    an_old_question(days=days)

    assert not GapSignal.objects.exists()


def test_its_author_stays_unnamed_who_never_gives_her_name():
    community, _steward = a_place()
    ann = a_member(of=community)
    actions.choose_name("never", actor=ann)

    an_old_question(in_=community, by=ann)

    assert GapSignal.objects.get().person is None


def test_an_answer_takes_the_signal_back_and_its_deletion_brings_it_again():
    community, _steward = a_place()
    thread = an_old_question(in_=community)
    gap = Gap.objects.get()
    post = an_answer(to=thread)
    settle()
    assert demand_of(gap) == 0

    delete_post(post, actor=post.author)
    settle()
    assert demand_of(gap) == 1

    restore_post(post, actor=post.author)
    settle()
    assert demand_of(gap) == 0


def test_sweeping_again_changes_nothing():
    an_old_question()
    before = list(GapSignal.objects.values())

    actions.sweep_questions()
    actions.sweep_questions()

    assert list(GapSignal.objects.values()) == before


@pytest.mark.parametrize("close", ["lock", "bin", "named"])
def test_a_question_nobody_can_answer_or_few_may_read_is_not_missing(close):
    community, steward = a_place()
    thread = an_old_question(in_=community)

    if close == "lock":
        lock(thread, actor=steward)
    elif close == "bin":
        bin_entry(thread.entry, actor=steward)
    else:
        set_audience(thread.entry, "named", readers=[steward], actor=steward)
    settle()

    assert not GapSignal.objects.live().exists()


def test_where_others_miss_the_same_the_answered_question_is_proposed():
    community, _steward = a_place()
    thread = an_old_question(in_=community)
    gap = a_gap("gland torque of pump P-101", in_=community)
    an_answer(to=thread)

    settle()

    assert GapProposal.objects.get().entry == thread.entry and GapProposal.objects.get().gap == gap
