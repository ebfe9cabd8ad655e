"""Asking, answering, accepting, editing and deleting."""

import datetime as dt

import pytest
from django.utils import timezone

from practica.content.discussions.actions import (
    accept,
    answer,
    ask,
    comment,
    delete_post,
    discuss,
    edit_post,
    keep_draft,
    lock,
    make_page,
    reply,
    restore_post,
    unaccept,
    unlock,
    unvote,
    vote,
)
from practica.content.discussions.models import Post, PostDraft, Thread
from practica.core.entries.models import Entry, Follow, Link, ReadMark
from practica.core.ledger.models import FactRow
from practica.kit.access import Invalid, Refused, Stale
from practica.kit.contracts import capture
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


def test_a_member_asks_and_follows_what_she_asked():
    community = a_community()
    ann = a_member(of=community)
    question = ask(
        community=community, title="Which torque?", body="For **M20** studs.", topics=["flanges"], actor=ann
    )
    opening = question.posts.get()
    assert (opening.kind, question.entry.kind, question.entry.summary) == (
        "opening",
        "question",
        "For M20 studs.",
    )
    assert "<strong>M20</strong>" in opening.html
    assert [topic.label for topic in question.entry.topics.all()] == ["flanges"]
    assert Follow.objects.filter(person=ann, entry=question.entry).exists()
    assert FactRow.objects.filter(name="QuestionAsked", entry_id=question.entry_id).exists()


def test_a_guest_who_is_a_member_asks_too():
    community = a_community()
    guest = a_member(of=community, person=a_guest())
    assert ask(community=community, title="May I?", actor=guest).entry.author == guest


def test_whoever_is_no_member_neither_asks_nor_answers():
    question, stranger = a_question(), a_colleague()
    with pytest.raises(Refused):
        ask(community=question.entry.community, title="Anyone?", actor=stranger)
    with pytest.raises(Refused):
        answer(question, body="Yes.", actor=stranger)
    assert not Post.objects.contributions().exists()


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_question_needs_a_title_of_some_length(title):
    with pytest.raises(Invalid) as refused:
        a_question(title=title or " ")
    assert refused.value.field == "title"


def test_a_discussion_needs_words_to_begin_with():
    community = a_community()
    with pytest.raises(Invalid):
        discuss(community=community, title="Shifts", body="  ", actor=a_member(of=community))
    assert not Entry.objects.exists()


def test_a_text_that_is_too_long_is_refused_with_a_sentence():
    with pytest.raises(Invalid, match="KB") as refused:
        a_question(body="word " * 25_000)
    assert refused.value.field == "body"


def test_an_answer_is_counted_and_read_by_its_author():
    question = a_question()
    bob = an_answer(to=question).author
    question.refresh_from_db()
    question.entry.refresh_from_db()
    assert (question.answer_count, question.entry.reply_count) == (1, 1)
    assert ReadMark.objects.get(person=bob, entry=question.entry).replies == 1


def test_a_comment_counts_as_something_new_but_not_as_an_answer():
    question = a_question()
    comment(an_answer(to=question), body="Which gasket?", actor=question.entry.author)
    question.refresh_from_db()
    question.entry.refresh_from_db()
    assert (question.answer_count, question.entry.reply_count) == (1, 2)


@pytest.mark.parametrize(("thread_of", "act"), [(a_question, answer), (a_discussion, reply)])
def test_the_same_words_sent_twice_in_a_minute_are_one_post(thread_of, act):
    thread = thread_of()
    ann = a_member(of=thread.entry.community)
    first = act(thread, body="Turn it off and on.", actor=ann)
    again = act(thread, body="Turn it off and on.\n", actor=ann)
    assert again == first
    thread.refresh_from_db()
    assert thread.answer_count == Post.objects.contributions().count() == 1
    assert FactRow.objects.filter(name__in=["AnswerPosted", "ReplyPosted"]).count() == 1


@pytest.mark.parametrize("start", [ask, discuss])
def test_a_thread_sent_twice_in_a_minute_is_one_and_is_told_once(start):
    community = a_community()
    ann, bob = (a_member(of=community) for _ in range(2))
    words = {"community": community, "title": "Why does it drip?", "body": "Since Monday."}
    first = start(**words, actor=ann)
    assert start(**words | {"title": " Why does it drip? "}, actor=ann) == first
    assert FactRow.objects.filter(name__in=["QuestionAsked", "DiscussionStarted"]).count() == 1
    others = [start(**words, actor=bob), start(**words | {"body": "Since Tuesday."}, actor=ann)]
    Entry.objects.update(created=timezone.now() - dt.timedelta(seconds=61))
    assert len({first, *others, start(**words, actor=ann)}) == 4


