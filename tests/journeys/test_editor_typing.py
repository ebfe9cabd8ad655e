"""What one types by hand: links, signs of Markdown, one kind of line in place of another."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.test_looks import faults_of
from tests.journeys.writing import markdown_of, press, start_page, text_of


def typed(page: Page, *lines: str) -> None:
    """Type ``lines``, with Enter between them."""
    for at, line in enumerate(lines):
        if at:
            page.keyboard.press("Enter")
        page.keyboard.type(line)


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (("See https://example.org/a, then",), "See <https://example.org/a>, then"),
        (("(https://example.org/a_(b)) too",), "(<https://example.org/a_(b)>) too"),
        (("www.example.org is ours",), "[www.example.org](https://www.example.org) is ours"),
        (("Ask a.b@example.org now",), "Ask [a.b@example.org](mailto:a.b@example.org) now"),
        (("https://example.org/end", "below"), "<https://example.org/end>\n\nbelow"),
        (("The [maker](https://example.org/m) says",), "The [maker](https://example.org/m) says"),
        (
            ("The [so **bold** maker](https://example.org/m) says",),
            "The [so **bold** maker](https://example.org/m) says",
        ),
        (("No [way](javascript:alert) here",), "No \\[way\\](javascript:alert) here"),
        (("`https://example.org/c` is code",), "`https://example.org/c` is code"),
        (("2 * 3 * 4 and *so*",), "2 \\* 3 \\* 4 and _so_"),
        (("2 ** 3 ** 4 and **so**",), "2 \\*\\* 3 \\*\\* 4 and **so**"),
        (("a == b == c and ==so==",), "a == b == c and <mark>so</mark>"),
    ],
)
def test_addresses_become_links_and_only_signs_around_words_mark_them(
    open_as: OpenAs, lines: tuple[str, ...], written: str
) -> None:
    page = open_as("diego")
    start_page(page, "Typed by hand")

    typed(page, *lines)

    assert markdown_of(page) == written


def test_a_link_made_of_an_address_is_taken_back_by_backspace(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Taken back")

    page.keyboard.type("At https://example.org/a ")
    expect(text_of(page).locator("a")).to_have_count(1)
    press(page, "Backspace")

    expect(text_of(page).locator("a")).to_have_count(0)
    expect(text_of(page)).to_contain_text("At https://example.org/a")


def test_a_line_of_a_list_becomes_one_of_another_kind(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Kinds of lists")

    typed(page, "- Drain", "")
    page.keyboard.press("Tab")
    typed(page, "1. slowly", "fully", "", "next", "[ ] Permit", "[x] Spare part", "- last")

    assert markdown_of(page) == (
        "- Drain\n  1. slowly\n  2. fully\n- next\n\n* [ ] Permit\n* [x] Spare part\n\n- last"
    )


def test_the_boxes_of_a_checklist_are_large_enough(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Boxes")

    typed(page, "[ ] Permit", "Spare part")

    assert not faults_of(page, "a checklist in the editor")


def test_a_quote_that_begins_with_its_kind_is_a_callout_and_enter_leaves_it(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Callouts by hand")

    typed(page, "> [!TIP] Warm it", "", "below")

    assert markdown_of(page) == "> [!TIP]\n> Warm it\n\nbelow"


def test_enter_on_an_empty_line_leaves_a_toggle(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Out of a toggle")

    page.keyboard.type("/fold")
    page.keyboard.press("Enter")
    typed(page, "Why", "Because", "", "below")

    assert markdown_of(page) == "> [!TOGGLE] Why\n> Because\n\nbelow"


def test_two_dollars_open_a_formula_and_writing_goes_on_below(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "A formula")

    page.keyboard.type("$$")
    page.keyboard.press("Enter")
    field = page.locator(".math-edit textarea")
    expect(field).to_be_focused()
    field.fill("E = mc^2")
    page.keyboard.press("Enter")
    expect(text_of(page)).to_be_focused()
    page.keyboard.type("below")

    assert markdown_of(page) == "$$\nE = mc^2\n$$\n\nbelow"


def test_a_bracket_in_place_of_chosen_words_ends_a_link_and_takes_nothing_else(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Ended in place of words")

    page.keyboard.type("The [maker](https://example.org/mend")
    press(page, *["Shift+ArrowLeft"] * len("end"))
    page.keyboard.type(") says")

    assert markdown_of(page) == "The [maker](https://example.org/m) says"


def test_two_dollars_before_words_leave_the_words(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "No formula")

    page.keyboard.type("a pump is")
    press(page, "Home")
    page.keyboard.type("$$ ")

    expect(text_of(page)).to_have_text("$$ a pump is")
