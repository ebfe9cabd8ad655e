"""Drafts, changes that wait for approvals, and publishing them."""

import pytest

from practica.content.pages.actions import (
    archive,
    ask_reviewers,
    create,
    publish,
    publish_now,
    restore,
    review,
    save,
    unarchive,
    withdraw,
)
from practica.content.pages.models import Page, Proposal
from practica.content.pages.queries import changed_values, possible_reviewers
from practica.core.entries.actions import bin_entry, restore_entry
from practica.core.entries.models import Alias, Entry
from practica.core.ledger.models import FactRow
from practica.core.types.actions import add_field, set_values
from practica.core.types.queries import values_of
from practica.kit.access import Invalid, Refused, Stale
from practica.kit.contracts.documents import document_of
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, a_type, settle

pytestmark = pytest.mark.django_db

BODY = "The first passage of it.\n\nThe second passage of it."


@pytest.fixture
def lead():
    return a_colleague("Lea")


@pytest.fixture
def community(lead):
    return a_community(led_by=lead)


@pytest.fixture
def page(community):
    return a_page(in_=community, body=BODY)


@pytest.fixture
def ann(community):
    return a_member(of=community)


def _reviewed(community, approvals=1):
    community.approvals_needed = approvals
    community.save()


def _proposed(page, by, body="Another text."):
    page = Page.objects.with_entry().get(pk=page.pk)
    saved = save(page, title=page.entry.title, body=body, started_from=page.version, actor=by)
    return saved.proposed


def _now(page):
    return Page.objects.with_entry().get(pk=page.pk)


def test_without_the_setting_a_save_is_a_version(page, ann):
    assert _proposed(page, ann) is None
    assert _now(page).version == 2


def test_with_the_setting_the_old_version_stays_until_the_change_is_approved(community, page, ann, lead):
    _reviewed(community)
    proposal = _proposed(page, ann)
    assert (_now(page).version, _now(page).body) == (1, BODY)
    review(proposal, approves=True, round_=1, actor=lead)
    assert (_now(page).version, _now(page).body) == (2, "Another text.")
    revision = page.revisions.get(number=2)
    assert (revision.author, revision.accepted_by) == (ann, lead)
    assert proposal.state == Proposal.State.ACCEPTED and proposal.became_version == 2


def test_as_many_approve_as_the_community_wants(community, page, ann, lead):
    _reviewed(community, 2)
    steward = a_member(of=community, role="steward")
    proposal = _proposed(page, ann)
    review(proposal, approves=True, round_=1, actor=lead)
    review(proposal, approves=True, round_=1, actor=lead)
    assert _now(page).version == 1
    review(proposal, approves=True, round_=1, actor=steward)
    assert _now(page).version == 2


def test_where_pages_are_reviewed_nobody_writes_into_a_shared_text(community, page, ann):
    may_write = document_of("page").may_write
    assert may_write(ann, _now(page).entry)
    _reviewed(community)
    assert not may_write(ann, _now(page).entry)


def test_nobody_approves_her_own(community, page, lead):
    _reviewed(community)
    proposal = _proposed(page, lead)
    with pytest.raises(Refused):
        review(proposal, approves=True, round_=1, actor=lead)


def test_a_lead_publishes_her_own_only_with_a_reason(community, page, lead, ann):
    _reviewed(community)
    proposal = _proposed(page, lead)
    with pytest.raises(Invalid):
        publish_now(proposal, reason=" ", actor=lead)
    with pytest.raises(Refused):
        publish_now(proposal, reason="It is urgent.", actor=ann)
    publish_now(proposal, reason="It is urgent.", actor=lead)
    assert _now(page).version == 2 and proposal.decision == "It is urgent."


def test_changes_are_asked_for_with_a_sentence_and_stop_the_publishing(community, page, ann, lead):
    _reviewed(community)
    steward = a_member(of=community, role="steward")
    proposal = _proposed(page, ann)
    with pytest.raises(Invalid):
        review(proposal, approves=False, round_=1, actor=steward)
    review(proposal, approves=False, sentence="Name the pressure.", round_=1, actor=steward)
    assert proposal.state == Proposal.State.CHANGES
    review(proposal, approves=True, round_=1, actor=lead)
    assert _now(page).version == 1


def test_an_approval_is_of_the_text_that_was_read(community, page, ann, lead):
    _reviewed(community)
    proposal = _proposed(page, ann)
    again = _proposed(page, ann, body="Yet another text.")
    assert (again.pk, again.round, again.state) == (proposal.pk, 2, Proposal.State.OPEN)
    with pytest.raises(Stale):
        review(again, approves=True, round_=1, actor=lead)
    review(again, approves=True, round_=2, actor=lead)
    assert _now(page).body == "Yet another text."