def test_a_comment_sent_twice_is_one_comment_and_may_stand_under_two_answers():
    question = a_question()
    ann = a_member(of=question.entry.community)
    one, other = an_answer(to=question), an_answer(to=question)
    assert comment(one, body="Thank you.", actor=ann) == comment(one, body="Thank you.", actor=ann)
    assert comment(other, body="Thank you.", actor=ann).parent == other


def test_the_same_words_are_a_new_post_of_somebody_else_elsewhere_later_or_after_deleting():
    question, body = a_question(), "Turn it off and on."
    elsewhere = a_question(in_=question.entry.community)
    ann, bob = (a_member(of=question.entry.community) for _ in range(2))
    posts = {
        an_answer(to=thread, by=by, body=body)
        for thread, by in ((question, ann), (question, bob), (elsewhere, ann))
    }
    Post.objects.update(created=timezone.now() - dt.timedelta(seconds=61))
    later = an_answer(to=question, by=ann, body=body)
    delete_post(later, actor=ann)
    assert len(posts | {later, an_answer(to=question, by=ann, body=body)}) == 5


def test_what_is_brought_from_elsewhere_may_say_the_same_twice():
    discussion, day = a_discussion(), timezone.now() - dt.timedelta(seconds=5)
    lead = discussion.entry.author
    reply(discussion, body="+1", created=day, actor=lead)
    reply(discussion, body="+1", created=day, actor=lead)
    assert Post.objects.filter(kind="reply").count() == 2


def test_a_comment_has_no_comments():
    question = a_question()
    first = comment(an_answer(to=question), body="Which gasket?", actor=question.entry.author)
    with pytest.raises(Refused):
        comment(first, body="That one.", actor=question.entry.author)


def test_a_question_takes_answers_and_a_discussion_replies():
    question, discussion = a_question(), a_discussion()
    with pytest.raises(Invalid):
        reply(question, body="Hm.", actor=question.entry.author)
    with pytest.raises(Invalid):
        answer(discussion, body="Hm.", actor=discussion.entry.author)


def test_only_leads_post_in_the_name_of_somebody_else_and_dates_are_kept():
    lead, bob = a_colleague(), a_colleague()
    community = a_community(led_by=lead)
    then = timezone.now() - dt.timedelta(days=400)
    question = ask(community=community, title="Old", author=bob, created=then, actor=lead)
    assert (question.entry.author, question.entry.created, question.posts.get().created) == (bob, then, then)
    with pytest.raises(Refused):
        answer(question, body="Hm.", author=lead, actor=a_member(of=community))


def test_an_answer_brought_from_elsewhere_does_not_make_its_question_look_new():
    lead = a_colleague()
    then = timezone.now() - dt.timedelta(days=400)
    question = ask(community=a_community(led_by=lead), title="Old", created=then, actor=lead)
    answer(question, body="Old too.", created=then + dt.timedelta(days=1), actor=lead)
    question.entry.refresh_from_db()
    assert question.entry.active_at == then + dt.timedelta(days=1)


def test_only_the_core_group_asks_the_core_group():
    community = a_community()
    with pytest.raises(Invalid) as refused:
        ask(community=community, title="Hush", audience="core", actor=a_member(of=community))
    assert refused.value.field == "audience"
    assert ask(community=community, title="Hush", audience="core", actor=a_member(of=community, role="core"))


def test_who_asked_accepts_one_answer_and_may_choose_another():
    question = a_question()
    ann = question.entry.author
    first, second = an_answer(to=question), an_answer(to=question)
    accept(first, actor=ann)
    accept(Post.objects.get(pk=second.pk), actor=ann)
    question.refresh_from_db()
    assert question.accepted == second
    assert list(Post.objects.filter(is_accepted=True)) == [second]


def test_a_lead_accepts_and_a_member_who_did_not_ask_does_not():
    lead = a_colleague()
    question = a_question(in_=a_community(led_by=lead))
    bobs = an_answer(to=question)
    with pytest.raises(Refused):
        accept(bobs, actor=bobs.author)
    accept(bobs, actor=lead)
    assert Thread.objects.get(pk=question.pk).accepted_by == lead


def test_an_accepted_answer_can_be_stepped_back_from():
    question = a_question()
    helped = an_answer(to=question)
    accept(helped, actor=question.entry.author)
    unaccept(helped, actor=question.entry.author)
    assert not Thread.objects.get(pk=question.pk).is_answered


