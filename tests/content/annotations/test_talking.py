"""Talking about a passage: who may, what stays with the text, who hears."""

import pytest

from practica.content.annotations.actions import comment, delete, delete_reply, reopen, reply, resolve
from practica.content.annotations.models import Annotation, Reply
from practica.content.pages.actions import save
from practica.content.pages.models import Page
from practica.core.entries.actions import set_audience
from practica.core.entries.models import Entry
from practica.core.ledger.models import FactRow
from practica.kit.access import Invalid, Refused
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, a_question, settle

pytestmark = pytest.mark.django_db

BODY = (
    "## Seals\n\nA seal fails **early** when the flush plan is wrong.\n\n"
    "| part | bar |\n|---|---|\n| seal | 6 |"
)
PASSAGE = "fails early when the flush plan is wrong"


@pytest.fixture
def community():
    return a_community(led_by=a_colleague("Lea"))


@pytest.fixture
def page(community):
    return a_page(in_=community, title="Seals", body=BODY)


@pytest.fixture
def ann(community):
    return a_member(of=community, person=a_colleague("Ann"))


def _saved(page, body):
    now = Page.objects.with_entry().get(pk=page.pk)
    save(now, title="Seals", body=body, started_from=now.version, actor=page.community.created_by)
    settle()


def _said(page, by, **more):
    return comment(page.entry, **{"quote": PASSAGE, "body": "Which plan?", **more}, actor=by)


def test_members_and_guests_of_the_community_comment_and_nobody_else(community, page, ann):
    guest = a_member(of=community, role="guest", person=a_guest())
    for person in (ann, guest):
        _said(page, person)
    for person in (a_colleague(), a_guest()):
        with pytest.raises(Refused):
            _said(page, person)


def test_marks_and_cells_of_the_text_do_not_matter_to_a_quote(page, ann):
    assert _said(page, ann, quote="fails   early\nwhen").exact == "fails early when"
    assert _said(page, ann, quote="seal 6").exact == "seal 6"
    assert _said(page, ann, quote="Seals A seal").exact == "Seals A seal"


def test_what_the_text_does_not_say_cannot_be_commented_on(page, ann):
    with pytest.raises(Invalid):
        _said(page, ann, quote="The relief valve was never there at all")
    for quote, body in (("", "x"), (PASSAGE, " "), ("x" * 1001, "x")):
        with pytest.raises(Invalid):
            _said(page, ann, quote=quote, body=body)


def test_a_comment_stays_with_its_passage_when_the_text_goes_on(page, ann):
    said = _said(page, ann)
    _saved(page, f"A new beginning of it all.\n\n{BODY.replace('wrong', 'not right')}")
    said.refresh_from_db()
    assert not said.is_gone and said.quote == PASSAGE
    assert said.exact.startswith("fails early when the flush plan is not")


def test_a_passage_that_goes_is_told_and_comes_back(page, ann):
    said = _said(page, ann)
    _saved(page, "Something else entirely.")
    said.refresh_from_db()
    assert said.is_gone
    _saved(page, BODY)
    said.refresh_from_db()
    assert not said.is_gone and said.exact == PASSAGE


def test_the_entry_counts_what_is_open(page, ann):
    def count():
        return Entry.objects.get(pk=page.entry_id).open_comment_count

    said, other = _said(page, ann), _said(page, ann)
    assert count() == 2
    resolve(said, actor=ann)
    resolve(said, actor=ann)
    assert count() == 1
    reopen(said, actor=ann)
    delete(other, actor=ann)
    assert count() == 1


def test_who_owns_the_page_hears_and_who_takes_part_hears_of_replies(community, page, ann):
    bob = a_member(of=community, person=a_colleague("Bob"))
    said = _said(page, ann)
    settle()
    lead = community.created_by
    assert [notice.reason for notice in lead.notices.all()] == ["comment"]
    reply(said, body="Plan 11.", actor=bob)
    settle()
    assert [notice.reason for notice in ann.notices.all()] == ["reply"]
    reply(said, body="Thanks.", actor=ann)
    settle()
    assert [notice.reason for notice in bob.notices.all()] == ["reply"]


