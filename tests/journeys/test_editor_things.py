"""What is put in from the list of things: films and cards by their address, parts of other pages."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import OpenAs
from tests.journeys.writing import (
    markdown_of,
    open_editor,
    pick,
    start_page,
    suggestions,
    text_of,
    write_page,
)

FILM = "https://youtu.be/aqz-KE-bpKQ"


def test_a_film_is_put_in_by_its_address_and_what_is_none_is_told(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "A film from the list")
    page.keyboard.type("Look:\n/embed")
    pick(page, "Embed")

    field = page.get_by_label("Address of a film or a page elsewhere")
    expect(field).to_be_focused()
    field.fill("two words")
    field.press("Enter")
    expect(page.get_by_role("group", name="Embed").get_by_role("status")).to_contain_text(
        "no address of a page"
    )
    field.fill(FILM)
    field.press("Enter")

    expect(text_of(page).locator(".embed")).to_contain_text("youtu.be")
    expect(text_of(page)).to_be_focused()
    page.keyboard.type("And so on.")
    assert markdown_of(page) == f"Look:\n\n::embed[{FILM}]\n\nAnd so on."


def test_what_does_not_play_here_stands_as_a_card_and_says_so(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "A card from the list")
    page.keyboard.type("/embed")
    pick(page, "Embed")

    field = page.get_by_label("Address of a film or a page elsewhere")
    expect(field).to_be_focused()
    field.fill("example.invalid/film")
    field.press("Enter")

    expect(text_of(page).locator(".embed")).to_contain_text("example.invalid")
    expect(page.get_by_text("Films play here from YouTube")).to_be_visible()
    assert markdown_of(page) == "::embed[https://example.invalid/film]"


def test_escape_leaves_the_address_and_the_text_goes_on(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "No film")
    page.keyboard.type("Before. /embed")
    pick(page, "Embed")
    field = page.get_by_label("Address of a film or a page elsewhere")
    expect(field).to_be_focused()

    field.press("Escape")

    expect(field).to_be_hidden()
    expect(text_of(page)).to_be_focused()
    page.keyboard.type("After.")
    expect(text_of(page)).to_have_text("Before. After.")


def test_a_part_of_another_page_is_chosen_and_shown_to_readers(open_as: OpenAs) -> None:
    page = open_as("diego")
    write_page(page, "Mixer upkeep", "")
    address = page.url
    open_editor(page, address)
    text_of(page).click()
    page.keyboard.type("Of all.\n## Before you start\nShut the valve.\n## Then\nTurn it.")
    expect(text_of(page).locator("h2")).to_have_count(2)
    expect(page.locator("[data-status]")).to_have_text("Saved")
    page.get_by_role("button", name="Save page").first.click()
    page.get_by_label("What changed?").press("Enter")
    page.wait_for_url(lambda now: not now.endswith("/edit"))

    start_page(page, "With a part")
    page.keyboard.type("First:\n/part")
    pick(page, "Part of another page")
    page.keyboard.type("mixer up")
    expect(suggestions(page)).to_have_count(1)
    expect(suggestions(page)).to_contain_text("Mixer upkeep")
    page.keyboard.press("Enter")
    expect(suggestions(page)).to_have_count(3)
    expect(suggestions(page).first).to_contain_text("The whole page")
    page.keyboard.type("before")
    expect(suggestions(page)).to_have_count(1)
    pick(page, "Before you start")

    expect(text_of(page).locator(".embed")).to_contain_text("Mixer upkeep › Before you start")
    page.keyboard.type("Then go on.")
    expect(text_of(page)).to_contain_text("Then go on.")
    assert markdown_of(page) == "First:\n\n::include[[Mixer upkeep#Before you start]]\n\nThen go on."
    page.get_by_role("button", name="Publish page").click()
    page.get_by_role("heading", name="With a part", level=1).wait_for()
    expect(page.locator(".include.shown")).to_contain_text("Shut the valve.")
    expect(page.locator(".include.shown")).not_to_contain_text("Turn it.")
