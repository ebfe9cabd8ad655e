"""Whatever length a question has, the server answers it, and the next one."""

from __future__ import annotations

import http.client
from urllib.parse import urlencode

import pytest

from tests.resilience.browser import Browser
from tests.resilience.site import Site

# The server reads an address of up to this many letters; a longer one never gets to a page.
LONGEST_ADDRESS = 65_534


def asked(door: str, *, letters: int) -> str:
    """An address of exactly so many letters."""
    begin = f"{door}?{urlencode({'q': 'seal '})}"
    return begin + "a" * (letters - len(begin))


def test_a_question_as_long_as_an_address_may_be_is_answered_with_a_sentence(site: Site) -> None:
    browser = Browser(site.port, site.scene["lead"]["session"])

    page = browser.get(asked("/search", letters=LONGEST_ADDRESS))
    listed = browser.get(asked("/api/search", letters=LONGEST_ADDRESS))

    assert page.status == 200
    assert "That is a long question; its first 2000 characters were used." in page.text
    assert listed.status == 200 and listed.json["query"].startswith("seal a")


@pytest.mark.parametrize("door", ["/search", "/api/search", "/search/suggest"])
def test_a_longer_one_is_turned_away_and_the_next_is_answered(site: Site, door: str) -> None:
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    line.request("GET", asked(door, letters=100_000))

    assert line.getresponse().status == 414
    assert Browser(site.port).get("/accounts/login/").status == 200
