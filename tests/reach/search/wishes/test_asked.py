"""Typed or chosen, in whatever order: one state, one address."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from practica.reach.search.wishes import from_address


def asked(address):
    return from_address(QueryDict(address))


def test_what_is_typed_and_what_is_chosen_is_the_same():
    typed = asked("q=gland+in:yard+by:ann+is:archived+is:due+after:2026-01-01")
    chosen = asked("q=gland&community=yard&author=ann&state=archived&freshness=due&after=2026-01-01")

    assert typed == chosen
    assert typed.address("/search") == chosen.address("/search")


def test_an_address_says_everything_and_is_understood_again():
    first = asked("q=gland&kind=page&kind=file&topic=seals&language=fi&before=2026-02-01&sort=newest")

    again = asked(first.address("/search", page=3).partition("?")[2])

    assert again == first
    assert "page=3" in first.address("/search", page=3)


def test_a_value_is_added_and_taken_away():
    one = asked("q=gland").toggled("kind", "page").toggled("kind", "file")

    assert one.kind == ("page", "file")
    assert one.toggled("kind", "page").kind == ("file",)


@pytest.mark.parametrize("operator", ["in", "by", "kind", "topic", "lang", "after", "before", "is"])
def test_an_operator_without_a_value_is_complained_of(operator):
    found = asked(f"q=gland+{operator}:")

    assert (found.words, found.is_narrowed) == ("gland", False)
    assert f"“{operator}:” needs something" in found.complaints[0]


def test_what_no_keyboard_types_is_taken_out():
    assert asked("q=gl%00and%1B+seal%7F").words == "gl and seal"


def test_a_question_too_long_is_cut_and_said_to_be():
    found = asked("q=" + "gland+" * 20_000)

    assert len(found.words) == 2_000
    assert "long question" in found.complaints[0]


def test_a_long_question_is_named_by_its_beginning():
    assert asked("q=gland+seal").in_short == "gland seal"
    assert asked("q=" + "gland+" * 300).in_short == ("gland " * 300)[:110].rstrip() + " …"


def test_a_sort_nobody_knows_is_the_usual_one():
    assert asked("q=a&sort=%27;drop").sort == ""
