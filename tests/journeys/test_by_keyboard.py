"""The keyboard alone: skip, join, ask, answer; and one always sees where one is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs

RELIABILITY = "/c/reliability-maintenance"
FARTHEST = 90


def test_the_first_stop_skips_to_the_main_part(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(RELIABILITY)

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_join_ask_and_answer_by_keys(newcomer: OpenAs) -> None:
    page = newcomer("Tove Berg")
    page.goto(RELIABILITY)

    press(page, "button", "Join")
    expect(page.get_by_role("button", name="Joined")).to_be_visible()
    page.goto(f"{RELIABILITY}/questions")
    press(page, "link", "Ask a question")
    page.get_by_role("heading", name="Ask a question").wait_for()
    tab_to(page, "textbox", "Your question in one sentence")
    page.keyboard.type("Is the crane free on Sunday?")
    press(page, "button", "Post question")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is the crane free on Sunday?")

    tab_to(page, "textbox", "Your answer")
    page.keyboard.type("From noon on.")
    press(page, "button", "Post answer")
    expect(page.locator(".post", has_text="From noon on.")).to_be_visible()


def test_every_stop_of_a_page_shows_that_it_has_the_focus(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(RELIABILITY)
    hidden = []

    for _stop in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const at = document.activeElement;
                if (!at || at === document.body) return "";
                const ring = (one) => one && parseFloat(getComputedStyle(one).outlineWidth) >= 2
                    && getComputedStyle(one).outlineStyle !== "none";
                const frame = at.closest(".search, .search-field");
                return ring(at) || ring(frame) ? "" : at.outerHTML.slice(0, 100);
            }"""
        )
        if seen:
            hidden.append(seen)

    assert not hidden


def press(page: Page, role: str, name: str) -> None:
    """Walk to something with Tab and press Enter."""
    tab_to(page, role, name)
    page.keyboard.press("Enter")


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until the focus is there."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    wanted.wait_for()
    for _step in range(FARTHEST):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{FARTHEST} presses of Tab do not lead to {name}")
