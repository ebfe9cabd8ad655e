"""Several people in one text: letters and names arrive, lines break and heal, nothing typed is lost."""

from __future__ import annotations

import re

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.writing import (
    OPENING,
    TREE,
    click_into,
    go_to_end,
    open_editor,
    press,
    save_page,
    state_of,
    text_of,
    write_page,
)

SOCKETS = re.compile(r"/doc/\w{12}")
# A disk that takes half a second for everything it is given.
SLOW_DISK = """() => {
    const { add } = IDBObjectStore.prototype;
    IDBTransaction.prototype.commit = () => {};
    IDBObjectStore.prototype.add = function (row) {
        const asked = add.call(this, row), end = performance.now() + 500;
        const hold = () => { if (performance.now() < end) this.count().onsuccess = hold; };
        hold();
        return asked;
    };
}"""
FULL_DISK = """() => {
    IDBObjectStore.prototype.add = () => { throw new DOMException("Full", "QuotaExceededError"); };
}"""
# A store that opens when the test says so, where a page is changed that stands already.
LATE_DISK = """() => {
    if (!location.pathname.endsWith("/edit")) return;
    const opened = new Promise((done) => { window.openTheStore = done; }), { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...asked) {
        const request = open.apply(this, asked);
        Object.defineProperty(request, "onsuccess", {
            set: (then) => request.addEventListener("success", () => void opened.then(() => then())),
        });
        return request;
    };
}"""


def test_two_people_type_at_once_and_see_each_other(open_as: OpenAs) -> None:
    diego, amara = _both_in(open_as, "Two at once", "Middle.")
    expect(diego.locator("[data-people]").get_by_role("img", name="Amara Nwosu")).to_be_visible()

    press(diego, "Control+Home")
    go_to_end(amara)
    for number in range(20):
        diego.keyboard.type(f"d{number % 10}")
        amara.keyboard.type(f"a{number % 10}")
    expect(amara.locator(".caret-name")).to_have_attribute("data-name", "Diego Prado")
    expect(diego.locator(".caret-name")).to_have_attribute("data-name", "Amara Nwosu")

    letters = "".join(str(number % 10) for number in range(20))
    expect(text_of(amara)).to_contain_text("d".join(["", *letters]) + "Middle." + "a".join(["", *letters]))
    _until_same(diego, amara)
    expect(state_of(diego)).to_have_text("Saved")
    expect(state_of(amara)).to_have_text("Saved")


def test_each_letter_is_with_the_other_before_the_next_is_typed(open_as: OpenAs) -> None:
    diego, amara = _both_in(open_as, "Letter by letter", "Words.")

    for letters in range(1, 11):
        diego.keyboard.type("x")
        expect(text_of(amara)).to_contain_text("x" * letters)


def test_undo_takes_back_what_i_did_and_nothing_of_others(open_as: OpenAs) -> None:
    diego, amara = _both_in(open_as, "Mine alone", "Words.")

    press(diego, "Control+Home")
    # In one go: letters that come half a second apart are steps of their own.
    diego.keyboard.insert_text("MINE ")
    expect(text_of(amara)).to_contain_text("MINE")
    go_to_end(amara)
    amara.keyboard.type(" THEIRS")
    expect(text_of(diego)).to_contain_text("THEIRS")
    diego.keyboard.press("Control+z")

    expect(text_of(amara)).not_to_contain_text("MINE")
    expect(text_of(diego)).to_contain_text("THEIRS")
    _until_same(diego, amara)


def test_what_is_typed_without_a_line_is_kept_and_merged_later(open_as: OpenAs) -> None:
    diego, amara = _both_in(open_as, "On the train", "Words.")

    diego.context.set_offline(True)
    expect(state_of(diego)).to_have_text("Offline: kept on this device")
    press(diego, "Control+Home")
    diego.keyboard.type("In the tunnel. ")
    go_to_end(amara)
    amara.keyboard.type(" At the desk.")
    expect(state_of(amara)).to_have_text("Saved")
    diego.context.set_offline(False)

    expect(state_of(diego)).to_have_text("Saved")
    expect(text_of(amara)).to_have_text("In the tunnel. Words. At the desk.")
    expect(text_of(diego)).to_have_text("In the tunnel. Words. At the desk.")


