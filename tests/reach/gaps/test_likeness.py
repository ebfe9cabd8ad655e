"""Wordings that ask for the same are found alike, others are not; the table is of people at work."""

from itertools import combinations

import pytest

from practica.kit.contracts import finding
from practica.reach.gaps.likeness import Neighbourhood, key_of
from tests.reach.gaps.wordings import ONLY_BY_HAND, SAME


def _stems(text: str) -> list[str]:
    return finding.stems(text, "en")


@pytest.fixture(scope="module")
def place() -> Neighbourhood[str]:
    """A community in which every first wording was asked."""
    found: Neighbourhood[str] = Neighbourhood()
    for line in SAME:
        found.add(line[0], _stems(line[0]))
    return found


@pytest.mark.parametrize(("other", "first"), [(text, line[0]) for line in SAME for text in line[1:]])
def test_another_wording_goes_where_the_first_went(place, other, first):
    assert [group for group, _alike in place.groups_like(_stems(other))][:1] == [first]


@pytest.mark.parametrize(("one", "other"), [*combinations([line[0] for line in SAME], 2), *ONLY_BY_HAND])
def test_what_shares_too_little_stays_apart(one, other):
    place: Neighbourhood[str] = Neighbourhood()
    place.add(one, _stems(one))

    assert place.groups_like(_stems(other)) == []


def test_the_order_of_words_and_their_endings_make_no_other_key():
    assert key_of(_stems("resetting vibration alarms")) == key_of(_stems("the vibration alarm reset"))
    assert key_of(_stems("vibration alarm")) != key_of(_stems("vibration alarm reset"))


def test_what_everybody_asks_about_counts_little():
    place: Neighbourhood[str] = Neighbourhood()
    for one in ("seal", "bearing", "coupling", "impeller", "flange", "motor"):
        place.add(one, _stems(f"pump manual {one}"))

    assert [group for group, _alike in place.groups_like(_stems("seal drawing"))] == ["seal"]
    assert place.groups_like(_stems("pump drawing noise filter")) == []


def test_the_same_wordings_in_the_same_order_give_the_same_answer(place):
    asked = _stems("bearing noise in the suction line of pump P-101")

    assert place.groups_like(asked, least=0.05) == place.groups_like(asked, least=0.05)