def test_an_answer_that_was_replaced_meanwhile_is_stepped_back_from_alone():
    question = a_question()
    asker = question.entry.author
    first, second = an_answer(to=question), an_answer(to=question)
    accept(first, actor=asker)
    read_before = Post.objects.select_related("thread__entry__community").get(pk=first.pk)
    accept(second, actor=asker)

    unaccept(read_before, actor=asker)

    assert Thread.objects.get(pk=question.pk).accepted == second


def test_an_answer_that_was_deleted_meanwhile_cannot_be_accepted():
    question = a_question()
    helped = an_answer(to=question)
    read_before = Post.objects.select_related("thread__entry__community").get(pk=helped.pk)
    delete_post(helped, actor=helped.author)

    with pytest.raises(Refused):
        accept(read_before, actor=question.entry.author)

    assert not Thread.objects.get(pk=question.pk).is_answered


def test_a_reply_in_a_discussion_cannot_be_accepted():
    discussion = a_discussion()
    with pytest.raises(Refused):
        accept(a_reply(to=discussion), actor=discussion.entry.author)


def test_voting_twice_counts_once_and_taking_back_once():
    question = a_question()
    helped, ann = an_answer(to=question), question.entry.author
    vote(helped, actor=ann)
    vote(helped, actor=ann)
    helped.refresh_from_db()
    assert helped.vote_count == 1
    unvote(helped, actor=ann)
    unvote(helped, actor=ann)
    helped.refresh_from_db()
    assert helped.vote_count == 0


def test_nobody_votes_on_her_own_answer_nor_from_outside():
    helped = an_answer(to=a_question())
    with pytest.raises(Refused):
        vote(helped, actor=helped.author)
    with pytest.raises(Refused):
        vote(helped, actor=a_colleague())


def test_an_edit_keeps_the_former_text():
    post = an_answer(to=a_question(), body="165 Nm")
    edited = edit_post(post, body="180 Nm", started_from_edited=None, actor=post.author)
    assert "180 Nm" in edited.html
    assert [former.body for former in edited.revisions.all()] == ["165 Nm"]


def test_an_edit_that_began_with_an_older_text_is_stale_and_changes_nothing():
    post = an_answer(to=a_question(), body="165 Nm")
    edit_post(post, body="170 Nm", started_from_edited=None, actor=post.author)
    with pytest.raises(Stale) as refused:
        edit_post(post, body="180 Nm", started_from_edited=None, actor=post.author)
    assert refused.value.current.body == "170 Nm"
    assert Post.objects.get(pk=post.pk).body == "170 Nm"


def test_a_new_title_goes_with_the_opening():
    question = a_question(title="Torqe?")
    opening = question.posts.get()
    edit_post(opening, body="", title="Torque?", started_from_edited=None, actor=question.entry.author)
    question.entry.refresh_from_db()
    assert (question.entry.title, question.entry.slug) == ("Torque?", "torque")
    assert opening.revisions.get().title == "Torqe?"


def test_an_edit_without_a_change_leaves_no_trace():
    post = an_answer(to=a_question(), body="165 Nm")
    edit_post(post, body="165 Nm", started_from_edited=None, actor=post.author)
    assert not post.revisions.exists()
    assert not FactRow.objects.filter(name="PostEdited").exists()


def test_others_do_not_edit_but_the_core_group_does():
    question = a_question()
    post = an_answer(to=question)
    with pytest.raises(Refused):
        edit_post(post, body="No.", started_from_edited=None, actor=question.entry.author)
    core = a_member(of=question.entry.community, role="core")
    assert edit_post(post, body="Better.", started_from_edited=None, actor=core).edited_by == core


def test_a_deleted_answer_is_not_accepted_any_more_and_comes_back_uncounted_twice():
    question = a_question()
    helped = an_answer(to=question)
    comment(helped, body="Thanks.", actor=question.entry.author)
    accept(helped, actor=question.entry.author)
    delete_post(helped, actor=helped.author)
    delete_post(helped, actor=helped.author)
    question.refresh_from_db()
    question.entry.refresh_from_db()
    assert (question.answer_count, question.entry.reply_count, question.is_answered) == (0, 0, False)
    restore_post(helped, actor=helped.author)
    question.refresh_from_db()
    question.entry.refresh_from_db()
    assert (question.answer_count, question.entry.reply_count) == (1, 2)


