"""Mistyped words are understood, by the words that the reader may read."""

from __future__ import annotations

import pytest

from tests.reach.search.engines.conftest import a_document


def titles(result):
    return [hit.title for hit in result.hits]


@pytest.mark.parametrize("typed", ["kubernets", "kuberentes", "kubernnetes", "kubrnets", "Kubernetss"])
def test_a_mistyped_word_finds_what_was_meant_and_says_so(put, ask, typed):
    put("Clusters", "kubernetes in production")

    result = ask(f"{typed} production")

    assert titles(result) == ["Clusters"]
    assert result.corrected == "kubernetes production"


def test_a_short_word_whose_end_is_missing_is_finished(put, ask):
    put("Flanges", "the torque of a gland")
    put("Lamps", "a torches shop")

    result = ask("gland torq")

    assert titles(result)[0] == "Flanges"
    assert result.corrected == "gland torque"


def test_a_short_name_is_no_word_that_begins_with_another_letter(put, ask):
    put("The plan", "a plan for the year")

    result = ask("Ulan Bator")

    assert result.corrected == ""
    assert titles(result) == []


def test_swapped_letters_are_understood_at_the_front_of_a_short_word_too(put, ask):
    put("The plan", "a plan for the year")

    assert ask("lpan").corrected == "plan"


def test_a_word_that_the_index_knows_stays(put, ask):
    put("Trains", "the stations")
    put("Notes", "a stationer")

    assert ask("stationer").corrected == ""


def test_a_word_that_stands_there_in_another_form_stays(put, ask):
    put("Bearings", "mounting a bearing")
    put("Invoices", "the amount to pay")

    result = ask("how do I mount it")

    assert result.corrected == ""
    assert titles(result) == ["Bearings"]


def test_a_form_on_a_page_she_may_not_see_changes_nothing(put, ask):
    put("Secret", "zorbing down a hill", scopes=("board",))
    put("Notes", "the zurb library")

    assert ask("zorb").corrected == "zurb"
    assert ask("zorb", scopes=("all", "board")).corrected == ""


def test_a_word_of_english_that_nobody_wrote_is_meant_as_it_stands(put, ask):
    put("Spare parts", "stations share the machine")

    assert ask("the machine shakes").corrected == ""


def test_a_word_of_a_page_she_may_not_see_is_never_offered(put, ask):
    put("Secret", "zanzibar project", scopes=("board",))
    put("Open", "garden project")

    hers = ask("zanzibr project")

    assert hers.corrected == ""
    assert titles(hers) == ["Open"]
    assert ask("zanzibr project", scopes=("board",)).corrected == "zanzibar project"


def test_a_hidden_page_changes_nothing_in_what_she_is_answered(put, ask):
    put("Open", "the gardens")
    before = ask("gardans")

    put("Secret", "gardans gardans", scopes=("board",))
    after = ask("gardans")

    assert (after.corrected, after.total, titles(after)) == (before.corrected, before.total, titles(before))
    assert after.corrected == "gardens"


def test_a_word_in_quotation_marks_is_taken_as_it_stands(put, ask):
    put("Open", "the gardens, the gardens")
    put("Odd", "the gardans of 1650")

    assert titles(ask('"gardans"')) == ["Odd"]
    assert ask('"gardans"').corrected == ""


def test_a_new_word_can_be_meant_soon(put, ask, engine):
    put("One", "something about gardens")
    assert ask("harvast").total == 0

    put("Two", "the harvest")

    assert titles(ask("harvast")) == ["Two"]


def test_of_words_as_near_and_as_frequent_every_process_chooses_the_first_by_letters(put, ask):
    put("Names", "tymmy tommy temmy timmy tammy")

    assert ask("tummy").corrected == "tammy"


def test_what_is_surely_held_is_never_more_than_what_is_counted(engine):
    hers = [a_document(f"Hers {number}", "pump valve", scopes=("hers",)) for number in range(4)]
    others = [a_document(f"Others {number}", "pump seal", scopes=("others",)) for number in range(4)]
    engine.put([*hers, *others])
    engine.commit()
    engine.drop_entries(["Hers 0", "Others 0", "Others 1"])
    engine.commit()
    snapshot = engine._now()

    counted = snapshot.holding({"pump", "valve", "seal"}, ["hers"])

    assert counted == {"pump": 3, "valve": 3, "seal": 0}
    assert all(snapshot.surely_holding(word, ["hers"]) <= count for word, count in counted.items())
