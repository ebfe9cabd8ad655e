"""The bundled model: what it says, and what happens when it is not there or not the one we know."""

from __future__ import annotations

import numpy as np
import pytest

from practica.reach.search.meaning import NoModel, bundled, choosing
from practica.reach.search.meaning.floor import floor_of


@pytest.fixture(scope="module")
def model():
    return bundled.encoder()


def test_what_means_the_same_is_nearer_than_what_shares_words(model):
    question = model.embed_question("How much time off do I get?")[0]

    days, clock = model.embed(["Every employee has 30 days of annual leave.", "Turn the clock off in time."])

    assert question @ days > question @ clock


def test_texts_have_nearly_the_same_vector_alone_and_among_others(model):
    texts = ["A short one.", "Replace the seal of the pump. " * 12, "Middle of the road, not long."]

    together = model.embed(texts)

    assert model.dimensions == 384
    for text, row in zip(texts, together, strict=True):
        assert model.embed([text])[0] @ row > 0.95
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_a_model_that_gave_its_memory_back_says_the_same_again(model):
    before = model.embed_question("annual leave")

    model.rest()

    assert np.array_equal(model.embed_question("annual leave"), before)


def test_texts_that_have_nothing_in_common_stay_below_the_floor(model):
    hay, law = model.embed(["How to make hay in a wet summer", "The court rejected the appeal"])

    assert hay @ law < floor_of(model) < 0.5


def test_a_file_that_is_not_the_one_we_know_is_not_run(monkeypatch):
    monkeypatch.setattr(bundled, "SHA256", "0" * 64)

    with pytest.raises(NoModel, match="not the one"):
        bundled.encoder()


def test_without_the_package_of_the_model_the_site_says_so_and_goes_on(monkeypatch, settings):
    monkeypatch.setattr(bundled, "PACKAGE", "no_such_model")
    settings.MEANING = True
    choosing.forget()

    assert "install no-such-model" in choosing.problem()

    choosing.forget()
