"""What is missing: from a search that finds nothing to the notice that it is written."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.test_coming_in import expect_in_inbox
from tests.journeys.waiting import until
from tests.journeys.writing import text_of

NOTHING = "/search?q=quokkazimuth+zyxwvut&community=reliability-maintenance"


def _told(page: Page) -> list[str]:
    """The kinds of what the page tells of from now on."""
    kinds: list[str] = []

    def note(request: Any) -> None:
        if request.method == "POST" and request.url.endswith("/gaps/missed"):
            body = request.post_data or ""
            kinds.append(next(kind for kind in ("nothing_found", "abandoned", "not_helpful") if kind in body))

    page.on("request", note)
    return kinds


def test_who_asked_hears_that_a_lead_wrote_it(open_as: OpenAs) -> None:
    diego, amara = open_as("diego"), open_as("amara")
    told = _told(diego)
    with diego.expect_response("**/gaps/missed"):
        diego.goto(NOTHING)
    assert told == ["nothing_found"]
    diego.get_by_role("button", name="Tell me when somebody writes it").click()
    expect(diego.get_by_text("You hear of it in your inbox")).to_be_visible()

    amara.goto("/c/reliability-maintenance/gaps")
    amara.get_by_role("link", name="quokkazimuth zyxwvut").click()
    amara.get_by_role("button", name="Write the page").click()
    expect(amara.get_by_label("Title")).to_have_value("Quokkazimuth zyxwvut")
    text_of(amara).fill("It is an anagram of nothing.")
    amara.get_by_role("button", name="Publish page").click()
    amara.wait_for_url("**/pages/quokkazimuth-zyxwvut-*")
    amara.goto("/c/reliability-maintenance/gaps")
    amara.get_by_role("link", name="quokkazimuth zyxwvut").click()
    amara.get_by_role("button", name="Close with this").first.click()
    expect(amara.get_by_text("Closed. Everyone who asked by name")).to_be_visible()

    expect_in_inbox(diego, "You looked for “quokkazimuth zyxwvut”")
    expect(diego.get_by_text("You looked for “quokkazimuth zyxwvut”")).to_have_count(1)


@pytest.mark.parametrize("how", ["by a link", "by an address"])
def test_leaving_the_hits_is_told_and_searching_on_takes_it_back(open_as: OpenAs, how: str) -> None:
    page = open_as("diego")
    told = _told(page)
    page.goto("/search?q=pump")
    until(page, "customElements.get('k-missed') !== undefined")

    if how == "by a link":
        page.get_by_role("link", name="Home").first.click()
        page.wait_for_url("**/")
    else:
        page.goto("/people")
    # A browser does not show what it sends while it leaves: the page notes that it could.
    until(page, "sessionStorage.getItem('practica.left') !== null")
    assert set(told) <= {"abandoned"}

    with page.expect_response("**/gaps/again"):
        page.goto("/search?q=seal")


def test_opening_a_hit_or_narrowing_tells_of_nothing(open_as: OpenAs) -> None:
    page = open_as("diego")
    told = _told(page)
    page.goto("/search?q=pump")
    until(page, "customElements.get('k-missed') !== undefined")

    page.get_by_role("link", name="Newest first").click()
    page.wait_for_url("**sort=newest**")
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/c/**")
    page.goto("/people")

    assert told == []
    assert page.evaluate("sessionStorage.getItem('practica.left')") is None