def test_what_was_typed_without_a_line_comes_back_after_the_page_was_closed(open_as: OpenAs) -> None:
    diego = open_as("diego")
    write_page(diego, "Closed too early", "Words.")
    address = diego.url
    open_editor(diego, address)
    diego.keyboard.type("Shared. ")
    expect(state_of(diego)).to_have_text("Saved")
    diego.context.set_offline(True)
    diego.keyboard.type("Only here. ")
    expect(state_of(diego)).to_have_text("Offline: kept on this device")

    diego.evaluate("window.stop()")
    diego.context.set_offline(False)
    diego.goto("about:blank")
    open_editor(diego, address)

    expect(text_of(diego)).to_have_text("Shared. Only here. Words.")


def test_a_slow_disk_is_waited_for_before_a_text_is_called_kept(open_as: OpenAs) -> None:
    diego = open_as("diego")
    write_page(diego, "Written down slowly", "Words.")
    address = diego.url
    open_editor(diego, address)
    diego.evaluate(SLOW_DISK)
    diego.context.set_offline(True)
    expect(state_of(diego)).to_have_text("Offline: kept on this device")

    diego.keyboard.type("Only here. ")
    said = diego.locator("[data-status]").inner_text()
    expect(state_of(diego)).to_have_text("Offline: kept on this device")

    assert said == "Saving…"


def test_letters_a_slow_disk_has_not_taken_are_there_after_the_page_was_left(open_as: OpenAs) -> None:
    diego = open_as("diego")
    write_page(diego, "Left at once", "Words.")
    address = diego.url
    open_editor(diego, address)
    diego.evaluate(SLOW_DISK)
    diego.context.set_offline(True)
    diego.keyboard.type("Only here. ")

    _leave_without_a_line(diego)
    open_editor(diego, address)

    expect(text_of(diego)).to_have_text("Only here. Words.")


def test_letters_typed_before_the_store_was_open_are_kept_with_the_others(open_as: OpenAs) -> None:
    diego = open_as("diego")
    diego.context.add_init_script(f"({LATE_DISK})()")
    write_page(diego, "Opened late", "Words.")
    address = diego.url
    open_editor(diego, address)
    diego.keyboard.type("Shared. ")
    diego.context.set_offline(True)
    expect(state_of(diego)).to_have_text("Offline and not kept: leave this page open")
    diego.keyboard.type("Only here. ")
    diego.evaluate("window.openTheStore()")
    expect(state_of(diego)).to_have_text("Offline: kept on this device")

    _leave_without_a_line(diego)
    diego.goto(f"{address}/edit")
    diego.evaluate("window.openTheStore()")

    expect(text_of(diego)).to_have_text("Shared. Only here. Words.")


def test_a_device_that_takes_nothing_more_is_not_said_to_keep_it(open_as: OpenAs) -> None:
    diego = open_as("diego")
    write_page(diego, "No room here", "Words.")
    open_editor(diego, diego.url)
    diego.evaluate(FULL_DISK)
    diego.context.set_offline(True)

    diego.keyboard.type("Only here. ")

    expect(state_of(diego)).to_have_text("Offline and not kept: leave this page open")
    diego.context.set_offline(False)
    expect(state_of(diego)).to_have_text("Saved")


def test_saving_keeps_what_both_typed_with_a_reason(open_as: OpenAs) -> None:
    diego, amara = _both_in(open_as, "One version of two", "Words.")
    address = diego.url.removesuffix("/edit")
    go_to_end(diego)
    diego.keyboard.type(" Of Diego.")
    expect(text_of(amara)).to_contain_text("Of Diego.")
    go_to_end(amara)
    amara.keyboard.type(" Of Amara.")

    save_page(amara, "Both of us")

    expect(amara.locator(".prose").first).to_have_text("Words. Of Diego. Of Amara.")
    amara.goto(f"{address}/history")
    expect(amara.get_by_role("row").nth(1)).to_contain_text("Both of us")


