"""What the editor says of a text: fields saved as they are left, a session that ended, a right that went."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORDS, OpenAs, sign_in
from tests.journeys.writing import (
    RELIABILITY,
    markdown_of,
    open_editor,
    paste,
    start_page,
    state_of,
    text_of,
    write_page,
)

LESSON = "The relief valve was set cold"
# Letters with towers of marks, both directions in one line, and what turns directions by force.
ODD = (
    "Z\u0351\u036b\u0343a\u0333\u0346l\u0357g\u0320o \u05e9\u05dc\u05d5\u05dd and "
    "\u0645\u0631\u062d\u0628\u0627 (x) \u202eback\u202c."
)

# On which side of its box a line of text stands.
BEGINS = """(line) => {
    const range = document.createRange();
    range.selectNodeContents(line);
    const words = range.getBoundingClientRect(), box = line.getBoundingClientRect();
    return words.left - box.left < box.right - words.right ? "left" : "right";
}"""


def test_fields_of_a_type_are_saved_as_they_are_left(open_as: OpenAs) -> None:
    page = open_as("amara")
    page.goto(f"{RELIABILITY}/pages")
    page.get_by_role("link", name=LESSON).first.click()
    page.get_by_role("heading", name=LESSON, level=1).wait_for()
    address = page.url
    open_editor(page, address)

    page.get_by_label("Next time").fill("Ask for the cold setting, twice.")
    page.get_by_label("Next time").press("Tab")
    expect(page.locator("[data-fields-status]")).to_have_text("Saved")
    page.goto(address)

    expect(page.get_by_text("Ask for the cold setting, twice.")).to_be_visible()


def test_a_field_that_cannot_be_taken_says_why_and_keeps_what_was_typed(open_as: OpenAs) -> None:
    page = open_as("amara")
    page.goto(f"{RELIABILITY}/pages")
    page.get_by_role("link", name=LESSON).first.click()
    page.get_by_role("heading", name=LESSON, level=1).wait_for()
    open_editor(page, page.url)

    page.get_by_label("Who does it").fill("Nobody we know of")
    page.get_by_label("Who does it").press("Tab")

    field = page.locator(".field", has=page.get_by_label("Who does it"))
    expect(field.locator(".field-error")).to_be_visible()
    expect(page.get_by_label("Who does it")).to_have_value("Nobody we know of")


def test_who_is_signed_out_meanwhile_hears_it_and_loses_nothing(open_as: OpenAs) -> None:
    page = open_as(None)
    _sign_in_apart(page)
    write_page(page, "Signed out", "Words.")
    open_editor(page, page.url)
    expect(state_of(page)).to_have_text("Saved")

    other = page.context.new_page()
    other.goto("/accounts/logout/")
    other.get_by_role("button", name="Sign out").last.click()
    other.wait_for_url(lambda address: "logout" not in address)

    expect(page.get_by_text("You are signed out. Sign in again to go on.")).to_be_visible()
    expect(state_of(page)).to_have_text("Offline: kept on this device")
    expect(page.locator(".surface .prose")).to_have_attribute("contenteditable", "false")


def test_letters_with_towers_and_both_directions_stay_as_they_are(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Odd letters")

    paste(page, text=ODD)

    expect(text_of(page)).to_have_text(ODD)
    assert markdown_of(page).startswith(ODD[:12])
    first = text_of(page).locator("p").first
    assert first.evaluate("(line) => line.scrollWidth <= line.clientWidth + 1")


def test_each_line_begins_on_the_side_of_its_own_letters(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Both ways")

    paste(page, text="First in English.\n\n\u05e9\u05dc\u05d5\u05dd\n\n- \u05e9\u05dc\u05d5\u05dd\n- two")

    lines = text_of(page).locator("p")
    expect(lines).to_have_count(4)
    assert [line.evaluate(BEGINS) for line in lines.all()] == ["left", "right", "right", "left"]
    items = text_of(page).locator("li")
    assert [item.evaluate("(li) => getComputedStyle(li).direction") for item in items.all()] == ["rtl", "ltr"]


def _sign_in_apart(page: Page) -> None:
    """A session of its own: ending it ends nobody else's."""
    sign_in(page, *PASSWORDS["diego"])
