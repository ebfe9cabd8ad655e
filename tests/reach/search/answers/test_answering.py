"""From a question to quotes that stand where they are said to stand, or to none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.content.discussions.actions import accept
from practica.content.pages.models import Page
from practica.core.entries.models import Entry
from practica.reach.search.answers.answering import answer, verified
from tests.builders import a_colleague, a_member, a_page, a_question, an_answer, settle

pytestmark = pytest.mark.django_db

QUESTION = "How do I replace the seal of a gland?"


def texts(got):
    return [quote.text for quote in got.quotes]


def test_a_question_is_answered_with_the_sentence_that_says_it(plant):
    got = answer(QUESTION, person=AnonymousUser())

    assert texts(got)[0] == "Loosen the gland nut by half a turn before you replace the seal."
    assert got.quotes[0].url.split("#")[0] == got.quotes[0].entry.get_absolute_url()


@pytest.mark.parametrize(
    "question",
    [
        "Which satellites orbit Jupiter and Saturn?",
        "How do I bake a sourdough bread?",
        "Was kostet ein Visum?",
        "¿?",
    ],
)
def test_what_nobody_wrote_about_is_met_with_silence(plant, question):
    got = answer(question, person=AnonymousUser())

    assert not got
    assert not got.is_away


@pytest.mark.parametrize(
    "question", ["", "?", "how how how", "the of and", "\x00\ud800", "🙂 🙂 🙂 🙂", "why " * 30_000]
)
def test_no_question_is_too_strange(plant, question):
    assert answer(question, person=AnonymousUser()).quotes == []


def test_the_answer_that_helped_comes_first(plant):
    ann = a_member(of=plant)
    question = a_question(
        in_=plant, by=ann, title="Why does the impeller vibrate?", body="It began on Monday."
    )
    an_answer(to=question, body="The impeller may vibrate when the impeller is worn on one side.")
    right = an_answer(to=question, body="The impeller vibrates when sand sits between its vanes. Flush it.")
    accept(right, actor=ann)
    settle()

    got = answer("Why does the impeller vibrate?", person=ann)

    assert got.quotes[0].is_accepted
    assert got.quotes[0].url.split(":~:")[0].endswith(right.anchor)
    assert got.quotes[0].stretch.writer == right.author.name


def test_nothing_is_said_twice(plant):
    for number in range(3):
        a_page(
            in_=plant,
            title=f"Gland seal note {number}",
            body="Loosen the gland nut by half a turn before you replace the seal.",
        )
    settle()

    got = answer(QUESTION, person=AnonymousUser())

    assert len(set(texts(got))) == len(texts(got))


def test_a_text_changed_a_moment_ago_is_quoted_as_it_stands_now_though_the_index_has_the_old_one(plant):
    page = Page.objects.get(entry__title="Replacing a gland seal")
    page.html = "<p>Take the gland nut off completely before you replace the seal.</p>"
    page.save()

    got = answer(QUESTION, person=AnonymousUser())

    assert texts(got) == ["Take the gland nut off completely before you replace the seal."]


def test_a_page_narrowed_a_moment_ago_is_not_quoted(plant):
    Entry.objects.filter(title="Replacing a gland seal").update(audience=Entry.Audience.MEMBERS)

    assert not answer(QUESTION, person=AnonymousUser()).quotes
    assert answer(QUESTION, person=a_member(of=plant)).quotes


def test_a_quote_whose_text_went_away_after_it_was_chosen_is_dropped(plant):
    person = a_colleague()
    chosen = answer(QUESTION, person=person).quotes
    assert verified(chosen, person=person) == chosen

    Entry.objects.filter(title="Replacing a gland seal").update(state=Entry.State.BINNED)

    assert verified(chosen, person=person) == []


def test_a_quote_that_does_not_stand_in_its_text_is_dropped(plant):
    (first, *_) = answer(QUESTION, person=AnonymousUser()).quotes

    assert verified([replace(first, text="Tighten the gland nut.")], person=AnonymousUser()) == []


def test_an_index_that_cannot_be_read_is_said(own_index):
    own_index.mkdir()
    (own_index / "meta.json").write_text("nonsense")

    assert answer(QUESTION, person=AnonymousUser()).is_away
