"""What every engine makes of meaning: found in other words, counted right, and words still decide."""

from __future__ import annotations

import numpy as np
import pytest

from practica.kit.contracts.search import Filters
from tests.reach.search.engines.conftest import a_document
from tests.reach.search.engines.shelving import ShelvedMeaning
from tests.reach.search.meaning.plain import PlainEncoder


@pytest.fixture
def search(engine, tmp_path):
    """Put documents, and ask by words and meaning."""
    documents, made = [], {}

    def search(*new, query="", scopes=("all",), limit=10, offset=0, **filters):
        if new:
            documents.extend(new)
            engine.put(new)
            engine.commit()
            made["meaning"] = ShelvedMeaning(tmp_path, documents, PlainEncoder())
        search.meaning = made["meaning"]
        return engine.search(
            query,
            scopes=scopes,
            filters=Filters(**filters),
            limit=limit,
            offset=offset,
            meaning=made["meaning"],
        )

    return search


def titles(result):
    return [hit.title for hit in result.hits]


def test_a_page_is_found_that_says_it_in_other_words(search, ask):
    search(a_document("Motorcar", "automobile"), a_document("Bees", "where to put a hive"))

    result = search(query="car")

    assert titles(result) == ["Motorcar"]
    assert (result.total, result.kinds) == (1, {"page": 1})
    assert ask("car").total == 0


def test_the_passage_nearest_in_meaning_is_shown(search):
    search(a_document("House rules", "Keep the kitchen tidy.", "Vacation: thirty days.", "Lock the door."))

    (hit,) = search(query="holiday days").hits

    assert hit.passage.text == "Vacation: thirty days."


def test_what_is_far_in_meaning_and_has_no_word_is_not_found(search):
    search(a_document("Bees", "where to put a hive"))

    assert search(query="car").total == 0


def test_the_one_page_with_a_sign_of_a_machine_goes_first_though_others_are_nearer(search):
    others = [a_document(f"Leak {n}", "the pump leaks, it drips and seeps", key=f"o{n}") for n in range(30)]
    search(*others, a_document("Order list", "Part KX-4471 for all who want to know", key="part"))

    assert search(query="leak KX-4471").hits[0].key == "part"


def test_a_title_that_is_the_question_goes_first(search):
    search(
        a_document("Automobile", "automobile motorcar car", key="text"),
        a_document("Car", "nothing else of it", key="named"),
    )

    assert search(query="car").hits[0].key == "named"


def test_what_is_quoted_is_not_looked_for_by_its_meaning(search):
    search(a_document("Motorcar", "automobile"), a_document("Cars", "the fast car"))

    assert titles(search(query='"fast car"')) == ["Cars"]
    assert search.meaning.asked == []


def test_what_was_left_out_stays_out(search):
    search(a_document("Motorcar", "automobile red"), a_document("Wagon", "automobile blue"))

    result = search(query="car -blue")

    assert titles(result) == ["Motorcar"]
    assert result.total == 1


def test_the_encoder_is_asked_for_what_was_meant_not_for_what_was_mistyped(search):
    search(a_document("Gardens", "the gardens in spring"), a_document("More", "gardens"))

    search(query="gardans")

    assert search.meaning.asked == ["gardens"]


def test_a_kind_narrows_what_is_found_by_meaning_and_counts_stay(search):
    search(
        a_document("A", "automobile", key="a", kind="page"),
        a_document("B", "motorcar", key="b", kind="question"),
        a_document("C", "the car", key="c", kind="question"),
    )

    result = search(query="car", kinds=("question",))

    assert sorted(titles(result)) == ["B", "C"]
    assert (result.total, result.kinds) == (2, {"page": 1, "question": 2})
    assert search(query="car", kinds=("page",)).total == 1


def test_a_community_narrows_what_is_found_by_meaning(search):
    search(
        a_document("A", "automobile", key="a", community_uid="gardens"),
        a_document("B", "motorcar", key="b", community_uid="kitchens"),
    )

    result = search(query="car", community_uids=("kitchens",))

    assert (titles(result), result.total) == (["B"], 1)


def test_of_two_equal_pages_the_demoted_one_comes_second(search):
    search(
        a_document("Heap", "the car", key="old", demoted=True),
        a_document("Heap", "the car", key="new"),
        a_document("Something", "about a car and much else of other things", key="other"),
    )

    keys = [hit.key for hit in search(query="car").hits]

    assert keys.index("new") < keys.index("old")


def test_pages_of_results_hold_every_document_once(search):
    search(
        *(a_document(f"Car {n}", "the car " * (n % 7 + 1), key=f"w{n}") for n in range(260)),
        *(a_document(f"Motor {n}", "automobile motorcar", key=f"m{n}") for n in range(30)),
    )

    pages = [search(query="car", limit=40, offset=at) for at in range(0, 320, 40)]

    keys = [hit.key for page in pages for hit in page.hits]
    (total,) = {page.total for page in pages}
    assert len(keys) == len(set(keys)) == total > 260


def test_without_one_of_her_scopes_nothing_is_found_by_meaning(search):
    search(a_document("Motorcar", "automobile", scopes=("board",)), a_document("Bees", "hive"))

    assert search(query="car").total == 0
    assert search(query="car", scopes=()).total == 0
    assert search(query="car", scopes=("board",)).total == 1


class AtAnAngle:
    """Texts are numbers: how near they are to every question."""

    name, sha256, dimensions = "at an angle", "", 2

    def embed(self, texts):
        near = np.array([float(text.split(". ")[-1]) for text in texts], np.float32)
        return np.stack([near, np.sqrt(1 - near**2)], axis=1)

    def embed_question(self, text):
        return np.array([[1.0, 0.0]], np.float32)


def test_a_little_above_what_has_nothing_in_common_is_not_enough_without_a_word(engine, tmp_path):
    documents = [a_document("Near", "0.9"), a_document("Chance", "0.52"), a_document("Far", "0.1")]
    engine.put(documents)
    engine.commit()
    meaning = ShelvedMeaning(tmp_path, documents, AtAnAngle(), floor=0.5)

    result = engine.search("violin", scopes=("all",), filters=Filters(), limit=10, meaning=meaning)

    assert titles(result) == ["Near"]
    assert result.total == 1


def test_near_pages_with_a_word_and_without_one_are_counted_alike(search):
    search(a_document("Motorcar", "automobile"), a_document("Parking", "where to leave a car"))

    result = search(query="car")

    assert (set(titles(result)), result.total) == ({"Motorcar", "Parking"}, 2)
