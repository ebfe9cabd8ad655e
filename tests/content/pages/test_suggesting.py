"""Suggestions: made by readers, answered passage by passage."""

import pytest

from practica.content.pages.actions import accept, accept_over, reject, save, suggest, withdraw
from practica.content.pages.models import Page, Proposal
from practica.content.pages.queries import passages_of_suggestion
from practica.kit.access import Invalid, Refused, Stale
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db

BODY = "The first passage of it.\n\nThe second passage of it.\n\nThe third passage of it."


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def ann(community):
    return a_member(of=community)


@pytest.fixture
def page(community):
    return a_page(in_=community, title="Seals", body=BODY)


def _suggested(page, body, *, by=None, title="Seals"):
    return suggest(
        page, title=title, body=body, base_version=1, reason="It reads better", actor=by or a_colleague()
    )


def _now(page):
    return Page.objects.with_entry().get(pk=page.pk)


def test_a_reader_suggests_and_is_named_as_the_writer(page, ann):
    otto = a_colleague("Otto")
    suggestion = _suggested(page, BODY.replace("first", "opening"), by=otto)
    accept(suggestion, actor=ann)
    revision = page.revisions.get(number=2)
    assert (revision.author, revision.accepted_by, revision.reason) == (otto, ann, "It reads better")
    assert "opening" in _now(page).body and suggestion.state == Proposal.State.ACCEPTED


def test_two_who_answer_at_once_both_have_their_say(page, ann):
    suggestion = _suggested(page, BODY.replace("first", "opening").replace("third", "last"))
    read_before = Proposal.objects.select_related("page__entry__community").get(pk=suggestion.pk)
    opening, last = passages_of_suggestion(suggestion).keys

    accept(suggestion, [opening], actor=ann)
    reject(read_before, [last], actor=ann)

    settled = Proposal.objects.get(pk=suggestion.pk)
    assert settled.answers == {opening: "accepted", last: "rejected"}
    assert settled.state == Proposal.State.PARTLY


def test_passages_are_accepted_and_rejected_one_by_one(page, ann):
    suggestion = _suggested(
        page, BODY.replace("first", "opening").replace("third", "last"), title="Shaft seals"
    )
    title, opening, last = passages_of_suggestion(suggestion).keys
    accept(suggestion, [opening], actor=ann)
    assert suggestion.is_open and "opening" in _now(page).body and "third" in _now(page).body
    reject(suggestion, [title], actor=ann)
    reject(suggestion, [last], sentence="It is not the last.", actor=ann)
    assert suggestion.state == Proposal.State.PARTLY and suggestion.decision == "It is not the last."
    assert _now(page).entry.title == "Seals" and _now(page).version == 2


def test_it_still_applies_after_other_edits(page, ann):
    suggestion = _suggested(page, BODY.replace("third", "last"))
    save(
        page,
        title="Seals",
        body=f"New beginning.\n\n{BODY.replace('first', '1st')}",
        started_from=1,
        actor=ann,
    )
    assert accept(suggestion, actor=ann) == []
    assert _now(page).body == f"New beginning.\n\n{BODY.replace('first', '1st').replace('third', 'last')}"


def test_a_passage_that_changed_underneath_waits_and_the_rest_is_taken(page, ann):
    suggestion = _suggested(page, BODY.replace("first", "opening").replace("third", "last"))
    opening, _last = passages_of_suggestion(suggestion).keys
    save(page, title="Seals", body=BODY.replace("first", "1st"), started_from=1, actor=ann)
    assert accept(suggestion, actor=ann) == [opening]
    assert suggestion.is_open and "1st" in _now(page).body and "last" in _now(page).body
    with pytest.raises(Invalid):
        accept(suggestion, [opening], actor=ann)
    reject(suggestion, [opening], actor=ann)
    assert suggestion.state == Proposal.State.PARTLY


def test_a_passage_is_answered_once(page, ann):
    suggestion = _suggested(page, BODY.replace("first", "opening").replace("third", "last"))
    opening, _last = passages_of_suggestion(suggestion).keys
    reject(suggestion, [opening], actor=ann)
    with pytest.raises(Invalid):
        accept(suggestion, [opening], actor=ann)


def test_who_may_not_edit_answers_nothing(community, page):
    suggestion = _suggested(page, "Other.")
    for nobody in (a_colleague(), a_member(of=community, role="guest", person=a_guest()), suggestion.author):
        with pytest.raises(Refused):
            accept(suggestion, actor=nobody)
        with pytest.raises(Refused):
            reject(suggestion, actor=nobody)


def test_one_suggestion_each_is_open_and_a_new_one_replaces_it(page):
    otto = a_colleague()
    first = _suggested(page, "One.", by=otto)
    second = _suggested(page, "Two.", by=otto)
    assert (first.pk, second.round, second.body) == (second.pk, 2, "Two.")


def test_nothing_different_is_no_suggestion(page):
    with pytest.raises(Invalid):
        _suggested(page, BODY)


def test_where_pages_are_reviewed_what_is_accepted_waits_for_review(community, page, ann):
    community.approvals_needed = 1
    community.save()
    suggestion = Proposal.objects.select_related("page__entry__community").get(
        pk=_suggested(page, "Other.").pk
    )
    accept(suggestion, actor=ann)
    assert _now(page).version == 1
    change = Proposal.objects.get(page=page, purpose="change")
    assert (change.author, change.body) == (ann, "Other.")


def test_a_suggestion_is_seen_by_its_author_and_by_those_who_write_there(community, page, ann):
    guest = a_member(of=community, role="guest", person=a_guest())
    suggestion = _suggested(page, "Other.", by=guest)
    seen = [
        who
        for who in (guest, ann, a_colleague())
        if Proposal.objects.visible_to(who).filter(pk=suggestion.pk)
    ]
    assert seen == [guest, ann]


def test_a_suggestion_taken_back_is_closed(page, ann):
    suggestion = _suggested(page, "Other.")
    withdraw(suggestion, actor=suggestion.author)
    with pytest.raises(Refused):
        accept(suggestion, actor=ann)


def test_a_passage_that_changed_meanwhile_is_taken_by_one_who_read_both(page, ann):
    suggestion = _suggested(page, BODY.replace("first", "opening"))
    save(_now(page), title="Seals", body=BODY.replace("first", "1st"), started_from=1, actor=ann)
    (key,) = passages_of_suggestion(suggestion).keys
    with pytest.raises(Invalid):
        accept(suggestion, [key], actor=ann)
    with pytest.raises(Stale):
        accept_over(suggestion, key, read_version=1, actor=ann)
    accept_over(suggestion, key, read_version=2, actor=ann)
    assert _now(page).body == BODY.replace("first", "opening")
    assert suggestion.state == Proposal.State.ACCEPTED


def test_where_pages_are_reviewed_passages_taken_one_by_one_make_one_change(community, page, ann):
    community.approvals_needed = 1
    community.save()
    better = BODY.replace("first", "opening").replace("third", "last")
    suggestion = _suggested(page, better)
    suggestion = Proposal.objects.select_related("page__entry__community").get(pk=suggestion.pk)
    for key in passages_of_suggestion(suggestion).keys:
        accept(suggestion, [key], actor=ann)
    assert Proposal.objects.get(page=page, purpose="change").body == better
