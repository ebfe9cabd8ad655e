"""Passages of a change, put into a text that went on meanwhile."""

import random

import pytest

from practica.kit.markup.blocks import blocks_of, join
from practica.kit.markup.merge import hunks, merge, put_in

BASE = "The first paragraph of it.\n\nThe second paragraph of it.\n\nThe third and last one."


def test_two_people_who_change_other_passages_both_win():
    mine = BASE.replace("first", "opening")
    theirs = BASE.replace("last", "final")
    merged = merge(BASE, theirs, mine)
    assert merged.body == BASE.replace("first", "opening").replace("last", "final")
    assert not merged.stuck


def test_a_passage_that_changed_underneath_is_left_alone_and_named():
    mine, theirs = BASE.replace("second", "middle"), BASE.replace("second", "2nd")
    (hunk,) = hunks(BASE, mine)
    merged = merge(BASE, theirs, mine)
    assert merged.body == theirs
    assert set(merged.stuck) == {hunk.key}


def test_what_the_text_says_already_is_not_put_in_again():
    mine = BASE.replace("second", "middle") + "\n\nSomething new."
    merged = merge(BASE, mine, mine)
    assert merged.body == mine
    assert len(merged.there) == 2 and not merged.stuck


def test_what_was_added_goes_behind_the_passage_it_followed():
    mine = BASE.replace("paragraph of it.\n\nThe third", "paragraph of it.\n\nIn between.\n\nThe third")
    theirs = f"A new beginning.\n\n{BASE}"
    assert merge(BASE, theirs, mine).body == f"A new beginning.\n\n{mine}"


def test_each_passage_is_taken_or_left_for_itself():
    mine = BASE.replace("first", "opening").replace("third", "3rd")
    one, other = hunks(BASE, mine)
    assert put_in(BASE, BASE, [one]).body == BASE.replace("first", "opening")
    later = put_in(BASE, BASE, [one]).body
    assert put_in(later, BASE, [other]).body == mine


def test_a_passage_taken_out_of_a_text_that_lost_it_is_no_quarrel():
    without = BASE.replace("The second paragraph of it.\n\n", "")
    merged = merge(BASE, without, without)
    assert merged.body == without and not merged.stuck


def test_words_for_an_empty_page_are_put_in():
    assert merge("", "", "First words.").body == "First words."


def test_words_for_a_page_that_was_emptied_are_stuck_when_they_change_what_is_gone():
    assert merge(BASE, "", BASE.replace("first", "opening")).stuck


@pytest.mark.parametrize("seed", range(60))
def test_all_passages_together_make_the_new_text(seed):
    dice = random.Random(seed)
    about = ("pumps", "seals", "valves")
    lines = [f"Paragraph {n} about {dice.choice(about)} number {n}." for n in range(12)]
    new = [line if dice.random() < 0.7 else f"{line} More." for line in lines if dice.random() < 0.9]
    new.insert(dice.randint(0, len(new)), "Something else entirely, which nobody said.")
    base, body = join(lines), join(new)
    merged = merge(base, base, body)
    assert blocks_of(merged.body) == new and not merged.stuck
    assert len({hunk.key for hunk in hunks(base, body)}) == len(hunks(base, body))


def test_a_stuck_passage_says_what_stands_there_and_takes_its_place_when_somebody_wants_it():
    mine, theirs = BASE.replace("second", "middle"), BASE.replace("second", "2nd")
    (hunk,) = hunks(BASE, mine)
    assert put_in(theirs, BASE, [hunk]).stuck == {hunk.key: "The 2nd paragraph of it."}
    taken = put_in(theirs, BASE, [hunk], over=[hunk.key])
    assert (taken.body, taken.stuck) == (mine, {})


def test_a_passage_whose_block_is_gone_comes_back_where_it_stood():
    mine, theirs = BASE.replace("second", "middle"), BASE.replace("The second paragraph of it.\n\n", "")
    (hunk,) = hunks(BASE, mine)
    assert put_in(theirs, BASE, [hunk]).stuck == {hunk.key: ""}
    assert put_in(theirs, BASE, [hunk], over=[hunk.key]).body == mine
