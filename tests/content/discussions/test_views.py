"""The pages of questions and discussions, for readers, writers and those outside."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from practica.content.discussions.actions import accept, comment, delete_post, edit_post, lock
from practica.content.discussions.models import Post, PostDraft, Thread
from practica.core.entries.actions import mark_read, verify
from practica.core.entries.models import ReadMark
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


def _read(client, thread, **query):
    return client.get(thread.get_absolute_url(), query)


def test_a_question_shows_its_accepted_answer_before_the_others(client):
    question = a_question(title="Which torque?")
    ann = question.entry.author
    an_answer(to=question, body="First thought")
    helped = an_answer(to=question, body="The one that helped")
    accept(helped, actor=ann)
    client.force_login(ann)
    page = _read(client, question).content.decode()
    assert page.index("The one that helped") < page.index("First thought")
    assert "Accepted answer" in page and "Make this a page" in page


def test_reading_a_thread_of_twenty_posts_takes_a_fixed_number_of_queries(
    client, django_assert_max_num_queries
):
    question = a_question()
    for number in range(20):
        comment(an_answer(to=question, body=f"Answer {number}"), body="Noted.", actor=question.entry.author)
    accept(an_answer(to=question), actor=question.entry.author)
    verify(question.entry, actor=question.entry.author)
    client.force_login(question.entry.author)
    with django_assert_max_num_queries(10):
        assert _read(client, question).status_code == 200


def test_a_list_of_questions_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    community = a_community()
    for _number in range(12):
        a_question(in_=community)
    client.force_login(a_member(of=community))
    with django_assert_max_num_queries(10):
        assert client.get(reverse("discussions:questions", args=[community.slug])).status_code == 200


def test_an_old_title_leads_on_for_ever(client):
    question = a_question(title="Torqe?")
    old = question.get_absolute_url()
    edit_post(
        question.posts.get(), body="", title="Torque?", started_from_edited=None, actor=question.entry.author
    )
    client.force_login(question.entry.author)
    response = client.get(old, {"post": "x"})
    assert (response.status_code, response["Location"]) == (
        301,
        Thread.objects.get().get_absolute_url() + "?post=x",
    )


def test_what_came_since_one_was_here_stands_after_a_line(client):
    question = a_question()
    reader = a_member(of=question.entry.community)
    an_answer(to=question, body="Seen before")
    mark_read(question.entry, actor=reader)
    an_answer(to=question, body="Came later")
    client.force_login(reader)
    page = _read(client, question).content.decode()
    assert page.index("Seen before") < page.index("New since you were here") < page.index("Came later")


def test_a_long_discussion_opens_where_one_left_off_and_goes_on_both_ways(client):
    discussion = a_discussion()
    start = timezone.now() - dt.timedelta(days=2)
    bob = a_member(of=discussion.entry.community)
    for number in range(120):
        post = a_reply(to=discussion, by=bob, body=f"Reply number {number}.")
        Post.objects.filter(pk=post.pk).update(created=start + dt.timedelta(minutes=number))
    reader = a_member(of=discussion.entry.community)
    ReadMark.objects.create(
        person=reader, entry=discussion.entry, at=start + dt.timedelta(minutes=80), replies=81
    )
    client.force_login(reader)
    page = _read(client, discussion)
    assert b"Reply number 81." in page.content and b"Reply number 30." not in page.content
    earlier = page.context["page"].earlier
    before = _read(client, discussion, before=earlier)
    assert b"Reply number 77." in before.content and b"Reply number 78." not in before.content
    assert _read(client, discussion, after="nonsense").status_code == 404


def test_every_answer_of_a_long_question_stands_on_exactly_one_stretch(client):
    question = a_question()
    bob = a_member(of=question.entry.community)
    for number in range(53):
        post = an_answer(to=question, by=bob, body=f"Answer number {number}.")
        Post.objects.filter(pk=post.pk).update(vote_count=number % 3)
    client.force_login(bob)
    first = _read(client, question).context["page"]
    second = _read(client, question, after=first.later).context["page"]
    uids = [one.post.uid for page in (first, second) for one in (*page.seen, *page.new)]
    assert len(uids) == len(set(uids)) == 53
    assert not second.later


def test_a_post_has_an_address_of_its_own(client):
    question = a_question()
    post = an_answer(to=question)
    client.force_login(post.author)
    response = client.get(reverse("discussions:permalink", args=[post.uid]))
    assert response["Location"] == f"{question.get_absolute_url()}#post-{post.uid}"


def test_asking_answering_and_accepting_work_as_plain_forms(client):
    community = a_community()
    ann, bob = a_member(of=community), a_member(of=community)
    client.force_login(ann)
    typed = {"title": "Which torque?", "body": "M20.", "topics": "flanges, torque", "audience": "community"}
    address = client.post(reverse("discussions:ask", args=[community.slug]), typed)["Location"]
    question = Thread.objects.get()
    client.force_login(bob)
    client.post(reverse("discussions:post", args=[question.entry.uid]), {"body": "180 Nm"})
    helped = Post.objects.get(kind="answer")
    client.force_login(ann)
    client.post(reverse("discussions:vote", args=[helped.uid]))
    client.post(reverse("discussions:accept", args=[helped.uid]))
    page = client.get(address).content.decode()
    assert "Accepted answer" in page and "1 person found it helpful" in page


def test_a_refused_question_keeps_what_was_typed(client):
    community = a_community()
    client.force_login(a_member(of=community))
    typed = {"title": "", "body": "All I know", "topics": "pumps", "audience": "members"}
    response = client.post(reverse("discussions:ask", args=[community.slug]), typed)
    assert response.status_code == 422
    assert b"All I know" in response.content and b"pumps" in response.content


def test_a_refused_answer_keeps_what_was_typed(client):
    question = a_question()
    client.force_login(question.entry.author)
    too_long = "long " * 25_000
    response = client.post(reverse("discussions:post", args=[question.entry.uid]), {"body": too_long})
    assert response.status_code == 422
    assert b"long long" in response.content and b"KB" in response.content


def test_a_refused_comment_stands_under_its_answer(client):
    question = a_question()
    post = an_answer(to=question)
    client.force_login(question.entry.author)
    response = client.post(reverse("discussions:comment", args=[post.uid]), {"body": "  "})
    assert response.status_code == 422
    assert b"Write something first." in response.content
    assert f'id="comment-{post.uid}"'.encode() in response.content


def test_what_somebody_typed_is_shown_to_nobody_else(client):
    question = a_question()
    post = an_answer(to=question)
    community = question.entry.community
    typed = "canary " * 20_000  # over the limit, so refused and given back
    client.force_login(a_member(of=community))
    refused = client.post(reverse("discussions:comment", args=[post.uid]), {"body": typed})
    assert refused.status_code == 422 and b"canary" in refused.content
    client.force_login(a_member(of=community))
    shown = client.get(question.entry.get_absolute_url(), {"comment": post.uid})
    assert f'id="comment-{post.uid}"'.encode() in shown.content
    assert b"canary" not in shown.content


def test_a_late_editor_gets_both_texts(client):
    post = an_answer(to=a_question(), body="165 Nm")
    client.force_login(post.author)
    form = client.get(reverse("discussions:edit", args=[post.uid])).context["form"]
    edit_post(post, body="170 Nm", started_from_edited=None, actor=post.author)
    sent = {"body": "180 Nm", "started_from": form["started_from"].value()}
    response = client.post(reverse("discussions:edit", args=[post.uid]), sent)
    assert response.status_code == 409
    assert b"180 Nm" in response.content and b"170" in response.content
    again = {"body": "180 Nm", "started_from": response.context["form"]["started_from"].value()}
    assert client.post(reverse("discussions:edit", args=[post.uid]), again).status_code == 303
    assert Post.objects.get(pk=post.pk).body == "180 Nm"


def test_history_shows_what_was_changed(client):
    post = an_answer(to=a_question(), body="The torque is 165 Nm")
    edit_post(post, body="The torque is 180 Nm", started_from_edited=None, actor=post.author)
    client.force_login(post.author)
    page = client.get(reverse("discussions:history", args=[post.uid])).content.decode()
    assert "<del>165" in page and "<ins>180" in page


def test_a_scripted_vote_answers_with_the_button_alone(client):
    question = a_question()
    post = an_answer(to=question)
    client.force_login(question.entry.author)
    response = client.post(
        reverse("discussions:vote", args=[post.uid]),
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    )
    assert b'aria-pressed="true"' in response.content and b"<html" not in response.content


def test_what_is_typed_is_kept_and_shown_again_to_its_writer_alone(client):
    question = a_question()
    ann, bob = question.entry.author, a_member(of=question.entry.community)
    client.force_login(ann)
    client.post(reverse("discussions:keep_draft", args=[question.entry.uid]), {"body": "Half a thought"})
    assert b"Half a thought" in _read(client, question).content
    draft = PostDraft.objects.get()
    client.force_login(bob)
    assert b"Half a thought" not in _read(client, question).content
    assert client.post(reverse("discussions:discard_draft", args=[draft.uid])).status_code == 404


def test_who_sees_an_open_community_is_asked_to_join_before_she_answers(client):
    question = a_question()
    client.force_login(a_colleague())
    assert b"Join to answer" in _read(client, question).content
    response = client.post(reverse("discussions:post", args=[question.entry.uid]), {"body": "I know"})
    assert response.status_code == 403


def test_joining_to_answer_leads_back_to_the_question(client):
    question = a_question()
    client.force_login(a_colleague())
    back = f"{question.get_absolute_url()}#reply"
    response = client.post(reverse("communities:join", args=[question.entry.community.slug]), {"next": back})
    assert response["Location"] == back
    assert b"Post answer" in _read(client, question).content


def test_a_deleted_answer_is_gone_for_others_and_its_author_can_restore_it(client):
    question = a_question()
    post = an_answer(to=question, body="Embarrassing")
    delete_post(post, actor=post.author)
    client.force_login(a_member(of=question.entry.community))
    assert b"was deleted" not in _read(client, question).content
    assert client.get(reverse("discussions:permalink", args=[post.uid])).status_code == 404
    client.force_login(post.author)
    assert b"Restore" in _read(client, question).content
    assert b"Embarrassing" not in _read(client, question).content
    client.post(reverse("discussions:restore", args=[post.uid]))
    assert b"Embarrassing" in _read(client, question).content


def test_a_closed_thread_says_so_and_has_no_composer(client):
    lead = a_colleague()
    question = a_question(in_=a_community(led_by=lead))
    lock(question, actor=lead)
    client.force_login(question.entry.author)
    page = _read(client, question).content
    assert b"This is closed" in page and b"Post answer" not in page


def test_with_one_community_there_is_nothing_to_choose(client):
    community = a_community()
    client.force_login(a_member(of=community))
    response = client.get(reverse("discussions:ask_somewhere"), {"title": "Why?"})
    assert response["Location"] == reverse("discussions:ask", args=[community.slug]) + "?title=Why%3F"


@pytest.mark.parametrize("only", ["", "unanswered", "mine"])
def test_an_empty_list_says_what_will_be_here(client, only):
    community = a_community()
    client.force_login(a_member(of=community))
    page = client.get(reverse("discussions:questions", args=[community.slug]), {"only": only})
    assert b'class="empty"' in page.content


def test_lists_narrow_and_go_on(client):
    community = a_community()
    ann = a_member(of=community)
    questions = [a_question(in_=community) for _number in range(32)]
    an_answer(to=questions[0])
    a_question(in_=community, by=ann, title="Mine alone")
    client.force_login(ann)
    address = reverse("discussions:questions", args=[community.slug])
    first = client.get(address)
    second = client.get(first.context["older_url"])
    assert len(first.context["rows"]) == 30 and len(second.context["rows"]) == 3
    assert [row.entry.title for row in client.get(address, {"only": "mine"}).context["rows"]] == [
        "Mine alone"
    ]
    unanswered = client.get(address, {"only": "unanswered"})
    assert questions[0].entry.title not in [row.entry.title for row in unanswered.context["rows"]]


OUTSIDERS = {"stranger": lambda: None, "guest": a_guest, "colleague": a_colleague}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_is_outside_a_closed_community_finds_nothing_of_its_threads(client, closed, who):
    question = a_question(in_=closed, title="Canary question", body="Canary body")
    post = an_answer(to=question, body="Canary answer")
    edit_post(post, body="Canary answer again", started_from_edited=None, actor=post.author)
    outsider = OUTSIDERS[who]()
    if outsider is not None:
        client.force_login(outsider)
    uid, thread = post.uid, question.entry.uid
    reads = [
        question.get_absolute_url(),
        reverse("discussions:questions", args=[closed.slug]),
        reverse("discussions:discussions", args=[closed.slug]),
        reverse("discussions:permalink", args=[uid]),
        reverse("discussions:history", args=[uid]),
    ]
    for address in reads:
        response = client.get(address)
        assert response.status_code == 404, address
        assert b"Canary" not in response.content
    writes = [
        reverse("discussions:ask", args=[closed.slug]),
        reverse("discussions:start", args=[closed.slug]),
        reverse("discussions:keep_question_draft", args=[closed.slug]),
        reverse("discussions:preview", args=[closed.slug]),
        reverse("discussions:post", args=[thread]),
        reverse("discussions:keep_draft", args=[thread]),
        reverse("discussions:lock", args=[thread]),
        *(
            reverse(f"discussions:{name}", args=[uid])
            for name in (
                "comment", "edit", "delete", "restore", "vote", "unvote", "accept", "unaccept", "make_page",
            )
        ),
    ]  # fmt: skip
    for address in writes:
        response = client.post(address, {"title": "x", "body": "x"})
        expected = 404 if outsider is not None else 302
        assert response.status_code == expected, address
        assert b"Canary" not in response.content
    assert not Post.objects.filter(body="x").exists()


def test_what_only_members_can_read_is_not_in_the_list_of_who_looks_in(client):
    community = a_community()
    question = a_question(in_=community, title="Among ourselves", audience="members")
    client.force_login(a_colleague())
    assert _read(client, question).status_code == 404
    assert (
        b"Among ourselves" not in client.get(reverse("discussions:questions", args=[community.slug])).content
    )


def test_a_public_thread_is_read_without_signing_in_and_without_ways_to_change_it(client):
    question = a_question(in_=a_community(audience="public"), title="For everyone")
    an_answer(to=question)
    page = _read(client, question).content.decode()
    assert "For everyone" in page and "Sign in" in page
    assert "/accept" not in page and "/edit" not in page