def test_only_leads_and_those_asked_review(community, page, ann, lead):
    _reviewed(community)
    bob, eve = a_member(of=community), a_member(of=community)
    proposal = _proposed(page, ann)
    ask_reviewers(proposal, [bob], actor=ann)
    for nobody in (eve, a_colleague(), a_member(of=community, role="guest", person=a_guest())):
        with pytest.raises(Refused):
            review(proposal, approves=True, round_=1, actor=nobody)
    review(proposal, approves=True, round_=1, actor=bob)
    assert _now(page).version == 2


def test_who_cannot_edit_the_page_is_no_reviewer(community, page, ann):
    _reviewed(community)
    proposal = _proposed(page, ann)
    with pytest.raises(Invalid):
        ask_reviewers(proposal, [a_colleague()], actor=ann)


def test_a_change_is_put_into_what_the_page_became(community, page, ann, lead):
    _reviewed(community)
    bob = a_member(of=community)
    first = _proposed(page, ann, body=BODY.replace("first", "opening"))
    second = _proposed(page, bob, body=BODY.replace("second", "closing"))
    review(first, approves=True, round_=1, actor=lead)
    review(second, approves=True, round_=1, actor=lead)
    assert _now(page).body == BODY.replace("first", "opening").replace("second", "closing")


def test_two_changes_of_one_passage_are_not_guessed_together(community, page, ann, lead):
    _reviewed(community)
    bob = a_member(of=community)
    first = _proposed(page, ann, body=BODY.replace("first", "opening"))
    second = _proposed(page, bob, body=BODY.replace("first", "1st"))
    review(first, approves=True, round_=1, actor=lead)
    with pytest.raises(Invalid) as told:
        review(second, approves=True, round_=1, actor=lead)
    assert "changed on the page meanwhile" in str(told.value)
    second.refresh_from_db()
    assert second.is_open and "opening" in _now(page).body


def test_restoring_waits_for_review_too(community, page, ann, lead):
    newer = save(page, title=page.entry.title, body="Newer.", started_from=1, actor=ann)
    _reviewed(community)
    restored = restore(_now(newer), page.revisions.get(number=1), actor=ann)
    assert restored.version == 2 and restored.proposed.body == BODY
    assert not FactRow.objects.filter(name="PageRestored").exists()


def test_a_change_taken_back_can_be_answered_no_more(community, page, ann, lead):
    _reviewed(community)
    proposal = _proposed(page, ann)
    with pytest.raises(Refused):
        withdraw(proposal, actor=lead)
    withdraw(proposal, actor=ann)
    with pytest.raises(Refused):
        review(proposal, approves=True, round_=1, actor=lead)
    assert _now(page).version == 1


def test_the_change_of_somebody_who_left_can_still_be_published(community, page, ann, lead):
    _reviewed(community)
    proposal = _proposed(page, ann)
    Proposal.objects.filter(pk=proposal.pk).update(author=None)
    proposal.refresh_from_db()
    review(proposal, approves=True, round_=1, actor=lead)
    assert _now(page).body == "Another text."


def test_a_draft_is_its_authors_alone_until_it_is_published(community, ann, lead):
    draft = create(community=community, title="Half a page", body="@[Lea](user:x)", as_draft=True, actor=ann)
    assert Page.objects.visible_to(ann).filter(pk=draft.pk).exists()
    for other in (lead, a_member(of=community), a_colleague()):
        assert not Page.objects.visible_to(other).filter(pk=draft.pk).exists()
    assert not Alias.objects.filter(entry=draft.entry).exists()
    assert not FactRow.objects.filter(name__in=("PageCreated", "EntryPublished")).exists()
    publish(_now(draft), actor=ann)
    assert Page.objects.visible_to(a_member(of=community)).filter(pk=draft.pk).exists()
    assert Alias.objects.filter(entry=draft.entry, path="title:half a page").exists()
    assert FactRow.objects.filter(name="PageCreated").count() == 1


def test_who_is_named_in_a_draft_hears_of_it_when_it_is_published(community, ann, lead):
    body = f"@[Lea](user:{lead.handle})"
    draft = create(community=community, title="Half", body="", as_draft=True, actor=ann)
    save(_now(draft), title="Half", body=body, started_from=1, actor=ann)
    settle()
    assert not lead.notices.exists()
    publish(_now(draft), actor=ann)
    settle()
    assert [notice.reason for notice in lead.notices.all()] == ["mention"]


