"""Weights a site learnt lie beside its index: used at once, forgotten on request, never trusted blindly."""

from __future__ import annotations

import json

import pytest

from practica.reach.search.engines.local import mixtures
from practica.reach.search.engines.local.mixtures import MIXTURE, Mixture

LEARNT = Mixture(words=0.6, covered=-0.2)


@pytest.fixture
def directory(tmp_path):
    """Where an index lies."""
    return tmp_path / "search"


def test_a_site_begins_with_the_weights_of_every_site(directory):
    assert mixtures.mixture_of(directory) == MIXTURE


def test_what_was_learnt_is_used_from_the_next_question_on(directory):
    mixtures.mixture_of(directory)

    mixtures.keep(LEARNT, {"at": "2026-11-22"}, directory)

    assert mixtures.mixture_of(directory) == LEARNT
    assert mixtures.notes_of(directory)["at"] == "2026-11-22"


def test_what_was_learnt_can_be_forgotten(directory):
    mixtures.keep(LEARNT, {}, directory)

    assert mixtures.forget(directory)
    assert not mixtures.forget(directory)
    assert mixtures.mixture_of(directory) == MIXTURE


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[]",
        json.dumps({"words": 0.5}),
        json.dumps({"words": "much", "covered": 0}),
        json.dumps({"words": 0.9, "covered": 0.9}),
        '{"words": NaN, "covered": 0}',
    ],
)
def test_a_file_that_cannot_be_used_is_as_good_as_none(directory, text):
    mixtures.path_of(directory).write_text(text)

    assert mixtures.mixture_of(directory) == MIXTURE
    assert mixtures.notes_of(directory) == {}


def test_the_share_of_words_grows_with_what_they_cover():
    assert [Mixture(words=0.25, covered=0.5).share(covered) for covered in (0.0, 1.0)] == [0.25, 0.75]
