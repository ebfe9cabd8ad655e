"""A caret counts from the moment it moved: before it is told of, a paste, a key or others may come."""

from __future__ import annotations

import pytest
from playwright.sync_api import Request, Route, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.waiting import until
from tests.journeys.writing import (
    markdown_of,
    open_editor,
    paste,
    press,
    start_page,
    state_of,
    text_of,
    write_page,
)

# A click as the browser answers it: the caret stands before these words, and no event has told of it.
CLICKED = """const clicked = (words) => {
    const all = document.createTreeWalker(document.querySelector(".surface .prose"), NodeFilter.SHOW_TEXT);
    while (all.nextNode()) {
        const at = all.currentNode.data.indexOf(words);
        if (at >= 0) { getSelection().collapse(all.currentNode, at); return; }
    }
};"""
PASTED_AT_ONCE = f"""([words, text]) => {{
    {CLICKED}
    const held = new DataTransfer();
    held.setData("text/plain", text);
    clicked(words);
    document.querySelector(".surface .prose").dispatchEvent(
        new ClipboardEvent("paste", {{ clipboardData: held, bubbles: true, cancelable: true }}));
}}"""
PRESSED_AT_ONCE = f"""([words, key]) => {{
    {CLICKED}
    clicked(words);
    document.querySelector(".surface .prose").dispatchEvent(
        new KeyboardEvent("keydown", {{ key, keyCode: 13, bubbles: true, cancelable: true }}));
}}"""
# The caret moves right before what arrives is drawn: letters (0) at once, carets (1) in a moment.
CLICKED_AS_ONE_HEARS = f"""([words, kind]) => {{
    {CLICKED}
    const line = document.querySelector("k-editor").room.provider.ws, hear = line.onmessage;
    const soon = window.setTimeout;
    const done = () => {{ line.onmessage = hear; window.hasHeard = true; }};
    line.onmessage = (event) => {{
        if (new Uint8Array(event.data)[0] !== kind || window.hasHeard) {{ hear(event); return; }}
        const drawn = (act) => () => {{ clicked(words); act(); done(); }};
        if (kind) window.setTimeout = (act, ...rest) => soon(drawn(act), ...rest);
        else clicked(words);
        hear(event);
        window.setTimeout = soon;
        if (!kind) done();
    }};
}}"""


def test_what_is_pasted_right_after_a_click_lands_where_one_clicked(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "A paste at once")
    paste(page, text="Fluid\tFirst\nWater\tEPDM\nOil\tFKM\n")
    expect(text_of(page).locator("td")).to_have_count(4)

    page.evaluate(PASTED_AT_ONCE, ["EPDM", "NBR\t80\nPTFE\t200\n"])

    assert markdown_of(page) == (
        "| Fluid | First |  |\n| --- | --- | --- |\n| Water | NBR | 80 |\n| Oil | PTFE | 200 |"
    )


def test_a_key_right_after_a_click_works_where_one_clicked(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "A key at once")
    paste(page, text="One.\n\nTwo.")
    expect(text_of(page).locator("p")).to_have_count(2)

    page.evaluate(PRESSED_AT_ONCE, ["One", "Enter"])

    expect(text_of(page).locator("p")).to_have_text(["", "One.", "Two."])


@pytest.mark.parametrize("kind", [0, 1], ids=["letters", "a caret"])
def test_what_others_do_at_that_moment_puts_no_caret_back(open_as: OpenAs, kind: int) -> None:
    diego, amara = open_as("diego"), open_as("amara")
    write_page(diego, f"A click and {kind}", "First. Second.")
    address = diego.url
    for page in (diego, amara):
        open_editor(page, address)
        expect(state_of(page)).to_have_text("Saved")
        expect(text_of(page)).to_be_focused()

    diego.evaluate(CLICKED_AS_ONE_HEARS, ["Second", kind])
    if kind:
        amara.keyboard.press("ArrowRight")
    else:
        amara.keyboard.type("Hers. ")
    until(diego, "window.hasHeard === true")
    diego.keyboard.type("Mine. ")

    expect(text_of(amara)).to_have_text(f"{'' if kind else 'Hers. '}First. Mine. Second.")


def test_markdown_that_is_still_being_read_lands_where_it_was_pasted(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "A slow paste")
    page.keyboard.type("First.\n\nLast.")
    expect(text_of(page).locator("p")).to_have_count(3)
    press(page, "ArrowUp")
    held: list[Route] = []
    page.route(
        "**/pages/convert*", lambda route: held.append(route) if _reads(route.request) else route.continue_()
    )

    with page.expect_request(_reads):
        paste(page, text="## Steps\n\n- **one**\n- two")
    press(page, "Control+Home", "End")
    page.keyboard.type(" More before.")
    assert len(held) == 1
    held[0].continue_()

    expect(text_of(page).locator("li")).to_have_count(2)
    page.keyboard.type(" Still here.")
    assert markdown_of(page) == "First. More before. Still here.\n\n## Steps\n\n- **one**\n- two\n\nLast."


def _reads(request: Request) -> bool:
    """Whether Markdown is to be read, and no text to be written."""
    return "/pages/convert" in request.url and 'name="markdown"' in (request.post_data or "")