def test_who_is_named_hears_of_it_once(community, page, ann):
    bob = a_member(of=community, person=a_colleague("Bob"))
    _said(page, ann, body=f"@[Bob](user:{bob.handle}) knows.")
    settle()
    assert [notice.reason for notice in bob.notices.all()] == ["mention"]


def test_who_is_named_by_her_handle_in_plain_words_hears_of_it(community, page, ann):
    bob = a_member(of=community, person=a_colleague("Bob"))
    away = a_colleague("Ada")
    _said(page, ann, body=f"@{bob.handle} knows, @{away.handle} does not.")
    settle()
    assert [notice.reason for notice in bob.notices.all()] == ["mention"]
    assert not away.notices.exists()


def test_who_is_named_and_may_not_see_the_page_hears_nothing(community, page, ann):
    set_audience(page.entry, "members", actor=community.created_by)
    otto = a_colleague("Otto")
    _said(Page.objects.with_entry().get(pk=page.pk), ann, body=f"@[Otto](user:{otto.handle}) knows.")
    settle()
    assert not otto.notices.exists()


def test_only_who_said_it_and_who_writes_here_settle_a_talk(community, page, ann):
    guest = a_member(of=community, role="guest", person=a_guest())
    said = _said(page, ann)
    for person in (guest, a_colleague()):
        with pytest.raises(Refused):
            resolve(said, actor=person)
    resolve(_said(page, guest), actor=guest)
    resolve(said, actor=a_member(of=community))


def test_what_has_replies_is_deleted_by_leads_alone(community, page, ann):
    said = _said(page, ann)
    answer = reply(said, body="Yes.", actor=a_member(of=community))
    with pytest.raises(Refused):
        delete(said, actor=ann)
    with pytest.raises(Refused):
        delete_reply(answer, actor=ann)
    delete(said, actor=community.created_by)
    assert not Annotation.objects.exists()


def test_a_reply_deleted_twice_is_counted_out_once(community, page, ann):
    said, bob = _said(page, ann), a_member(of=community)
    reply(said, body="Yes.", actor=bob)
    made = reply(said, body="And no.", actor=bob)
    read_before = Reply.objects.select_related("annotation__entry__community").get(pk=made.pk)

    delete_reply(made, actor=bob)
    delete_reply(read_before, actor=bob)

    assert Annotation.objects.get(pk=said.pk).reply_count == 1
    assert FactRow.objects.filter(name="PassageCommentDeleted").count() == 1


def test_what_somebody_replied_to_meanwhile_stays(community, page, ann):
    said = _said(page, ann)
    read_before = Annotation.objects.select_related("entry__community").get(pk=said.pk)
    reply(said, body="Yes.", actor=a_member(of=community))

    with pytest.raises(Refused):
        delete(read_before, actor=ann)


def test_comments_are_seen_with_their_entry(community, page, ann):
    _said(page, ann)
    otto = a_colleague()
    assert Annotation.objects.visible_to(otto).exists()
    set_audience(page.entry, "core", actor=community.created_by)
    assert not Annotation.objects.visible_to(otto).exists()
    assert not Annotation.objects.visible_to(ann).exists()


def test_a_question_can_be_commented_on_too(community, ann):
    thread = a_question(in_=community, by=ann, title="Why?", body="The seal fails early. Why is that?")
    said = comment(thread.entry, quote="The seal fails early.", body="Which?", actor=ann)
    assert said.exact == "The seal fails early."


def test_markup_in_a_comment_is_shown_not_obeyed(page, ann):
    said = _said(page, ann, body="<script>x</script> [x](javascript:x) **bold**")
    assert "<script" not in said.html and "href" not in said.html and "<strong>" in said.html
