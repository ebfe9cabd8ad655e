"""Measures of ranked answers, slips of the finger and chance: the same as the reference runner's."""

from __future__ import annotations

import random

import pytest

from practica.reach.search.judging.chance import p_value
from practica.reach.search.judging.measures import percentile, score
from practica.reach.search.judging.slips import with_slips


def test_the_best_order_gains_all():
    assert score(["a", "b"], {"a": 3, "b": 1}) == score(["a", "b", "c"], {"a": 3, "b": 1})
    assert score(["a", "b"], {"a": 3, "b": 1}).ndcg == 1.0


def test_a_worse_order_gains_less_by_the_logarithm_of_the_place():
    swapped = score(["b", "a"], {"a": 3, "b": 1})

    assert swapped.ndcg == pytest.approx((1 + 3 / 1.584962) / (3 + 1 / 1.584962), abs=1e-5)
    assert swapped.mrr == 1.0


def test_an_answer_behind_the_tenth_is_found_but_gains_nothing():
    found = score([*map(str, range(10)), "a"], {"a": 1})

    assert (found.ndcg, found.mrr, found.recall) == (0.0, 0.0, 1.0)


def test_an_answer_listed_twice_gains_once():
    assert score(["x", "x", "a"], {"a": 1}) == score(["x", "a"], {"a": 1})


def test_nothing_found_is_empty():
    assert score([], {"a": 1}).is_empty


def test_the_percentile_is_one_of_the_values():
    assert [percentile(range(1, 101), share) for share in (0.5, 0.95, 1.0)] == [51, 96, 100]


def test_a_slip_changes_one_long_word_and_always_the_same_way():
    text = "how do I mend the gland"

    slipped = with_slips(text)

    changed = [(a, b) for a, b in zip(text.split(), slipped.split(), strict=True) if a != b]
    assert slipped == with_slips(text) and len(changed) == 1
    assert len(changed[0][0]) >= 4


@pytest.mark.parametrize("text", ["", "a b c", "12 34567", "日本", "---- ????"])
def test_what_holds_no_long_word_stays(text):
    assert with_slips(text, words=3) == text


def test_a_clear_difference_is_no_chance():
    assert p_value([0.2, 0.3, 0.1] * 20) < 0.001


def test_differences_either_way_are_chance():
    dice = random.Random(3)

    assert p_value([dice.uniform(-1, 1) for _ in range(200)]) > 0.05


def test_no_difference_at_all_is_chance():
    assert p_value([0.0] * 50) == 1.0
    assert p_value([]) == 1.0
