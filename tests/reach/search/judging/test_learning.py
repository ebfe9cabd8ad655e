"""Learning from simulated people: towards what they open, and not at all from those who open anything."""

from __future__ import annotations

import pytest

from practica.reach.search.engines.local.mixtures import MIXTURE, Mixture
from practica.reach.search.judging import learning
from practica.reach.search.judging.learn import NEEDED, judge
from practica.reach.search.judging.learning import Clicks, Opened
from tests.reach.search.judging.scenes import clicks_of

SEEDS = range(4)


def by_words(said, _meant, _covered, _dice):
    return 0.9 if said > 0.7 else 0.01


def by_meaning(_said, meant, _covered, _dice):
    return 0.9 if meant > 0.7 else 0.01


def by_what_is_covered(said, meant, covered, _dice):
    return 0.9 if (said if covered > 0.5 else meant) > 0.6 else 0.03


def anything(_said, _meant, _covered, _dice):
    return 0.4


def as_it_stands(said, meant, covered, _dice):
    share = MIXTURE.share(covered)
    return 0.9 if share * said + (1 - share) * meant > 0.6 else 0.03


@pytest.mark.parametrize("seed", SEEDS)
def test_people_who_open_what_has_their_words_teach_that_words_count(seed):
    outcome = judge(clicks_of(by_words, seed=seed, questions=600), MIXTURE)

    assert not outcome.reason
    assert outcome.learnt.share(0.5) > 0.6 > MIXTURE.share(0.5)


@pytest.mark.parametrize("seed", SEEDS)
def test_people_who_open_what_means_the_same_teach_that_meaning_counts(seed):
    outcome = judge(clicks_of(by_meaning, seed=seed, questions=600), MIXTURE)

    assert not outcome.reason
    assert outcome.learnt.share(0.5) < 0.3 < MIXTURE.share(0.5)


def test_words_can_count_more_only_where_they_cover_the_question():
    outcome = judge(clicks_of(by_what_is_covered, seed=1, questions=600), MIXTURE)

    assert not outcome.reason
    assert outcome.learnt.share(1.0) - outcome.learnt.share(0.0) > 0.5


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "looks", [lambda place: 1 / place, lambda place: 1.0, lambda place: place / 10], ids=["top", "all", "end"]
)
def test_people_who_open_anything_teach_nothing_wherever_they_look(seed, looks):
    outcome = judge(clicks_of(anything, seed=seed, looks=looks), MIXTURE)

    assert outcome.reason


@pytest.mark.parametrize("seed", SEEDS)
def test_people_who_like_the_order_as_it_stands_leave_it(seed):
    assert judge(clicks_of(as_it_stands, seed=seed), MIXTURE).reason


def test_a_second_learning_from_the_same_clicks_changes_nothing():
    clicks = clicks_of(by_words, seed=1)
    learnt = judge(clicks, MIXTURE).learnt

    assert judge(clicks, learnt).reason


def test_too_few_questions_are_said_to_be_too_few():
    few = clicks_of(by_words, seed=1, questions=40)

    outcome = judge(few, MIXTURE)

    assert outcome.learnt is None
    assert f"{NEEDED} are needed" in outcome.reason


def test_no_clicks_at_all_are_too_few():
    assert "clicks of 0 questions" in judge([], MIXTURE).reason


def test_one_question_asked_often_is_one_question():
    often = clicks_of(by_words, seed=1, questions=3) * 500

    assert judge(often, MIXTURE).learnt is None


def opened(*, said, meant, at, demoted=None, covered=0.0):
    return Opened(
        key="a", said=said, meant=meant, demoted=demoted or [False] * len(said), covered=covered, at=at,
        place=at + 1,
    )  # fmt: skip


def test_an_opened_hit_gains_by_the_place_the_weights_give_it():
    clicks = Clicks([opened(said=[1.0, 0.5, 0.0], meant=[0.0, 0.5, 1.0], at=2)])

    assert clicks.gains(Mixture(words=0.0, covered=0.0))[0] == 1.0
    assert clicks.gains(Mixture(words=1.0, covered=0.0))[0] == pytest.approx(0.5)


def test_of_equals_the_one_shown_first_stays_first():
    clicks = Clicks(
        [opened(said=[0.5, 0.5], meant=[0.5, 0.5], at=0), opened(said=[1, 1], meant=[1, 1], at=1)]
    )

    assert clicks.gains(MIXTURE) == pytest.approx([1.0, 0.6309], abs=1e-4)


def test_a_demoted_hit_stays_behind_one_as_good():
    clicks = Clicks([opened(said=[0.8, 0.8], meant=[0.8, 0.8], demoted=[True, False], at=1)])

    assert clicks.gains(MIXTURE)[0] == 1.0


def test_pages_of_unequal_length_stand_side_by_side():
    short, long = opened(said=[0.0, 0.0], meant=[0.0, 0.0], at=1), opened(said=[0] * 5, meant=[0] * 5, at=4)

    assert Clicks([short, long]).gains(MIXTURE) == pytest.approx([0.6309, 0.3869], abs=1e-4)


def test_candidates_never_count_words_below_nothing_or_above_all():
    assert all(0 <= one.share(covered) <= 1 for one in learning.candidates() for covered in (0.0, 0.5, 1.0))
