"""What speaks for an answer, and when it is enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practica.reach.search.answers.evidence import Evidence, is_enough

NOTHING = Evidence()
ALL = Evidence(said=1.0, said_by_others=1.0, told=1.0, titled=1.0, paired=1.0)


def test_nothing_is_not_enough_and_all_is():
    assert not is_enough(NOTHING)
    assert is_enough(ALL)


def test_what_is_near_in_meaning_needs_fewer_words():
    half = Evidence(said=0.3, told=0.2, titled=0.3)

    assert not is_enough(half)
    assert not is_enough(replace(half, near=0.0))
    assert is_enough(replace(half, near=0.8, ahead=0.5, agree=1.0))


@pytest.mark.parametrize("unknown", [0.5, 1.0])
def test_words_that_nothing_here_says_speak_against_it(unknown):
    some = Evidence(said=0.5, said_by_others=0.3, told=0.25, titled=0.35, paired=0.3)

    assert is_enough(some)
    assert not is_enough(replace(some, unknown=unknown))
