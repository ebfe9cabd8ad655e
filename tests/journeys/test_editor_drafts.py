"""A page that nobody has yet: what was typed comes back, whenever it was left, and meets no other one."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import PASSWORDS, OpenAs, sign_in
from tests.journeys.waiting import until
from tests.journeys.writing import (
    RELIABILITY,
    as_plain_text,
    go_to_end,
    markdown_of,
    start_page,
    state_of,
    text_of,
)

NOWHERE = "about:blank"
NOTHING_KEPT = """() => new Promise((done) => {
    const request = indexedDB.open("practica-texts", 1);
    request.onsuccess = () => {
        const count = request.result.transaction("updates").objectStore("updates").count();
        count.onsuccess = () => { request.result.close(); done(count.result === 0); };
    };
})"""


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


def test_what_was_only_opened_on_one_device_takes_no_place_of_what_was_typed_on_another(
    open_as: OpenAs,
) -> None:
    here, there = open_as("diego"), open_as("diego")
    start_page(here, "On two devices")
    here.keyboard.type("First.")
    assert markdown_of(here) == "First."
    here.goto(NOWHERE)
    _go_on_with(here, "On two devices")
    here.goto(NOWHERE)

    _go_on_with(there, "On two devices")
    go_to_end(there)
    there.keyboard.type(" Second.")
    assert markdown_of(there) == "First. Second."

    _go_on_with(here, "On two devices")
    expect(text_of(here)).to_have_text("First. Second.")


def test_a_text_that_is_sent_while_it_opens_is_sent_whole(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Sent in a hurry")
    page.keyboard.type("Words that stay.")
    assert markdown_of(page) == "Words that stay."
    page.goto("/drafts")
    # The text never comes; all else is answered.
    page.route("**/pages/convert*", lambda route: None if _asks_for("markdown", route) else route.continue_())
    page.get_by_role("link", name="Sent in a hurry").first.click()
    expect(page.locator("k-editor")).to_have_attribute("data-mode", "rich")

    page.get_by_role("button", name="Publish page").first.click()

    page.get_by_role("heading", name="Sent in a hurry", level=1).wait_for()
    expect(page.locator("article > .prose")).to_have_text("Words that stay.")


def test_what_is_published_at_once_does_not_come_back_as_a_new_page(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Out at once")
    page.keyboard.type("Words that are out.")
    page.get_by_role("button", name="Publish page").first.click()
    page.get_by_role("heading", name="Out at once", level=1).wait_for()
    until(page, NOTHING_KEPT)

    page.goto(f"{RELIABILITY}/pages/new")

    expect(text_of(page)).to_be_editable()
    expect(text_of(page)).to_have_text("")


def test_what_was_on_its_way_writes_over_no_letter_of_the_plain_field(open_as: OpenAs) -> None:
    page, held = open_as("diego"), list[Route]()
    start_page(page, "Turned in a hurry")
    # A draft is held up; what is to be read is answered.
    page.route(
        "**/pages/convert*",
        lambda route: route.continue_() if _asks_for("whole", route) else held.append(route),
    )
    with page.expect_request("**/pages/convert*"):
        page.keyboard.type("Visual.")
    as_plain_text(page).fill("Visual. Plain.")
    with page.expect_response("**/pages/convert*"):
        held[0].continue_()

    assert markdown_of(page) == "Visual. Plain."


def test_pressing_twice_opens_the_text_once(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.add_init_script("localStorage.setItem('practica:plain-text', '1')")
    page.goto(f"{RELIABILITY}/pages/new")

    page.get_by_role("button", name="Visual editor").dblclick()

    expect(text_of(page)).to_have_count(1)
    expect(page.locator(".edit-tools")).to_have_count(1)


def test_letters_of_the_plain_field_meet_what_this_device_kept(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Both ways")
    page.route("**/pages/convert*", lambda route: route.abort("internetdisconnected"))
    page.keyboard.type("Kept here.")
    page.goto(NOWHERE)
    page.unroute("**/pages/convert*")
    page.add_init_script("localStorage.setItem('practica:plain-text', '1')")

    page.goto(f"{RELIABILITY}/pages/new")
    turn = page.get_by_role("button", name="Visual editor")
    turn.wait_for()
    page.get_by_label("Text", exact=True).fill("As letters.")
    turn.click()

    expect(text_of(page)).to_contain_text("Kept here.")
    expect(text_of(page)).to_contain_text("As letters.")


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


def _asks_for(name: str, route: Route) -> bool:
    """Whether what is sent holds a field of this name."""
    return f'name="{name}"' in (route.request.post_data or "")


def _go_on_with(page: Page, title: str) -> None:
    """Open a draft from the list of one's drafts."""
    page.goto("/drafts")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_label("Title")).to_have_value(title)
    text_of(page).wait_for()