def test_a_text_that_cannot_be_merged_is_offered(open_as: OpenAs) -> None:
    diego = open_as("diego")
    write_page(diego, "Built anew", "Words.")
    address = diego.url
    lines: list[WebSocketRoute] = []
    diego.route_web_socket(SOCKETS, lambda line: (lines.append(line), line.connect_to_server()))
    open_editor(diego, address)
    expect(state_of(diego)).to_have_text("Saved")

    # The server goes quiet, and then says that what this page holds is of another generation.
    lines[-1].on_message(lambda _message: None)
    diego.keyboard.type("Nearly lost. ")
    lines[-1].close(code=4409)

    dialog = diego.get_by_role("dialog", name="Your text")
    expect(dialog.get_by_role("textbox")).to_have_value("Nearly lost. Words.")
    dialog.get_by_role("button", name="Go on in plain text").click()
    expect(diego.locator("textarea[name=body]")).to_have_value("Nearly lost. Words.")
    save_page(diego)
    expect(diego.locator(".prose").first).to_have_text("Nearly lost. Words.")


def test_who_loses_the_right_meanwhile_is_offered_what_was_not_sent(open_as: OpenAs) -> None:
    diego = open_as("diego")
    write_page(diego, "A right that went", "Words.")
    address = diego.url
    lines: list[WebSocketRoute] = []
    diego.route_web_socket(SOCKETS, lambda line: (lines.append(line), line.connect_to_server()))
    open_editor(diego, address)
    expect(state_of(diego)).to_have_text("Saved")

    lines[-1].on_message(lambda _message: None)
    diego.keyboard.type("Not sent. ")
    lines[-1].close(code=4403)

    dialog = diego.get_by_role("dialog", name="Your text")
    expect(dialog).to_contain_text("You cannot change this page any more.")
    expect(dialog.get_by_role("textbox")).to_have_value("Not sent. Words.")
    expect(dialog.get_by_role("button", name="Copy")).to_be_visible()


def test_without_a_line_for_eight_seconds_plain_text_is_offered(open_as: OpenAs) -> None:
    diego = open_as("diego")
    write_page(diego, "No line at all", "Words.")
    address = diego.url
    diego.route_web_socket(SOCKETS, lambda line: line.close(code=1013))

    diego.goto(f"{address}/edit")
    banner = diego.locator(".banner", has_text="cannot be reached")
    expect(banner).to_be_visible()
    banner.get_by_role("button", name="Plain text").click()

    field = diego.locator("textarea[name=body]")
    expect(field).to_have_value("Words.")
    expect(diego.get_by_text("cannot be reached")).to_have_count(0)
    field.fill("Words in plain letters.")
    save_page(diego)
    expect(diego.locator(".prose").first).to_have_text("Words in plain letters.")


def test_what_was_written_as_letters_without_a_line_goes_into_the_text_when_there_is_one(
    open_as: OpenAs,
) -> None:
    diego = open_as("diego")
    write_page(diego, "A line that comes late", "Words.")
    address = diego.url
    is_down = [True]
    diego.route_web_socket(
        SOCKETS, lambda line: line.close(code=1013) if is_down[0] else line.connect_to_server()
    )
    diego.goto(f"{address}/edit")
    diego.locator(".banner").get_by_role("button", name="Plain text").click()
    diego.locator("textarea[name=body]").fill("Words. **And more.**")

    is_down[0] = False
    diego.get_by_role("button", name="Visual editor").click()

    expect(text_of(diego)).to_have_text("Words. And more.", timeout=OPENING)
    expect(state_of(diego)).to_have_text("Saved")


def _leave_without_a_line(page: Page) -> None:
    """Leave the page without it hearing first that there is a line again."""
    page.evaluate("addEventListener('online', (event) => event.stopImmediatePropagation(), true)")
    page.context.set_offline(False)
    page.goto("about:blank")


def _both_in(open_as: OpenAs, title: str, text: str) -> tuple[Page, Page]:
    """Two people in the text of a new page."""
    diego, amara = open_as("diego"), open_as("amara")
    write_page(diego, title, text)
    address = diego.url
    for page in (diego, amara):
        open_editor(page, address)
        click_into(page, text_of(page))
    expect(amara.locator("[data-people]").get_by_role("img")).to_have_count(1)
    return diego, amara


def _until_same(one: Page, other: Page) -> None:
    """Wait until what each typed is with the other, and both hold the very same text."""
    for _try in range(600):
        if one.evaluate(TREE) == other.evaluate(TREE):
            return
        one.wait_for_timeout(50)
    raise AssertionError(f"Two texts: {one.evaluate(TREE)} and {other.evaluate(TREE)}")
