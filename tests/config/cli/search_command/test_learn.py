"""``practica search learn``: from searches and clicks of a real site to weights that are used, or not."""

from __future__ import annotations

import json
import random

import pytest

from practica.reach.search import index, queries
from practica.reach.search.engines.local.mixtures import MIXTURE, mixture_of
from practica.reach.search.judging import clicks, learn, shown
from practica.reach.search.judging.models import SearchClick
from practica.reach.search.meaning import background, choosing
from tests.builders import a_community, a_member, a_page, settle
from tests.reach.search.meaning.plain import PlainEncoder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

WORDS = ["leak", "drip", "seep", "car", "automobile", "holiday", "vacation", "leave", "pump", "gland", "seal"]


@pytest.fixture
def yard(settings, monkeypatch):
    """A site with meaning: forty pages of a few words each."""
    monkeypatch.setattr(choosing, "_make", lambda chosen: PlainEncoder())
    choosing.forget()
    settings.MEANING = True
    dice, community = random.Random(5), a_community("Yard")
    for number in range(40):
        a_page(in_=community, title=f"Note {number}", body=" ".join(dice.choices(WORDS, k=12)))
    settle()
    background.work_off(index.shelf_directory())
    yield community
    choosing.forget()


def searched(person, *, likes, seed=1, questions=240):
    """Let ``person`` ask many questions of the site and open what she likes, looking at the top most."""
    dice = random.Random(seed)
    for number in range(questions):
        question = " ".join([*dice.sample(WORDS, 3), f"nr{number}"])
        found = queries.find(question, person=person, limit=10).hits
        hits = [one.hit.weighed for one in found]
        page = [(one.entry.uid, one.hit.weighed) for one in found]
        carried = shown.token(question, page, person=person)
        for at in range(len(hits)):
            if dice.random() < 1 / (at + 1) and dice.random() < likes(hits, at):
                clicks.record_click(carried, position=at + 1, actor=person)
                break


def the_best_by_words(hits, at):
    return 0.95 if hits[at].said >= max(one.said for one in hits) else 0.02


def the_best_by_meaning(hits, at):
    return 0.95 if hits[at].meant >= max(one.meant for one in hits) else 0.02


def anything(_hits, _at):
    return 0.6


@pytest.fixture(autouse=True)
def _few_are_enough(monkeypatch):
    """A site of a test is small; and one person asks everything."""
    monkeypatch.setattr(clicks, "MOST_A_DAY", 10_000)
    monkeypatch.setattr(learn, "NEEDED", 60)


def test_a_site_learns_from_what_its_people_open_and_ranks_by_it(practica, yard):
    ann = a_member(of=yard)
    searched(ann, likes=the_best_by_words)
    before = queries.find("leak pump seal", person=ann, limit=10).hits

    dry = practica("learn", "--dry-run")[1]
    unchanged = mixture_of(index.directory())
    code, told, _err = practica("learn")

    assert "Not used: this was a dry run." in dry and unchanged == MIXTURE
    assert code == 0 and "Used from the next search on." in told
    assert mixture_of(index.directory()).share(0.5) > MIXTURE.share(0.5)
    learnt = queries.find("leak pump seal", person=ann, limit=10).hits
    assert learnt[0].hit.weighed.said >= before[0].hit.weighed.said
    assert [one.hit.score for one in learnt] != [one.hit.score for one in before]
    assert practica("learn", "--forget")[1] == "The weights every site begins with.\n"
    assert mixture_of(index.directory()) == MIXTURE


def test_a_site_learns_towards_meaning_as_well(practica, yard):
    searched(a_member(of=yard), likes=the_best_by_meaning)

    learnt = json.loads(practica("learn", "--dry-run", "--json")[1])["learnt"]

    assert learnt["words"] + learnt["covered"] / 2 < MIXTURE.share(0.5)


def test_who_opens_anything_changes_nothing(practica, yard):
    searched(a_member(of=yard), likes=anything)

    code, _told, why = practica("learn")

    assert code == 1 and why.startswith("Kept the present weights: ")
    assert mixture_of(index.directory()) == MIXTURE


def test_hits_that_did_not_help_teach_nothing(practica, yard):
    searched(a_member(of=yard), likes=the_best_by_words, questions=20)
    SearchClick.objects.update(helpful=False)

    assert json.loads(practica("learn", "--json")[1])["clicks"] == 0


def test_clicks_of_a_site_without_meaning_teach_nothing(practica, yard, settings):
    settings.MEANING = False
    ann = a_member(of=yard)
    hits = queries.find("leak", person=ann).hits
    carried = shown.token("leak", [(one.entry.uid, one.hit.weighed) for one in hits], person=ann)
    clicks.record_click(carried, position=1, actor=ann)

    code, told, why = practica("learn")

    assert (code, told) == (1, "")
    assert why == "Kept the present weights: clicks of 0 questions can teach something, 60 are needed.\n"


def test_there_may_be_nothing_to_forget(practica):
    assert practica("learn", "--forget") == (0, "Nothing had been learnt.\n", "")
