"""How people write pages in a browser: in the visual editor, or in plain text."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.waiting import until

# The first text that is opened wakes the process that keeps texts live.
OPENING = 90_000
RELIABILITY = "/c/reliability-maintenance"
TREE = "() => JSON.stringify(document.querySelector('k-editor').editor.getJSON())"
AT_THE_END = """() => {
    const { state } = document.querySelector('k-editor').editor;
    return state.selection.head === state.doc.content.size - 1;
}"""
# The editor knows of the browser's caret, and of no other.
CARET_SETTLED = """() => {
    const { view } = document.querySelector("k-editor").editor, { focusNode, focusOffset } = getSelection();
    return view.hasFocus() && view.dom.contains(focusNode)
        && view.posAtDOM(focusNode, focusOffset) === view.state.selection.head;
}"""
# A clipboard as a browser hands it over; files as name, type and base64.
PASTE = """([data, files]) => {
    const held = new DataTransfer();
    for (const [type, text] of Object.entries(data)) held.setData(type, text);
    for (const [name, type, letters] of files)
        held.items.add(new File([Uint8Array.from(atob(letters), (c) => c.charCodeAt(0))], name, { type }));
    const began = performance.now();
    const event = new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true });
    document.querySelector(".surface .prose").dispatchEvent(event);
    return performance.now() - began;
}"""


def text_of(page: Page) -> Locator:
    """The text in the visual editor, once it may be written."""
    return page.locator(".surface .prose[contenteditable=true]")


def state_of(page: Page) -> Locator:
    """What the page says about being saved."""
    return page.locator("[data-status]")


def suggestions(page: Page) -> Locator:
    """What is suggested beside the caret."""
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def open_editor(page: Page, address: str) -> None:
    """Edit the page at ``address``, and wait until it can be written."""
    page.goto(f"{address}/edit")
    text_of(page).wait_for(timeout=OPENING)


def start_page(page: Page, title: str) -> None:
    """Begin a page in the first community; the caret stands in its text."""
    page.goto(f"{RELIABILITY}/pages/new")
    text_of(page).wait_for()
    page.get_by_label("Title").fill(title)
    click_into(page, text_of(page))


def click_into(page: Page, words: Locator) -> None:
    """Put the caret where ``words`` stand, and wait until it is there."""
    words.click()
    until(page, CARET_SETTLED)


def press(page: Page, *keys: str) -> None:
    """Move the caret by ``keys``, and wait until it is where they lead."""
    for key in keys:
        page.keyboard.press(key)
        until(page, CARET_SETTLED)


def pick(page: Page, words: str) -> None:
    """Take the first suggestion, once it is that with ``words`` and nothing more is asked for."""
    listed = page.get_by_role("listbox", name="Suggestions")
    expect(suggestions(page).first).to_contain_text(words)
    expect(listed).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("Enter")
    expect(listed).to_be_hidden()


def go_to_end(page: Page) -> None:
    """Put the caret behind the last letter, once more where what somebody else typed at that very moment took
    it back."""
    for _try in range(40):
        page.keyboard.press("Control+End")
        page.wait_for_timeout(50)
        if page.evaluate(AT_THE_END):
            return
    raise AssertionError("The caret does not stay at the end.")


def write_page(page: Page, title: str, text: str) -> None:
    """Publish a page in the first community and stay on it."""
    start_page(page, title)
    text_of(page).fill(text)
    page.get_by_role("button", name="Publish page").click()
    page.get_by_role("heading", name=title, level=1).wait_for()


def save_page(page: Page, reason: str = "", how_much: str = "") -> None:
    """Save from the panel that asks what changed."""
    page.get_by_role("button", name="Save page").first.click()
    if how_much:
        page.get_by_label(how_much).check()
    page.get_by_label("What changed?").fill(reason)
    page.get_by_label("What changed?").press("Enter")
    page.wait_for_url(lambda address: not address.endswith("/edit"))


def as_plain_text(page: Page) -> Locator:
    """The field of plain text, after turning to it."""
    page.get_by_role("button", name="Plain text").click()
    field = page.get_by_label("Text", exact=True)
    expect(field).to_be_visible()
    return field


def paste(page: Page, *files: tuple[str, str, str], **data: str) -> float:
    """Paste ``text`` and ``html`` or files; how long the page was busy with it, in milliseconds."""
    kinds = {"text": "text/plain", "html": "text/html"}
    took = page.evaluate(PASTE, [{kinds[name]: value for name, value in data.items()}, list(files)])
    return float(took)


def markdown_of(page: Page) -> str:
    """The draft of the text as Markdown, once it is kept."""
    expect(state_of(page)).to_have_text(re.compile("Draft saved"))
    return str(page.locator("textarea[name=body]").input_value())
