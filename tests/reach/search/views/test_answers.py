"""The answer block: a part of the results, a page without scripts, and what it costs."""

from __future__ import annotations

import pytest

from practica.content.discussions.actions import accept
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.reach.search.answers import evidence
from tests.builders import a_colleague, a_community, a_member, a_page, a_question, an_answer, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
QUESTION = "How do I turn the compost heap?"


@pytest.fixture
def yard():
    """A public community that knows about heaps, by pages, a question and a file's worth of others."""
    community = a_community("Yard", audience=Community.Audience.PUBLIC)
    a_page(
        in_=community, title="Turning the compost heap", body="Turn the compost heap with a pitchfork in May."
    )
    for number in range(12):
        a_page(in_=community, title=f"Shed {number}", body=f"The shed number {number} holds tools.")
    ann = a_member(of=community)
    question = a_question(in_=community, by=ann, title="When to turn a heap?", body="Ours is cold.")
    accept(an_answer(to=question, body="Turn the heap when it has been cold for a week."), actor=ann)
    settle()
    return community


def test_a_question_on_the_results_page_has_a_place_for_its_answer(client, yard):
    page = client.get("/search", {"q": QUESTION, "community": yard.slug}).content.decode()

    assert 'hx-get="/search/answer?q=How+do+I+turn+the+compost+heap%3F&amp;community=yard"' in page
    assert "Show an answer" in page


def test_a_look_up_and_a_further_page_have_none(client, yard):
    assert b"/search/answer" not in client.get("/search", {"q": "compost"}).content
    assert b"/search/answer" not in client.get("/search", {"q": QUESTION, "page": 2}).content


def test_the_part_quotes_word_for_word_and_says_where(client, yard):
    part = client.get("/search/answer", {"q": QUESTION}, headers=PART).content.decode()

    assert "<p>Turn the compost heap with a pitchfork in May.</p>" in part
    assert "turning-the-compost-heap" in part
    assert ":~:text=Turn%20the%20compost" in part
    assert "Yard" in part
    assert "<html" not in part


def test_without_scripts_it_is_a_page(client, yard):
    page = client.get("/search/answer", {"q": QUESTION}).content.decode()

    assert "<html" in page
    assert "Turn the compost heap with a pitchfork in May." in page
    assert f'href="/search?q={QUESTION[:3]}' in page


def test_key_words_get_no_answer(client, yard):
    assert client.get("/search/answer", {"q": "compost"}, headers=PART).status_code == 204
    answer = client.get("/search/answer", {"q": "compost"})
    assert (answer.status_code, answer["Location"]) == (302, "/search?q=compost")


def test_where_nothing_answers_one_can_ask_and_is_told_whom(client, yard):
    writer = a_member(of=yard)
    a_page(in_=yard, by=writer, title="Worms", body="Worms like kitchen scraps.")
    settle()
    client.force_login(a_colleague())

    part = client.get(
        "/search/answer",
        {"q": "Do worms survive frozen winters under thick snow in Finland?", "community": "yard"},
        headers=PART,
    ).content.decode()

    assert "Nothing here answers this for sure" in part
    assert "/c/yard/questions/ask?title=Do+worms+survive" in part
    assert writer.name in part
    assert "1 page" in part


def test_filters_hold_for_the_answer_too(client, yard):
    part = client.get("/search/answer", {"q": QUESTION, "kind": "question"}, headers=PART).content.decode()

    assert "pitchfork" not in part


@pytest.mark.parametrize("audience", [Entry.Audience.MEMBERS, Entry.Audience.NAMED])
def test_what_was_narrowed_a_moment_ago_is_gone(client, yard, audience):
    assert b"pitchfork" in client.get("/search/answer", {"q": QUESTION}, headers=PART).content

    Entry.objects.filter(title="Turning the compost heap").update(audience=audience)

    assert b"pitchfork" not in client.get("/search/answer", {"q": QUESTION}, headers=PART).content


def test_what_people_wrote_is_shown_as_text(client, yard):
    a_page(in_=yard, title="Heap <b>x</b>", body="Turn the compost heap `<script>alert(1)</script>` by hand.")
    settle()

    part = client.get("/search/answer", {"q": QUESTION}, headers=PART).content.decode()

    assert "&lt;script&gt;" in part
    assert "<script>alert" not in part


def test_an_answer_asks_the_database_ten_times_at_most(client, yard, django_assert_max_num_queries):
    client.force_login(a_member(of=yard))
    client.get("/search/answer", {"q": QUESTION}, headers=PART)

    with django_assert_max_num_queries(10):
        part = client.get("/search/answer", {"q": QUESTION}, headers=PART)

    assert b"pitchfork" in part.content


def test_silence_asks_the_database_eleven_times_at_most(
    client, yard, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(evidence.BY_WORDS.__class__, "is_enough", lambda *_: False)
    client.force_login(a_member(of=yard))
    client.get("/search/answer", {"q": QUESTION}, headers=PART)

    with django_assert_max_num_queries(11):
        part = client.get("/search/answer", {"q": QUESTION}, headers=PART)

    assert b"Nothing here answers" in part.content


def test_a_broken_index_is_no_error(client, own_index):
    own_index.mkdir()
    (own_index / "meta.json").write_text("nonsense")

    assert client.get("/search/answer", {"q": QUESTION}, headers=PART).status_code == 200
    assert b"Search is being repaired" in client.get("/search/answer", {"q": QUESTION}).content
