"""The inbox as a page: what waits, what is read, what is done."""

import pytest
from django.urls import reverse

from practica.core.entries.actions import set_audience
from practica.reach.notifications.actions.reading import put_away
from practica.reach.notifications.models import Notice
from practica.reach.notifications.queries import PAGE
from tests.builders import a_colleague, a_community, a_guest, a_member, settle
from tests.builders.discussions import a_question, an_answer
from tests.reach.notifications.scenes import an_answered_question, shown_to, unread_of

pytestmark = pytest.mark.django_db
INBOX = "/inbox"


def text_of(answer):
    return answer.content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(INBOX).status_code == 302


def test_an_empty_inbox_says_so(client):
    client.force_login(a_colleague())
    assert "You are all caught up." in text_of(client.get(INBOX))


def test_what_waits_is_shown_in_few_queries(client, django_assert_max_num_queries):
    ann, bob = a_colleague(), a_colleague("Bob")
    for _number in range(6):
        an_answer(to=a_question(by=ann, in_=None), by=bob)
    settle()
    client.force_login(ann)
    with django_assert_max_num_queries(10):
        page = text_of(client.get(INBOX))
    assert page.count("Bob answered your question") == 6


def test_looking_changes_nothing(client):
    ann, _bob, _question = an_answered_question()
    client.force_login(ann)
    client.get(INBOX)
    client.get(INBOX + "?show=unread")
    assert unread_of(ann) == 1


def test_the_count_in_the_frame_is_right_at_the_next_load_on_any_device(client):
    ann, _bob, question = an_answered_question()
    client.force_login(ann)
    assert "Inbox, 1 new" in text_of(client.get(INBOX))
    client.post(reverse("entries:seen", args=[question.entry.uid]))
    other = type(client)()
    other.force_login(ann)
    assert "Inbox, 1 new" not in text_of(other.get(INBOX))


@pytest.mark.parametrize(("act", "shown_in"), [("read", "all"), ("put_away", "done"), ("unread", "unread")])
def test_each_button_moves_the_row(client, act, shown_in):
    ann, _bob, _question = an_answered_question()
    client.force_login(ann)
    answer = client.post(reverse(f"notifications:{act}", args=[shown_to(ann)[0].uid]))
    assert (answer.status_code, answer["Location"]) == (303, INBOX)
    tabs = {
        tab: "Bob answered" in text_of(client.get(f"{INBOX}?show={tab}")) for tab in ("all", "unread", "done")
    }
    assert [tab for tab, there in tabs.items() if there][-1] == shown_in


def test_opening_what_is_no_entry_reads_it_and_goes_there(client):
    ann = a_colleague()
    notice = Notice.objects.create(
        person=ann, reason="join", key="k", fact=1, sentence="Hello", url="/people"
    )
    client.force_login(ann)
    assert client.post(reverse("notifications:open", args=[notice.uid]))["Location"] == "/people"
    assert unread_of(ann) == 0


def test_done_with_all_keeps_what_came_meanwhile(client):
    ann, bob, question = an_answered_question()
    seen_on_the_page = shown_to(ann)[0]
    an_answer(to=a_question(by=ann, in_=question.entry.community), by=bob)
    settle()
    client.force_login(ann)
    client.post(reverse("notifications:put_all_away"), {"until": seen_on_the_page.uid})
    assert unread_of(ann) == 1


def test_nobody_touches_the_notice_of_somebody_else(client):
    ann, bob, _question = an_answered_question()
    notice = shown_to(ann)[0]
    client.force_login(bob)
    for act in ("open", "read", "unread", "put_away"):
        assert client.post(reverse(f"notifications:{act}", args=[notice.uid])).status_code == 404
    assert unread_of(ann) == 1


def test_long_inboxes_come_page_by_page(client):
    ann = a_colleague()
    for number in range(PAGE + 5):
        Notice.objects.create(
            person=ann, reason="x", key=f"k{number}", fact=number, sentence=f"Row {number}."
        )
    client.force_login(ann)
    first = client.get(INBOX)
    second = client.get(first.context["older_url"])
    shown = [row.key for row in [*first.context["rows"], *second.context["rows"]]]
    assert len(shown) == len(set(shown)) == PAGE + 5
    assert second.context["older_url"] == ""


@pytest.mark.parametrize("key", ["x", "_", "2020-01-01_", "2020-01-01T00:00:00_9"])
def test_a_page_key_somebody_made_up_is_no_error(client, key):
    client.force_login(a_colleague())
    assert client.get(INBOX, {"before": key}).status_code == 200


def test_a_notice_of_what_was_narrowed_shows_nowhere(client):
    bob, gus = a_colleague(), a_guest("Gus")
    community = a_community(led_by=bob)
    a_member(of=community, person=gus, role="guest")
    question = a_question(in_=community, by=gus, title="CANARY")
    an_answer(to=question, by=bob)
    settle()
    question.entry.author = question.entry.owner = None
    question.entry.save()
    set_audience(question.entry, "core", actor=bob)
    put_away(Notice.objects.get(person=gus), actor=gus)
    client.force_login(gus)
    for tab in ("all", "unread", "done"):
        assert "CANARY" not in text_of(client.get(f"{INBOX}?show={tab}"))
