"""Writing on a phone: words are composed as Android's keyboards do, tools stand above the keyboard."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.writing import (
    go_to_end,
    markdown_of,
    open_editor,
    press,
    start_page,
    state_of,
    suggestions,
    text_of,
    write_page,
)

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
KEYBOARD = 340
# A browser without a screen has no keyboard to show: it says that one has taken the lower part.
KEYBOARD_COMES = """(height) => {
    Object.defineProperty(visualViewport, "height", { configurable: true, get: () => innerHeight - height });
    visualViewport.dispatchEvent(new Event("resize"));
}"""


class Thumbs:
    """Two thumbs on an Android keyboard: words grow while they are composed, keys have no names."""

    def __init__(self, page: Page) -> None:
        self._line: CDPSession = page.context.new_cdp_session(page)

    def compose(self, word: str) -> None:
        """Type letters that are not settled yet."""
        for end in range(1, len(word) + 1):
            self._line.send(
                "Input.imeSetComposition", {"text": word[:end], "selectionStart": end, "selectionEnd": end}
            )

    def write(self, words: str) -> None:
        """Type words; each is composed and then settled with its blank."""
        for word in words.split():
            self.compose(word)
            self._line.send("Input.insertText", {"text": f"{word} "})

    def delete(self, times: int = 1) -> None:
        """Press backspace, which says to nobody what it is."""
        key = {"key": "Unidentified", "windowsVirtualKeyCode": 229}
        for _time in range(times):
            self._line.send(
                "Input.dispatchKeyEvent", {"type": "rawKeyDown", "commands": ["deleteBackward"], **key}
            )
            self._line.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


def test_words_that_are_composed_arrive_once_and_in_order(open_as: OpenAs) -> None:
    page = open_as("diego", **PHONE)
    start_page(page, "On the train")
    thumbs = Thumbs(page)

    thumbs.write("Open the valve")
    page.keyboard.press("Enter")
    thumbs.write("then wait")
    thumbs.compose("an")
    # The word is changed while it is composed, as suggestions of keyboards do.
    thumbs.compose("one")
    thumbs.write("one hour")

    assert markdown_of(page) == "Open the valve\n\nthen wait one hour"


def test_deleting_goes_over_the_borders_of_paragraphs_lists_and_names(open_as: OpenAs) -> None:
    page = open_as("diego", **PHONE)
    start_page(page, "Second thoughts")
    thumbs = Thumbs(page)

    thumbs.write("One")
    page.keyboard.press("Enter")
    page.keyboard.type("- ")
    thumbs.write("two")
    page.keyboard.press("Enter")
    thumbs.write("three")
    # Its six letters, its item, and the blank before.
    thumbs.delete(len("three ") + 1)
    expect(text_of(page).locator("li")).to_have_count(1)
    thumbs.write("and @Mei")
    expect(suggestions(page)).to_have_count(1)
    suggestions(page).filter(has_text="Mei Tanaka").tap()
    expect(text_of(page).locator(".mention")).to_have_text("@Mei Tanaka")
    thumbs.delete(3)
    expect(text_of(page).locator(".mention")).to_have_count(0)
    thumbs.write("four")

    assert markdown_of(page).replace("\xa0", " ").startswith("One\n\n- two")
    assert "four" in markdown_of(page)


def test_the_tools_stand_above_the_keyboard_and_a_finger_hits_them(open_as: OpenAs) -> None:
    page = open_as("diego", **PHONE)
    start_page(page, "With one hand")
    page.evaluate(KEYBOARD_COMES, KEYBOARD)

    tools = page.get_by_role("toolbar", name="Tools of the text")
    box = tools.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE["viewport"]["height"] - KEYBOARD + 1
    bold = page.get_by_role("button", name="Bold")
    target = bold.bounding_box()
    assert target is not None and min(target["width"], target["height"]) >= 44
    bold.tap()
    expect(bold).to_have_attribute("aria-pressed", "true")
    expect(text_of(page)).to_be_focused()
    Thumbs(page).write("Strong")
    insert = page.get_by_role("button", name="Insert", exact=True)
    insert.tap()
    menu = page.get_by_role("listbox", name="Suggestions")
    expect(menu).to_be_visible()
    shown = menu.bounding_box()
    assert shown is not None and shown["y"] >= 0
    assert shown["y"] + shown["height"] <= PHONE["viewport"]["height"] - KEYBOARD
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]


def test_what_others_type_meanwhile_takes_nothing_from_a_word_that_is_composed(open_as: OpenAs) -> None:
    diego, amara = open_as("diego", **PHONE), open_as("amara")
    write_page(diego, "Two and a phone", "Words.")
    address = diego.url
    open_editor(diego, address)
    open_editor(amara, address)
    press(diego, "Control+Home")
    thumbs = Thumbs(diego)

    thumbs.compose("Hel")
    go_to_end(amara)
    amara.keyboard.type(" Of hers.")
    expect(text_of(diego)).to_contain_text("Of hers.")
    thumbs.write("Hello")

    expect(text_of(amara)).to_have_text("Hello Words. Of hers.")
    expect(text_of(diego)).to_have_text("Hello Words. Of hers.")
    expect(state_of(diego)).to_have_text("Saved")
