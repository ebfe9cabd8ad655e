"""Everything that matters works where no script runs."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORDS, OpenAs, sign_in

RELIABILITY = "/c/reliability-maintenance"


def test_sign_in_read_search_ask_and_answer_without_scripts(open_as: OpenAs) -> None:
    page = open_as(java_script_enabled=False)

    sign_in(page, *PASSWORDS["diego"])
    page.goto(f"{RELIABILITY}/pages")
    page.get_by_role("link", name="Choosing a pump seal").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choosing a pump seal")

    page.get_by_role("banner").or_(page.locator(".topbar")).get_by_role("searchbox").first.fill("gasket")
    page.keyboard.press("Enter")
    expect(page.locator(".hits mark").first).to_be_visible()

    page.goto(f"{RELIABILITY}/questions/ask")
    page.get_by_label("Your question in one sentence").fill("Who has a spare coupling?")
    page.get_by_role("button", name="Post question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who has a spare coupling?")

    page.get_by_role("textbox", name="Your answer").fill("There is one in the store at Gdańsk.")
    page.get_by_role("button", name="Post answer").click()
    expect(page.locator(".post", has_text="the store at Gdańsk")).to_be_visible()


def test_sign_up_and_join_without_scripts(newcomer: OpenAs) -> None:
    page = newcomer("Ewa Zielinska", java_script_enabled=False)

    page.goto(RELIABILITY)
    page.get_by_role("button", name="Join", exact=True).click()

    # A menu needs no script: its button opens a popover.
    expect(page.get_by_role("button", name="Joined")).to_be_visible()


def test_a_wrong_form_keeps_what_was_typed_without_scripts(open_as: OpenAs) -> None:
    page = open_as("diego", java_script_enabled=False)
    page.goto(f"{RELIABILITY}/questions/ask")

    page.locator("textarea[name=body]").fill("A text without a title.")
    page.get_by_role("button", name="Post question").click()

    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    expect(page.locator("textarea[name=body]")).to_have_value("A text without a title.")
