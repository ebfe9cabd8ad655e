"""Saying that an entry is still right, and what puts it in doubt again."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from practica.content.discussions.actions import accept, edit_post, unaccept
from practica.content.pages.actions import archive, save
from practica.core.communities.models import Community
from practica.core.entries.access import can_verify
from practica.core.entries.actions import take_back_verification, verify
from practica.core.entries.models import Entry, Verification
from practica.core.entries.verified import verifications_of, verified_one
from practica.core.ledger.models import FactRow
from practica.kit.access import Invalid, Stale
from tests.builders import (
    a_colleague,
    a_community,
    a_guest,
    a_member,
    a_page,
    a_question,
    an_answer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A page by a member, in a community for everyone signed in."""
    community = a_community()
    return a_page(in_=community, by=a_member(of=community), body="Turn it left.")


def fresh(page) -> Entry:
    return Entry.objects.select_related("community", "verification").get(pk=page.entry.pk)


def saved(page, body, **how):
    return save(
        page, title=page.entry.title, body=body, started_from=page.version, actor=page.entry.author, **how
    )


def test_who_verified_it_and_when_stand_with_the_entry_and_in_the_ledger(page):
    ann = page.entry.author

    verify(page.entry, note="  Tried it\n twice ", actor=ann)

    told = verified_one(fresh(page), person=ann)
    assert (told.person, told.note, told.is_current) == (ann, "Tried it twice", True)
    assert told.text_of == page.entry.changed
    assert fresh(page).confidence == Entry.Confidence.VALIDATED
    fact = FactRow.objects.get(name="EntryVerified")
    assert (fact.actor_id, fact.entry_id) == (ann.pk, page.entry.pk)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("coordinator", True), ("steward", True), ("core", False), ("member", False), ("guest", False)],
)
def test_leads_verify_what_others_wrote(page, role, allowed):
    assert can_verify(a_member(of=page.community, role=role), page.entry) is allowed


def test_a_guest_verifies_what_she_wrote_and_not_what_she_was_given():
    community = a_community(audience=Community.Audience.MEMBERS)
    guest = a_member(of=community, role="guest", person=a_guest())
    asked = a_question(in_=community, by=guest)
    accept(an_answer(to=asked), actor=guest)
    page = a_page(in_=community)
    Entry.objects.filter(pk=page.entry.pk).update(owner=guest)

    assert can_verify(guest, asked.entry)
    assert not can_verify(guest, fresh(page))


def test_who_left_the_community_verifies_nothing(page):
    community = page.community
    gone = a_colleague()
    Entry.objects.filter(pk=page.entry.pk).update(author=gone, owner=gone)

    with pytest.raises(PermissionDenied):
        verify(page.entry, actor=gone)
    assert not Verification.objects.filter(entry__community=community).exists()


def test_what_is_archived_or_replaced_is_not_verified(page):
    lead = page.community.created_by
    Entry.objects.filter(pk=page.entry.pk).update(superseded_by=a_page(in_=page.community).entry)
    assert not can_verify(lead, fresh(page))

    other = a_page(in_=page.community)
    archive(other, actor=lead)
    assert not can_verify(lead, fresh(other))


def test_a_change_of_content_puts_it_in_doubt_and_a_typo_does_not(page):
    verify(page.entry, actor=page.entry.author)

    page = saved(page, "Turn it left!", significance="typo")
    page = saved(page, "Turn it to the left!", significance="minor")
    assert verified_one(fresh(page), person=page.entry.author).is_current

    page = saved(page, "Turn it right.")
    told = verified_one(fresh(page), person=page.entry.author)
    assert (told.is_current, told.person) == (False, page.entry.author)

    verify(fresh(page), actor=page.entry.author)
    assert verified_one(fresh(page), person=page.entry.author).is_current


def test_nobody_vouches_for_words_she_has_not_seen(page):
    read_of = page.entry.changed
    saved(page, "Turn it right.")

    with pytest.raises(Stale):
        verify(page.entry, read_of=read_of, actor=page.community.created_by)
    assert fresh(page).verification is None