def test_a_comment_deleted_under_a_deleted_answer_is_not_counted_twice():
    question = a_question()
    helped = an_answer(to=question)
    note = comment(helped, body="Thanks.", actor=question.entry.author)
    delete_post(helped, actor=helped.author)
    with pytest.raises(Invalid):
        delete_post(Post.objects.get(pk=note.pk), actor=note.author)
    question.entry.refresh_from_db()
    assert question.entry.reply_count == 0


def test_what_a_lead_deleted_its_author_does_not_restore():
    lead = a_colleague()
    post = an_answer(to=a_question(in_=a_community(led_by=lead)))
    delete_post(post, actor=lead)
    with pytest.raises(Refused):
        restore_post(post, actor=post.author)


def test_deleting_the_opening_puts_the_thread_into_the_bin():
    question = a_question()
    delete_post(question.posts.get(), actor=question.entry.author)
    question.entry.refresh_from_db()
    assert question.entry.state == "binned"


def test_nobody_writes_in_a_closed_thread_until_it_is_opened():
    lead = a_colleague()
    question = a_question(in_=a_community(led_by=lead))
    lock(question, actor=lead)
    with pytest.raises(Refused):
        answer(question, body="Late.", actor=question.entry.author)
    unlock(question, actor=lead)
    assert answer(question, body="In time.", actor=question.entry.author)


def test_links_and_mentions_are_found():
    community = a_community()
    bob = a_member(of=community, person=a_colleague("Bob"))
    other = a_question(in_=community, title="Flange torque")
    question = a_question(in_=community, body=f"Like [[Flange torque]], and @[Bob](user:{bob.handle})?")
    assert Link.objects.get(source=question.entry).target == other.entry
    fact = FactRow.objects.get(name="QuestionAsked", entry_id=question.entry_id)
    assert fact.get("mentioned") == [bob.pk]
    assert f'href="/people/{bob.handle}"' in question.posts.get().html


def test_a_link_does_not_tell_the_title_of_what_its_writer_cannot_see():
    secret = a_question(in_=a_community(audience="members"), title="Secret merger")
    question = a_question(body=f"See [this](/e/{secret.entry.uid}) and [[Secret merger]].")
    assert not Link.objects.filter(source=question.entry, target__isnull=False).exists()


def test_posting_forgets_the_draft():
    question = a_question()
    ann = question.entry.author
    keep_draft(thread=question, body="Perhaps", actor=ann)
    answer(question, body="Perhaps so.", actor=ann)
    assert not PostDraft.objects.exists()


def test_a_draft_is_one_per_person_and_place_and_nothing_typed_keeps_nothing():
    community = a_community()
    ann = a_member(of=community)
    keep_draft(community=community, kind="question", title="Wh", body="", actor=ann)
    keep_draft(community=community, kind="question", title="Why", body="", actor=ann)
    assert PostDraft.objects.get().title == "Why"
    keep_draft(community=community, kind="question", title=" ", body="", actor=ann)
    assert not PostDraft.objects.exists()


@pytest.fixture
def maker():
    """A maker of pages that makes a bare entry, as the app of pages would."""
    from practica.core.entries.actions import create_entry

    before = list(capture._maker)

    def make(*, community, title, body, author, source_entry, actor):
        return create_entry(kind="question", community=community, author=author, title=title, actor=actor)

    capture.register_maker(make)
    yield
    capture._maker[:] = before


def test_an_accepted_answer_becomes_a_page_by_its_author_once(maker):
    question = a_question(title="Which torque?")
    ann = question.entry.author
    helped = an_answer(to=question)
    accept(helped, actor=ann)
    page = make_page(helped, actor=ann)
    question.refresh_from_db()
    assert (question.page_entry, page.author, page.title) == (page, helped.author, "Which torque?")
    assert Link.objects.get(source=question.entry).target == page
    with pytest.raises(Invalid):
        make_page(helped, actor=ann)


def test_only_accepted_answers_become_pages_and_guests_make_none(maker):
    question = a_question(by=a_guest(), in_=a_community())
    helped = an_answer(to=question)
    with pytest.raises(Refused):
        make_page(helped, actor=helped.author)
    accept(helped, actor=question.entry.author)
    with pytest.raises(Refused):
        make_page(helped, actor=question.entry.author)


@pytest.mark.parametrize("written", ["Ölwechsel an Pumpen", "Oil change"])
def test_a_question_is_linked_by_its_title_in_any_language(written):
    community = a_community()
    older = a_question(in_=community, title=written)

    newer = ask(
        community=community, title="And now?", body=f"As in [[{written}]].", actor=a_member(of=community)
    )

    assert list(newer.entry.links_out.values_list("target", flat=True)) == [older.entry_id]
