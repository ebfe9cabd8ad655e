"""Arranging pages: dragged, moved by keys, taken back; told before they leave a community."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.waiting import until
from tests.journeys.writing import RELIABILITY


def _titles(page: Page) -> list[str]:
    return page.locator(".outline-card > .outline > li > .line > a:first-child").all_inner_texts()


def test_a_page_is_dragged_into_another_and_taken_back(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(f"{RELIABILITY}/pages")
    until(page, "() => Boolean(customElements.get('k-tree'))")
    before = _titles(page)
    lines = page.locator(".outline-card > .outline > li > .line")
    lines.nth(0).hover()
    taken, target = lines.nth(0).locator(".grip").bounding_box(), lines.nth(2).bounding_box()
    assert taken and target

    page.mouse.move(taken["x"] + 10, taken["y"] + 10)
    page.mouse.down()
    page.mouse.move(taken["x"] + 10, taken["y"] + 25, steps=4)
    page.mouse.move(target["x"] + 60, target["y"] + target["height"] / 2 - 6, steps=10)
    page.mouse.move(target["x"] + 60, target["y"] + target["height"] / 2, steps=4)
    expect(page.locator("[data-drop=inside]")).to_contain_text(before[2])
    page.mouse.up()

    expect(page.locator("#toasts")).to_contain_text(f"“{before[0]}” stands below “{before[2]}” now.")
    assert _titles(page) == before[1:]
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("is back in its place")
    assert _titles(page) == before


def test_keys_move_a_page_and_the_focus_stays_with_it(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(f"{RELIABILITY}/pages")
    before = _titles(page)
    handle = page.get_by_role("link", name=f"Move {before[0]}", exact=True)

    handle.focus()
    page.keyboard.press("Alt+ArrowDown")

    expect(page.locator("#toasts")).to_contain_text("is moved")
    assert _titles(page)[:2] == [before[1], before[0]]
    expect(handle).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("is back in its place")


def test_a_page_is_taken_along_as_pdf(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(f"{RELIABILITY}/pages")
    page.get_by_role("link", name="Choosing a pump seal").first.click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("link", name="Take along: PDF, Word, Markdown").click()

    with page.expect_download() as coming:
        page.get_by_role("link", name="PDF", exact=True).click()

    assert coming.value.suggested_filename == "choosing-a-pump-seal.pdf"