def test_where_pages_are_reviewed_a_new_one_waits_and_leads_see_it(community, ann, lead):
    _reviewed(community)
    page = create(community=community, title="New", body="Words.", actor=ann)
    assert page.entry.state == Entry.State.IN_REVIEW
    assert Page.objects.visible_to(lead).filter(pk=page.pk).exists()
    assert not Page.objects.visible_to(a_member(of=community)).filter(pk=page.pk).exists()
    review(page.proposed, approves=True, round_=1, actor=lead)
    assert _now(page).entry.state == Entry.State.PUBLISHED


def test_a_new_page_whose_text_went_on_is_read_again(community, ann, lead):
    _reviewed(community)
    page = create(community=community, title="New", body="Words.", actor=ann)
    save(_now(page), title="New", body="Other words.", started_from=1, actor=ann)
    with pytest.raises(Stale):
        proposal = Proposal.objects.select_related("page__entry__community").get(page=page)
        review(proposal, approves=True, round_=1, actor=lead)


def test_a_new_page_taken_back_is_a_draft_again(community, ann):
    _reviewed(community)
    page = create(community=community, title="New", body="Words.", actor=ann)
    withdraw(page.proposed, actor=ann)
    assert _now(page).entry.state == Entry.State.DRAFT


def _waiting(community, by, **more):
    page = create(community=community, title="New", body="Words.", actor=by, **more)
    return page, page.proposed


def _sees(person, page):
    return Page.objects.visible_to(person).filter(pk=page.pk).exists()


def test_who_is_asked_by_name_sees_exactly_that_page_while_it_waits(community, ann, lead):
    _reviewed(community)
    (page, proposal), (other, _) = _waiting(community, ann), _waiting(community, a_member(of=community))
    bob, eve = a_member(of=community), a_member(of=community)
    ask_reviewers(proposal, [bob], actor=ann)
    assert _sees(bob, page) and not _sees(bob, other) and not _sees(eve, page)
    assert Entry.objects.visible_to(bob).filter(state=Entry.State.IN_REVIEW).count() == 1
    ask_reviewers(proposal, [eve], actor=ann)
    assert not _sees(bob, page) and _sees(eve, page)


def test_being_asked_gives_no_sight_beyond_the_review(community, ann, lead):
    _reviewed(community)
    page, proposal = _waiting(community, ann)
    bob = a_member(of=community)
    ask_reviewers(proposal, [bob], actor=ann)
    withdraw(proposal, actor=ann)
    assert not _sees(bob, page)
    publish(_now(page), actor=ann)
    assert not _sees(bob, page)


def test_who_was_asked_and_left_the_community_sees_the_page_no_more(community, ann, lead):
    _reviewed(community)
    page, proposal = _waiting(community, ann)
    bob = a_member(of=community)
    ask_reviewers(proposal, [bob], actor=ann)
    bob.memberships.all().delete()
    assert not _sees(bob, page)


def test_a_member_asked_by_name_reads_approves_and_so_publishes_a_new_page(community, ann, lead):
    _reviewed(community)
    page, proposal = _waiting(community, ann)
    bob = a_member(of=community)
    assert bob in possible_reviewers(proposal, seen_by=ann)
    ask_reviewers(proposal, [bob], actor=ann)
    settle()
    assert [notice.reason for notice in bob.notices.all()] == ["review"]
    with pytest.raises(Refused):
        save(_now(page), title="New", body="Mine.", started_from=1, actor=bob)
    review(proposal, approves=True, round_=1, actor=bob)
    assert _now(page).entry.state == Entry.State.PUBLISHED and _sees(a_member(of=community), page)
    assert not page.entry.asked.exists()


def test_a_page_for_the_core_group_is_reviewed_by_the_core_group(community, ann, lead):
    _reviewed(community)
    _page, proposal = _waiting(community, lead, audience="core")
    core, bob = a_member(of=community, role="core"), a_member(of=community)
    assert possible_reviewers(proposal, seen_by=lead) == [core]
    with pytest.raises(Invalid):
        ask_reviewers(proposal, [bob], actor=lead)


@pytest.fixture
def lesson(community, lead):
    """A page of a type with two fields."""
    type = a_type(in_=community, by=lead, label="Lesson")
    add_field(type, label="Cost", name="cost", kind="number", actor=lead)
    add_field(type, label="See", name="see", kind="relation", actor=lead)
    return a_page(in_=community, by=lead, body=BODY, type=type, values={"cost": 5})


def _values(page, by):
    return values_of([page.entry], seen_by=by)[page.entry_id]


def test_fields_of_a_reviewed_page_wait_with_its_text_and_come_with_it(community, lesson, ann, lead):
    _reviewed(community)
    proposal = set_values(_now(lesson).entry, {"cost": 9}, actor=ann).proposed
    assert _values(lesson, ann) == {"cost": 5}
    same = _proposed(lesson, ann, body="Another text.")
    assert (same.pk, same.wanted) == (proposal.pk, {"cost": 9})
    review(same, approves=True, round_=same.round, actor=lead)
    assert (_values(lesson, ann), _now(lesson).body) == ({"cost": 9}, "Another text.")


