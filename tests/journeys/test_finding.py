"""Finding things: as one types, on the results page, in spite of a slip of the finger."""

from __future__ import annotations

import re
from urllib.parse import unquote

from playwright.sync_api import expect

from tests.journeys.conftest import OpenAs
from tests.journeys.waiting import until


def test_the_palette_leads_to_a_page_by_keys_alone(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto("/")

    page.keyboard.press("Control+k")
    page.keyboard.type("choosing a pump")
    expect(page.get_by_role("option", name="Choosing a pump seal")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Choosing a pump seal")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Choosing a pump seal")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_palette_works_again_after_a_visit(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto("/")
    page.get_by_role("link", name="Inbox").first.click()
    page.get_by_role("heading", name="Inbox", level=1).wait_for()

    page.keyboard.press("Control+k")
    page.keyboard.type("glossary")

    expect(page.get_by_role("option", name="Glossary").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_result_leads_to_its_passage(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto("/search?q=start-up+after+a+long+stop")

    found = page.locator(".hits a[href*='#h-']").first
    anchor, _, words = (found.get_attribute("href") or "").partition("#")[2].partition(":~:text=")
    found.click()
    page.wait_for_url(re.compile(rf"#{re.escape(anchor)}"))

    sentence = page.get_by_text(unquote(words).split(",")[0]).first
    expect(sentence).to_be_in_viewport()


def test_results_are_walked_by_keys_and_follow_what_is_typed(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto("/search?q=pump")
    until(page, "customElements.get('k-hits') !== undefined")
    field = page.get_by_label("Search for", exact=True)

    page.keyboard.press("j")
    expect(page.locator(".hit a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    field.fill("flange torque kind:question")

    expect(page.get_by_role("link", name="Remove the filter Questions")).to_be_visible()
    expect(page.locator(".hit").first).to_contain_text("Question")
    expect(field).to_be_focused()
    assert "kind%3Aquestion" in page.url


def test_a_search_is_narrowed_saved_deleted_and_brought_back(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto("/search?q=pump")

    page.get_by_role("link", name=re.compile("^Pages")).click()
    expect(page.get_by_role("link", name="Remove the filter Pages")).to_be_visible()
    page.get_by_text("Save this search").click()
    page.get_by_label("Name").fill("Pump pages")
    page.get_by_role("button", name="Save search").click()
    expect(page.get_by_role("link", name="Pump pages")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("link", name="Pump pages")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("link", name="Pump pages")).to_be_visible()


def test_a_slip_of_the_finger_is_put_right_and_can_be_meant(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto("/search")
    page.get_by_label("Search for", exact=True).fill("lubricaton")
    page.get_by_role("search").get_by_role("button", name="Search").click()

    expect(page.get_by_text("Searched for lubrication")).to_be_visible()
    expect(page.locator(".hits mark").first).to_contain_text(re.compile("lubrication", re.IGNORECASE))
    page.get_by_role("link", name="instead").click()
    expect(page.get_by_label("Search for", exact=True)).to_have_value('"lubricaton"')
    expect(page.get_by_role("link", name="instead")).to_have_count(0)
