"""Suggesting a change, taking it over passage by passage, commenting on selected words."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.writing import RELIABILITY

FIRST = "article > .prose > p"


def _open(page: Page, title: str) -> None:
    page.goto(f"{RELIABILITY}/pages")
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_suggestion_is_taken_over_by_one_who_may_edit(open_as: OpenAs) -> None:
    page = open_as("diego")
    _open(page, "Isolate and drain")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("link", name="Suggest a change").click()
    text = page.get_by_label("Text", exact=True)
    text.fill(f"{text.input_value()}\n\nKeep the key in your own pocket.")
    page.get_by_role("button", name="Send suggestion").click()
    expect(page.locator(".hunk ins")).to_have_text("Keep the key in your own pocket.")
    address = page.url

    lead = open_as("amara")
    lead.goto(address)
    lead.get_by_role("button", name="Accept", exact=True).click()
    expect(lead.locator(".hunk")).to_contain_text("Accepted")
    _open(page, "Isolate and drain")
    expect(page.locator(".prose").first).to_contain_text("Keep the key in your own pocket.")


def test_selected_words_are_commented_on_and_stay_lit(open_as: OpenAs) -> None:
    page = open_as("diego")
    _open(page, "Choosing a pump seal")
    page.locator(FIRST).first.evaluate(
        """(paragraph) => {
            const range = document.createRange();
            range.selectNodeContents(paragraph);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_label("Your comment").fill("Is this still so?")
    page.get_by_role("button", name="Post comment").click()

    expect(page.locator(".talk")).to_contain_text("Is this still so?")
    expect(page.locator("[data-comments-count]")).to_contain_text("One comment")
    page.get_by_role("button", name="Show in the text").wait_for()
    assert page.evaluate("CSS.highlights.get('comments').size") == 1
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator("[data-comments-count]")).not_to_contain_text("One")