def test_fields_alone_are_a_change_and_an_approval_is_of_these_values(community, lesson, ann, lead):
    _reviewed(community)
    proposal = set_values(_now(lesson).entry, {"cost": 9}, actor=ann).proposed
    assert _proposed(lesson, ann, body=BODY).pk == proposal.pk
    set_values(_now(lesson).entry, {"cost": 11}, actor=ann)
    proposal.refresh_from_db()
    with pytest.raises(Stale):
        review(proposal, approves=True, round_=1, actor=lead)
    review(proposal, approves=True, round_=2, actor=lead)
    assert _values(lesson, ann) == {"cost": 11} and _now(lesson).version == 1


def test_a_value_nobody_can_take_is_refused_when_it_is_proposed(community, lesson, ann):
    _reviewed(community)
    with pytest.raises(Invalid):
        set_values(_now(lesson).entry, {"cost": "much"}, actor=ann)
    assert not Proposal.objects.exists()


def test_what_a_proposed_value_points_at_is_shown_to_those_who_see_it(community, lesson, ann, lead):
    secret = a_page(in_=community, by=lead, title="Secret", audience="core")
    _reviewed(community)
    proposal = set_values(_now(lesson).entry, {"see": [secret.entry.uid]}, actor=lead).proposed
    words = {one.words for one in changed_values(proposal, seen_by=lead)}
    assert words == {"Secret"}
    assert "Secret" not in str(changed_values(proposal, seen_by=ann))


def test_archiving_a_reviewed_page_waits_for_approval(community, page, lead):
    _reviewed(community)
    steward = a_member(of=community, role="steward")
    proposal = archive(_now(page), actor=lead).proposed
    assert _now(page).entry.state == Entry.State.PUBLISHED
    assert archive(_now(page), actor=steward).proposed == proposal
    review(proposal, approves=True, round_=1, actor=steward)
    assert _now(page).entry.state == Entry.State.ARCHIVED
    back = unarchive(_now(page), actor=lead).proposed
    assert _now(page).entry.state == Entry.State.ARCHIVED
    review(back, approves=True, round_=1, actor=steward)
    assert _now(page).entry.state == Entry.State.PUBLISHED


def test_a_restored_version_that_was_reviewed_has_its_mark_in_history(community, page, ann, lead):
    newer = save(page, title=page.entry.title, body="Newer.", started_from=1, actor=ann)
    _reviewed(community)
    proposal = restore(_now(newer), page.revisions.get(number=1), actor=ann).proposed
    review(proposal, approves=True, round_=1, actor=lead)
    assert page.revisions.get(number=3).restored_from == 1
    assert FactRow.objects.filter(name="PageRestored").count() == 1


def test_what_was_taken_back_meanwhile_is_not_opened_again_by_a_review(community, page, ann, lead):
    _reviewed(community)
    proposal = _proposed(page, ann)
    read_before = Proposal.objects.select_related("page__entry__community").get(pk=proposal.pk)
    withdraw(proposal, actor=ann)

    with pytest.raises(Refused):
        review(read_before, approves=False, sentence="Say why.", round_=1, actor=lead)

    assert Proposal.objects.get(pk=proposal.pk).state == Proposal.State.WITHDRAWN


def test_an_approval_is_not_given_to_a_text_that_was_changed_meanwhile(community, page, ann, lead):
    _reviewed(community)
    proposal = _proposed(page, ann)
    read_before = Proposal.objects.select_related("page__entry__community").get(pk=proposal.pk)
    _proposed(page, ann, body="Yet another text.")

    with pytest.raises(Stale):
        review(read_before, approves=True, round_=1, actor=lead)

    assert Page.objects.get(pk=page.pk).body == BODY


def test_what_was_archived_comes_back_from_the_bin_archived(community, page, ann, lead):
    archive(page, actor=lead)
    _reviewed(community)

    bin_entry(page.entry, actor=lead)
    restore_entry(page.entry, actor=lead)

    assert Entry.objects.get(pk=page.entry_id).state == Entry.State.ARCHIVED


def test_what_waits_for_its_review_comes_back_from_the_bin_and_still_waits(community, ann):
    _reviewed(community)
    page = create(community=community, title="Seals", body=BODY, actor=ann)

    bin_entry(page.entry, actor=ann)
    bin_entry(page.entry, actor=ann)
    restore_entry(page.entry, actor=ann)

    assert Entry.objects.get(pk=page.entry_id).state == Entry.State.IN_REVIEW
