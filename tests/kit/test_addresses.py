"""Addresses made quickly are those Django makes."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from practica.kit.addresses import address


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("web:home", []),
        ("communities:show", ["rotating-equipment"]),
        ("pages:show", ["pumps", "seals-29ravebtybrw"]),
        ("discussions:permalink", ["29ravebtybrw"]),
    ],
)
def test_an_address_is_what_django_reverses(name, arguments):
    assert address(name, *arguments) == reverse(name, args=arguments)
    assert address(name, *arguments) == reverse(name, args=arguments)


def test_arguments_that_lead_nowhere_are_refused():
    with pytest.raises(NoReverseMatch):
        address("communities:show", "two words")
    with pytest.raises(NoReverseMatch):
        address("communities:show", "a", "b", "c")