def test_a_question_says_something_once_an_answer_is_accepted():
    question = a_question()
    ann, answer = question.entry.author, an_answer(to=question)
    assert not can_verify(ann, question.entry)

    accept(answer, actor=ann)
    verify(question.entry, actor=ann)

    assert question.entry.confidence == Entry.Confidence.VALIDATED


@pytest.mark.parametrize("change", ["edit", "unaccept", "accept another"])
def test_another_accepted_answer_is_another_statement(change):
    question = a_question()
    ann, answer = question.entry.author, an_answer(to=question)
    accept(answer, actor=ann)
    verify(question.entry, actor=ann)

    if change == "edit":
        edit_post(answer, body="Something else.", started_from_edited=None, actor=answer.author)
    elif change == "unaccept":
        unaccept(answer, actor=ann)
    else:
        accept(an_answer(to=question), actor=ann)

    entry = Entry.objects.get(pk=question.entry.pk)
    assert entry.confidence == Entry.Confidence.NOT_VALIDATED
    assert not verified_one(entry, person=ann).is_current


def test_an_answer_nobody_accepted_changes_nothing():
    question = a_question()
    ann, accepted, other = question.entry.author, an_answer(to=question), an_answer(to=question)
    accept(accepted, actor=ann)
    verify(question.entry, actor=ann)

    edit_post(other, body="Something else.", started_from_edited=None, actor=other.author)

    assert Entry.objects.get(pk=question.entry.pk).confidence == Entry.Confidence.VALIDATED


def test_what_was_taken_back_stays_in_the_history_and_nothing_stands(page):
    ann, lead = page.entry.author, page.community.created_by
    verify(page.entry, actor=lead)
    verify(page.entry, actor=ann)

    take_back_verification(fresh(page), actor=ann)

    entry = fresh(page)
    assert verified_one(entry, person=ann) is None
    assert entry.confidence == Entry.Confidence.NOT_VALIDATED
    newest, oldest = verifications_of(entry, person=ann)
    assert (newest.person, bool(newest.taken_back_at)) == (ann, True)
    assert (oldest.person, oldest.taken_back_at, oldest.is_current) == (lead, None, False)
    with pytest.raises(PermissionDenied):
        take_back_verification(entry, actor=lead)


def test_only_who_made_it_and_leads_take_it_back(page):
    ann = page.entry.author
    verify(page.entry, actor=page.community.created_by)

    with pytest.raises(PermissionDenied):
        take_back_verification(fresh(page), actor=ann)
    take_back_verification(fresh(page), actor=a_member(of=page.community, role="steward"))


def test_a_note_that_is_too_long_is_refused(page):
    with pytest.raises(Invalid):
        verify(page.entry, note="x" * 301, actor=page.entry.author)


def test_a_reader_who_may_not_know_the_verifier_hears_the_day_alone():
    community = a_community(audience=Community.Audience.PUBLIC)
    page = a_page(in_=community, by=a_member(of=community))
    verify(page.entry, actor=page.entry.author)
    member = a_member(of=community, role="guest", person=a_guest())

    for stranger in (a_guest(), AnonymousUser()):
        told = verified_one(fresh(page), person=stranger)
        assert (told.person, told.is_current) == (None, True)
        assert [one.person for one in verifications_of(fresh(page), person=stranger)] == [None]
    assert verified_one(fresh(page), person=member).person == page.entry.author


def test_it_goes_with_the_entry_and_outlives_the_verifier(page):
    lead = page.community.created_by
    old = a_member(of=page.community, role="steward")
    verify(page.entry, actor=old)

    old.delete()
    told = verified_one(fresh(page), person=lead)
    assert (told.person, told.is_current) == (None, True)

    fresh(page).delete()
    assert not Verification.objects.exists()


def test_the_history_of_what_one_does_not_see_is_empty():
    page = a_page(in_=a_community(audience=Community.Audience.MEMBERS))
    verify(page.entry, actor=page.entry.author)

    for who in (a_colleague(), a_guest(), AnonymousUser()):
        assert verifications_of(page.entry, person=who) == []
