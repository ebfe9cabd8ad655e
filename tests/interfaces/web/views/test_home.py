"""Home: a welcome for visitors, what is new for everyone else."""

import pytest

from practica.content.discussions.actions import keep_draft
from practica.core.communities.actions import mark_seen
from practica.core.entries.actions import follow, mark_read
from tests.builders import a_colleague, a_community, a_guest, a_member
from tests.builders.discussions import a_discussion, a_question, a_reply
from tests.interfaces.web.scenes import a_lively_place, text_of

pytestmark = pytest.mark.django_db


def test_visitors_are_welcomed_without_a_session_and_see_public_communities_only(client):
    a_community("Open house", audience="public")
    a_community("Hidden house", audience="public", is_listed=False)
    a_community("Closed house", audience="everyone")
    answer = client.get("/")
    page = text_of(answer)
    assert ("Open house" in page, "Hidden house" in page, "Closed house" in page) == (True, False, False)
    assert "sessionid" not in answer.cookies
    assert answer["Vary"] == "Cookie"


def test_home_takes_ten_queries_at_most(client, django_assert_max_num_queries):
    ann = a_colleague()
    community = a_lively_place(ann)
    thread = a_discussion(in_=community)
    mark_read(thread.entry, actor=ann)
    a_reply(to=thread)
    keep_draft(community=community, kind="question", title="Begun", body="", actor=ann)
    client.force_login(ann)
    with django_assert_max_num_queries(10):
        page = text_of(client.get("/"))
    assert "Begun" in page
    assert "1 new reply" in page


@pytest.mark.parametrize("show", ["", "following", "unanswered", "library", "nonsense"])
def test_each_tab_is_a_page_of_its_own(client, show):
    ann = a_colleague()
    a_lively_place(ann)
    client.force_login(ann)
    assert client.get("/", {"show": show}).status_code == 200


def test_a_tab_holds_what_it_says(client):
    ann, lea = a_colleague(), a_colleague()
    community = a_community(led_by=lea)
    a_member(of=community, person=ann)
    followed = a_discussion(in_=community, by=lea, title="Followed one")
    a_question(in_=community, by=lea, title="Open question")
    follow(entry=followed.entry, level="everything", actor=ann)
    client.force_login(ann)
    titles = {
        show: [row.entry.title for row in client.get(f"/?show={show}").context["rows"]]
        for show in ("following", "unanswered", "library")
    }
    assert titles == {"following": ["Followed one"], "unanswered": ["Open question"], "library": []}


def test_the_feed_goes_on_where_it_stopped_and_ends(client, monkeypatch):
    ann = a_colleague()
    community = a_community(led_by=ann)
    for number in range(55):
        a_question(in_=community, by=ann, title=f"Q{number}")
    client.force_login(ann)
    first = client.get("/")
    second = client.get(first.context["older_url"])
    titles = [row.entry.title for row in [*first.context["rows"], *second.context["rows"]]]
    assert len(titles) == len(set(titles)) == 55
    assert "You are all caught up." in text_of(second)


def test_what_one_answered_and_kept_ticks_the_first_steps(client):
    ann = a_colleague(headline="Pumps")
    client.force_login(ann)
    steps = client.get("/").context["settling"].steps
    assert [step.state for step in steps] == ["done", "now", "todo", "todo", "todo"]


def test_questions_one_could_answer_are_those_of_others(client):
    ann = a_colleague()
    community = a_lively_place(ann)
    a_question(in_=community, by=ann, title="Mine")
    client.force_login(ann)
    titles = [entry.title for entry in client.get("/").context["could_answer"]]
    assert len(titles) == 3
    assert "Mine" not in titles


def test_a_guest_finds_nothing_of_other_communities_on_her_home(client):
    gus = a_guest()
    a_community("Closed", led_by=a_colleague())
    a_question(title="CANARY everyone")
    a_question(in_=a_community(audience="members"), title="CANARY members")
    client.force_login(gus)
    for show in ("", "following", "unanswered", "library"):
        assert "CANARY" not in text_of(client.get(f"/?show={show}"))


def test_the_rail_marks_a_community_until_it_was_seen(client):
    ann = a_colleague()
    community = a_lively_place(ann)
    client.force_login(ann)
    assert "has new activity" in text_of(client.get("/"))
    mark_seen(community, actor=ann)
    assert "has new activity" not in text_of(client.get("/"))


def test_on_a_new_site_home_offers_to_start_a_community_and_once_there_is_one_to_look_around(client):
    ann = a_colleague()
    client.force_login(ann)
    fresh = text_of(client.get("/"))
    assert ("Nobody has started a community yet" in fresh, "Look around" in fresh) == (True, False)
    a_community("Open house", audience="everyone")
    assert "Look around" in text_of(client.get("/"))


def test_a_guest_on_a_site_that_shows_nothing_is_not_asked_to_start_a_community(client):
    a_community("Closed house", audience="members")
    client.force_login(a_guest())
    page = text_of(client.get("/"))
    assert ("Nobody has started" in page, "Closed house" in page) == (False, False)
