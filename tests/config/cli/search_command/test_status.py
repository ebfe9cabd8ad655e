"""``practica search status``: what is there, what is missing, and when search is away."""

from __future__ import annotations

import argparse
import json

import pytest

from practica.config.cli import search_command
from practica.config.cli.search_command import status
from practica.reach.search import index
from practica.reach.search.engines.local import mixtures
from practica.reach.search.engines.local.mixtures import Mixture
from practica.reach.search.judging.clicks import record_click
from tests.builders import a_community, a_member, a_page, settle
from tests.reach.search.judging.scenes import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def yard():
    """A community with a few pages, indexed."""
    community = a_community("Yard")
    for number in range(3):
        a_page(in_=community, title=f"Heap {number}", body="Compost is warm.")
    settle()
    return community


def test_it_counts_what_is_there(practica, yard):
    practica("rebuild")

    code, told, _err = practica("status")

    assert code == 0
    assert "3 documents in the index, 3 published entries" in told
    assert "Languages: en 3." in told
    assert "last made anew 20" in told
    assert "PRACTICA_MEANING is off" in told


def test_programs_get_the_same(practica, yard):
    told = json.loads(practica("status", "--json")[1])

    assert (told["documents"], told["published"], told["languages"]) == (3, 3, {"en": 3})
    assert told["bytes"] > 1000
    assert told["weights"] == {"words": 0.25, "covered": 0.3, "learnt": "", "clicks": 0}
    assert told["rebuilt"] == "" and told["problems"] == []


def test_clicks_are_told_as_counts_only(practica, yard):
    ann, page = a_member(of=yard), a_page(in_=yard).entry
    record_click(page_of(page, question="hush", person=ann), position=1, helpful=True, actor=ann)

    code, told, _err = practica("status", "--json")

    assert code == 0
    assert json.loads(told)["clicks"] == {
        "setting": "anonymous", "days": 180, "kept": 1, "questions": 1, "helpful": 1, "unhelpful": 0,
    }  # fmt: skip
    assert "hush" not in told and page.uid not in told


def test_it_says_when_weights_were_learnt(practica, yard):
    notes = {"learnt": "2026-11-22T10:00:00+00:00", "clicks": 432}
    mixtures.keep(Mixture(words=0.6, covered=-0.1), notes, index.directory())

    told = practica("status")[1]

    assert "Words count 0.6" in told and "learnt 2026-11-22 from 432 clicks" in told


def test_it_says_when_learnt_weights_cannot_be_used(practica, yard):
    mixtures.path_of(index.directory()).write_text("nonsense")

    code, _told, complaint = practica("status")

    assert code == 0
    assert "cannot be used" in complaint


def test_it_says_why_search_is_away(practica, site):
    site.mkdir()
    (site / "meta.json").write_text("nonsense")

    code, told, complaint = practica("status")

    assert code == 1
    assert told == "" and "practica search rebuild" in complaint


def test_a_site_that_keeps_no_clicks_says_so(practica, yard, settings):
    settings.SEARCH_CLICKS = "off"

    assert "PRACTICA_SEARCH_CLICKS is off" in practica("status")[1]


def test_an_empty_index_is_told_where_there_is_something_to_find(practica, yard):
    index.close()
    index.discard(index.directory())

    assert "The index is empty" in practica("status")[2]


def test_an_index_that_is_half_made_is_told(practica, yard):
    def killed(count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.rebuild(killed)

    assert "The index is made anew now" in practica("status")[2]


def test_who_stops_reading_is_not_told_that_all_is_well(monkeypatch):
    def cut_off(args: argparse.Namespace) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(status, "run", cut_off)

    # Who calls it answers for all commands alike.
    with pytest.raises(BrokenPipeError):
        search_command.run(argparse.Namespace(what="status"))
