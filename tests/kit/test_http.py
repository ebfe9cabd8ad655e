"""Numbers out of addresses and forms, which anybody may write."""

import pytest

from practica.kit.http import whole_number


@pytest.mark.parametrize("text", ["", "-3", "3.5", "²", "twelve", "9" * 10, "9" * 5000])
def test_what_is_no_number_of_ours_is_the_other(text):
    assert whole_number(text, otherwise=7) == 7


def test_a_number_is_read():
    assert whole_number("012") == 12
