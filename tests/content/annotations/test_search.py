"""Talks about passages are found with the text they are about, by those who see it."""

import pytest

from practica.content.annotations.actions import comment, delete, reply, resolve
from practica.core.entries.actions import set_audience
from practica.kit.contracts import search
from practica.reach.search import index
from tests.builders import a_colleague, a_community, a_member, a_page, settle

pytestmark = pytest.mark.django_db

BODY = "A seal fails early when the flush plan is wrong."


@pytest.fixture
def page():
    community = a_community(led_by=a_colleague("Lea"))
    return a_page(in_=community, title="Seals", body=BODY)


@pytest.fixture
def ann(page):
    return a_member(of=page.community, person=a_colleague("Ann"))


@pytest.fixture
def searched(client, settings, tmp_path):
    """Ask the search of this site as somebody; answers with the hits."""
    settings.SEARCH_DIR = str(tmp_path / "search")
    index.close()

    def ask(words, person):
        settle()
        client.force_login(person)
        return client.get("/api/search", {"q": words}).json()["results"]

    yield ask
    index.close()


def _document(page):
    return next(iter(search.documents_of(search.sources()["page"], [page.entry_id])))


def test_a_talk_is_a_passage_behind_those_of_the_text_with_its_card_to_jump_to(page, ann):
    said = comment(page.entry, quote="the flush plan", body="Which **plan**?", actor=ann)
    reply(said, body="Plan 53.", actor=page.community.created_by)
    text, talk = _document(page).passages
    assert text.text == BODY
    assert (talk.text, talk.anchor, talk.heading) == ("Which plan?\nPlan 53.", said.anchor, "Ann")


def test_what_is_settled_is_found_and_what_was_taken_out_is_not(page, ann):
    said = comment(page.entry, quote="the flush plan", body="Which?", actor=ann)
    resolve(said, actor=ann)
    assert len(_document(page).passages) == 2
    delete(said, actor=ann)
    assert len(_document(page).passages) == 1


def test_a_comment_is_found_by_those_who_see_its_page_and_by_nobody_else(page, ann, searched):
    otto = a_colleague("Otto")
    said = comment(page.entry, quote="the flush plan", body="Ask about quenching.", actor=ann)
    (hit,) = searched("quenching", otto)
    assert hit["url"].endswith(f"#{said.anchor}")
    set_audience(page.entry, "members", actor=page.community.created_by)
    assert searched("quenching", otto) == []
    assert len(searched("quenching", ann)) == 1
    delete(said, actor=ann)
    assert searched("quenching", ann) == []
