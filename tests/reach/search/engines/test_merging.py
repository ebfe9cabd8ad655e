"""One order out of words and meaning: who types the words of a page means them, who describes does not."""

from __future__ import annotations

import pytest

from practica.kit.contracts.search import Filters
from practica.reach.search.engines.local import covering, looking, questions
from practica.reach.search.engines.local.merging import DEMOTED, mixed

SAID, MEANT = 0, 1


def best(*, covered):
    """Of a document that has the words and one that has the meaning, the better one."""
    return mixed([9.0, 2.0, 0.0], [0.2, 0.8, 0.1], [False] * 3, covered=covered).argmax()


def test_meaning_decides_where_the_words_say_little_of_the_question():
    assert best(covered=0.1) == MEANT


def test_words_decide_where_they_say_all_of_it():
    assert best(covered=1.0) == SAID


def test_a_demoted_document_keeps_most_of_its_worth():
    plain, demoted = mixed([5.0, 5.0, 1.0], [0.5, 0.5, 0.1], [False, True, False], covered=0.5)[:2]

    assert demoted == pytest.approx(plain * DEMOTED)


def test_what_is_known_to_be_farther_away_changes_nothing_among_the_nearer():
    words, cosines = [5.0, 1.0, 0.0], [0.5, 0.8, 0.4]

    nearer = mixed(words, cosines, [False] * 3, covered=0.5)
    with_more = mixed([*words, 0.0], [*cosines, 0.2], [False] * 4, covered=0.5, least=0.4)

    assert list(with_more[:3]) == pytest.approx(list(nearer))
    assert with_more[3] < min(nearer)


def test_nothing_is_worth_nothing():
    assert list(mixed([], [], [], covered=1.0)) == []


@pytest.fixture
def covered(engine, put):
    """The share of a question that the best documents hold."""

    def covered(text):
        snapshot = engine._now()
        asked = engine._understood(questions.read(text), snapshot, ("all",))
        found = looking.Looking(asked, snapshot, scopes=("all",), filters=Filters()).by_words(limit=10)
        return covering.covered(asked, list(found), snapshot)

    return covered


def test_three_documents_with_every_word_cover_the_question(put, covered):
    for number in range(3):
        put(f"Pump {number}", "the seal of the pump")

    assert covered("pump seal") == pytest.approx(1.0)


def test_what_fewer_documents_hold_is_covered_less(put, covered):
    put("Pump", "the seal of the pump")

    assert covered("pump seal") == pytest.approx(1 / 3)


def test_a_rare_word_that_is_missing_weighs_more_than_a_common_one(put, covered):
    for number in range(6):
        put(f"Pump {number}", "pump" + (" gland" if number == 5 else ""))

    assert covered("pump") > covered("pump gland") > 0


def test_a_question_nobody_answers_is_not_covered(put, covered):
    put("Pump", "the seal of the pump")

    assert covered("violin") == 0.0
