"""A page that nobody has yet: what was typed comes back, whenever it was left, and meets no other one."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import PASSWORDS, OpenAs, sign_in
from tests.journeys.writing import RELIABILITY, markdown_of, start_page, state_of, text_of

NOWHERE = "about:blank"


def test_what_was_typed_after_a_draft_was_saved_comes_back_with_it(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Left in a hurry")
    page.keyboard.type("First. ")
    assert markdown_of(page) == "First."

    page.keyboard.type("Second.")
    page.goto(NOWHERE)
    _go_on_with(page, "Left in a hurry")

    expect(text_of(page)).to_have_text("First. Second.")
    assert markdown_of(page) == "First. Second."


def test_who_begins_again_finds_what_never_reached_the_server(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Left at once")
    page.route("**/pages/convert*", lambda route: route.abort("internetdisconnected"))
    page.keyboard.type("Only here.")
    page.goto(NOWHERE)
    page.unroute("**/pages/convert*")

    page.goto(f"{RELIABILITY}/pages/new")

    expect(text_of(page)).to_have_text("Only here.")
    page.get_by_label("Title").fill("Found again")
    assert markdown_of(page) == "Only here."


def test_who_leaves_a_moment_after_typing_and_begins_again_has_one_draft(open_as: OpenAs) -> None:
    page = open_as("diego")
    with page.expect_response("**/pages/draft*"):
        start_page(page, "Once and no more")
    page.keyboard.type("Words that were typed and left.")
    page.goto(NOWHERE)

    page.goto(f"{RELIABILITY}/pages/new")
    expect(text_of(page)).to_have_text("Words that were typed and left.")
    assert markdown_of(page) == "Words that were typed and left."

    page.goto("/drafts")
    expect(page.get_by_role("main").get_by_role("link", name="Once and no more")).to_have_count(1)


def test_what_is_typed_while_a_draft_is_on_its_way_is_not_called_saved_and_comes_back(
    open_as: OpenAs,
) -> None:
    page, held = open_as("diego"), list[Route]()
    start_page(page, "Typed on")
    page.route("**/pages/draft*", lambda route: held.append(route))
    with page.expect_request("**/pages/draft*"):
        page.keyboard.type("First. ")
    page.keyboard.type("Second.")
    with page.expect_response("**/pages/draft*"):
        held[0].continue_()

    expect(state_of(page)).to_have_text("Saving…")
    page.goto(NOWHERE)
    page.unroute("**/pages/draft*")
    _go_on_with(page, "Typed on")

    expect(text_of(page)).to_have_text("First. Second.")


def test_what_was_left_of_one_page_is_put_into_no_other(open_as: OpenAs) -> None:
    page = open_as("diego")
    for title in ("One of two", "Two of two"):
        start_page(page, title)
        page.keyboard.type(f"{title}. ")
        assert markdown_of(page) == f"{title}."
    page.keyboard.type("And more.")
    page.goto(NOWHERE)

    _go_on_with(page, "One of two")
    expect(text_of(page)).to_have_text("One of two.")
    _go_on_with(page, "Two of two")
    expect(text_of(page)).to_have_text("Two of two. And more.")


def test_what_somebody_left_on_a_device_is_shown_to_nobody_else(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Of Diego alone")
    page.route("**/pages/convert*", lambda route: route.abort("internetdisconnected"))
    page.keyboard.type("Nobody else reads this.")
    page.goto(NOWHERE)
    page.unroute("**/pages/convert*")
    page.goto(f"{RELIABILITY}/discussions/start")
    page.route("**/draft*", lambda route: route.abort("internetdisconnected"))
    page.locator("textarea[name=body]").fill("Nor this.")
    page.goto(NOWHERE)
    page.unroute("**/draft*")

    page.context.clear_cookies()
    sign_in(page, *PASSWORDS["amara"])
    page.goto(f"{RELIABILITY}/pages/new")
    expect(text_of(page)).to_be_editable()
    expect(text_of(page)).to_have_text("")
    page.goto(f"{RELIABILITY}/discussions/start")
    expect(page.locator("textarea[name=body]")).to_have_value("")

    page.context.clear_cookies()
    sign_in(page, *PASSWORDS["diego"])
    page.goto(f"{RELIABILITY}/pages/new")
    expect(text_of(page)).to_have_text("Nobody else reads this.")
    page.goto(f"{RELIABILITY}/discussions/start")
    expect(page.locator("textarea[name=body]")).to_have_value("Nor this.")


def test_what_is_typed_after_the_session_ended_is_not_called_saved(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(f"{RELIABILITY}/discussions/start")
    page.context.clear_cookies(name="sessionid")
    with page.expect_response("**/accounts/login/**"):
        page.locator("textarea[name=body]").fill("Typed at the door.")
    expect(page.locator("[data-status]").first).to_contain_text("Kept on this device")
    page.goto(NOWHERE)

    page.context.clear_cookies()
    sign_in(page, *PASSWORDS["diego"])
    page.goto(f"{RELIABILITY}/discussions/start")
    expect(page.locator("textarea[name=body]")).to_have_value("Typed at the door.")


def _go_on_with(page: Page, title: str) -> None:
    """Open a draft from the list of one's drafts."""
    page.goto("/drafts")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_label("Title")).to_have_value(title)
    text_of(page).wait_for()
