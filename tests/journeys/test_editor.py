"""The visual editor: everything by keyboard, pasting, pictures, plain text and back, nothing dropped."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Route, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.test_looks import PHONE, SMALL, faults_of
from tests.journeys.waiting import until
from tests.journeys.writing import (
    CARET_SETTLED,
    RELIABILITY,
    TREE,
    as_plain_text,
    click_into,
    markdown_of,
    open_editor,
    paste,
    pick,
    press,
    save_page,
    start_page,
    state_of,
    suggestions,
    text_of,
    write_page,
)

EVERYTHING = r"""# First

## Second

###### Sixth

Some **bold**, _italic_, ~~struck~~, <mark>marked</mark>, <kbd>Ctrl</kbd>, H<sub>2</sub>O, x<sup>2</sup>,
`code`, [**`all`**](https://example.org "Titled"), [[Pumps|the pumps]],
[[Seals]], @[Mei](user:mei-tanaka), $a_1$,\
[![seal](/static/none.png "A seal")](https://example.org) and <img src="/static/none.png" alt="b" width="40">.

- one

  ## in a list

  - two

3. three
4. four

- [x] done
- [ ] open

> quoted

> [!WARNING] Own title
> Words.

> [!TOGGLE] More **now**
> Words.
>
> | in | toggle |
> | --- | --- |
> | 1 | 2 |

```python
x = 1
```

$$
\frac{1}{2}
$$

::embed[https://example.org/v]

::include[[Pumps]]

| a | b | c |
| :-- | :-: | --: |
| 1<br>2 |  | **3** |

---

End.
"""
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4O"
    "HwAAAABJRU5ErkJggg=="
)
WORD_ITEM = (
    "<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>"
    "<span style='mso-list:Ignore'>·</span>{words}</p>"
)


def test_every_node_and_mark_of_a_text_survives_being_opened(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Everything a text can hold")
    as_plain_text(page).fill(EVERYTHING)

    page.get_by_role("button", name="Visual editor").click()
    text_of(page).wait_for()
    press(page, "End")
    page.keyboard.type(" ")
    page.keyboard.press("Backspace")
    back = as_plain_text(page).input_value()

    assert " ".join(back.split()) == " ".join(EVERYTHING.split())


def test_the_slash_menu_and_the_tools_work_by_keyboard_alone(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "By keyboard")

    page.keyboard.type("/head")
    expect(suggestions(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("What to do")
    page.keyboard.press("Enter")
    page.keyboard.type("/checklist")
    page.keyboard.press("Enter")
    page.keyboard.type("Drain it")
    page.keyboard.press("Escape")
    expect(page.get_by_role("toolbar", name="Tools of the text").locator(":focus")).to_have_count(1)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type(" now")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")

    assert not page.evaluate("document.activeElement.closest('.edit-tools, .surface') !== null")
    assert markdown_of(page) == "## What to do\n\n- [ ] Drain it **now**"


def test_escape_closes_what_a_slash_opened_and_leaves_the_letters(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "A slash is a slash")

    page.keyboard.type("and /or")
    expect(suggestions(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    page.keyboard.type("der")

    expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    assert markdown_of(page) == "and /order"


def test_people_pages_and_topics_complete_while_one_types(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Who knows")

    page.keyboard.type("Ask @mei")
    pick(page, "Mei Tanaka")
    page.keyboard.type("about [[choosing")
    pick(page, "Choosing a pump seal")
    page.keyboard.type(" and #lubr")
    pick(page, "lubr")

    expect(page.get_by_label("Topics")).to_have_value(re.compile("lubr"))
    written = markdown_of(page)
    assert written.startswith("Ask @[Mei Tanaka](user:mei-tanaka) about [[Choosing a pump seal]] and lubr")


def test_a_table_of_a_spreadsheet_becomes_a_table_and_fills_cells(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "From a spreadsheet")

    paste(page, text="Fluid\tFirst\nWater\tEPDM\nOil\tFKM\n")
    click_into(page, page.locator(".surface td", has_text="EPDM"))
    paste(page, text="NBR\t80\nPTFE\t200\n")

    assert markdown_of(page) == (
        "| Fluid | First |  |\n| --- | --- | --- |\n| Water | NBR | 80 |\n| Oil | PTFE | 200 |"
    )


def test_a_table_is_walked_and_left_by_keyboard(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "A table by keyboard")

    page.keyboard.type("/table")
    page.keyboard.press("Enter")
    for words in ("a", "b", "c", "1", "2", "3", "4", "5", "6", "7"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    until(page, CARET_SETTLED)
    page.keyboard.type("after")

    written = markdown_of(page).split("\n")
    assert written[0] == "| a | b | c |" and written[4] == "| 7 |  |  |" and written[-1] == "after"


def test_what_word_sends_arrives_clean(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "From Word")
    html = (
        "<html xmlns:o='urn:office'><head><style>p{color:red}</style></head><body>"
        "<h1>Title</h1><p class=MsoNormal><b>Bold</b> <span style='font-weight:700'>too</span><o:p></o:p></p>"
        + WORD_ITEM.format(level=1, words="one")
        + WORD_ITEM.format(level=2, words="two")
        + WORD_ITEM.format(level=1, words="three")
        + "<table><tr><td colspan=2><p>Head</p></td></tr><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>"
        "<p><a href='javascript:alert(1)'>bad</a> <img src='file:///c:/x.png'><script>alert(1)</script></p></body></html>"
    )

    paste(page, html=html, text="Title")

    assert markdown_of(page) == (
        "## Title\n\n**Bold** **too**\n\n- one\n  - two\n- three\n\n"
        "| Head |  |\n| --- | --- |\n| a<br>b | c |\n\nbad"
    )


def test_too_much_is_refused_in_a_sentence_and_nothing_freezes(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Too much")
    word = "<p class=MsoNormal style='mso-x:y'><span lang=EN-US>Words of a paragraph<o:p></o:p></span></p>"
    cells = "<table>" + ("<tr>" + "<td>cell</td>" * 10 + "</tr>") * 1000 + "</table>"

    took = [
        paste(page, html=f"<html><body>{word * 55_000}</body></html>", text="few"),
        paste(page, html=cells, text="few"),
        paste(page, text="a\tb\n" * 5_000),
        paste(page, text="x" * 99_000),
    ]

    messages = page.get_by_role("status", name="Messages")
    expect(messages).to_contain_text("too much for one page")
    expect(messages).to_contain_text("2,000 cells at most")
    assert max(took) < 2_000
    page.keyboard.type("still here")
    expect(text_of(page)).to_contain_text("still here")


def test_markdown_is_recognised_and_a_lone_link_becomes_a_card_and_goes_back(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "Recognised")

    paste(page, text="# Title\n\n- one\n- two\n\n> [!TIP]\n> Words\n")
    expect(page.locator(".surface .callout")).to_contain_text("Words")
    page.evaluate(
        "document.querySelector('k-editor').editor.chain().focus('end').insertContent('<p></p>').run()"
    )
    page.evaluate("document.querySelector('k-editor').editor.commands.clearContent()")
    paste(page, text="https://example.org/film")
    page.get_by_role("button", name="As a plain link").click()

    assert markdown_of(page) == "<https://example.org/film>"


def test_a_pasted_picture_asks_gently_what_it_shows(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "With a picture")

    paste(page, ("seal.png", "image/png", DOT))
    page.get_by_role("button", name="Describe this picture").click()
    page.get_by_label("What the picture shows").fill("A worn seal")
    page.keyboard.press("Enter")

    assert re.fullmatch(r"!\[A worn seal\]\(/files/\w{12}/seal\.png\)", markdown_of(page))


def test_the_words_of_a_link_to_a_page_are_written_where_it_stands(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "With a link")

    page.keyboard.type("See [[Pumps]]")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.get_by_label("Words of the link").fill("the pumps] of ours")
    page.keyboard.press("Enter")
    page.keyboard.type(".")
    expect(text_of(page)).to_have_text("See the pumps of ours.")
    assert markdown_of(page) == "See [[Pumps|the pumps of ours]]."

    page.locator(".surface .wiki").dblclick()
    page.get_by_label("Words of the link").fill("")
    page.keyboard.press("Enter")
    expect(text_of(page)).to_have_text("See Pumps.")


def test_a_large_file_comes_in_pieces_and_goes_on_where_it_was_paused(
    open_as: OpenAs, tmp_path: Path
) -> None:
    page = open_as("diego")
    large = tmp_path / "measured.csv"
    large.write_bytes(b"1,2,3,4\n" * 1_200_000)
    offsets: list[str] = []
    page.route("**/uploads/*", lambda route: _hold_the_second(route, offsets))
    start_page(page, "With a large file")
    # Listened for from the beginning: a browser told only as the key comes may open the chooser unheard.
    page.on("filechooser", lambda _chooser: None)
    page.keyboard.type("Here: /file")
    expect(suggestions(page).first).to_contain_text("File")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")

    with page.expect_request(lambda one: one.headers.get("upload-offset", "0") != "0"):
        chooser.value.set_files(large)
    page.get_by_role("button", name="Pause measured.csv").click()
    expect(page.locator(".going .state")).to_have_text("Paused")
    page.get_by_role("button", name="Go on with measured.csv").click()

    expect(text_of(page).get_by_role("link", name="measured.csv")).to_be_visible()
    assert offsets[1:3] == [str(4 * 1024**2)] * 2
    assert re.fullmatch(r"Here: \[measured\.csv\]\(/files/\w{12}/measured\.csv\)", markdown_of(page))


def _hold_the_second(route: Route, offsets: list[str]) -> None:
    """Let every piece through but the second, which never gets an answer."""
    if route.request.method == "PATCH":
        offsets.append(route.request.headers["upload-offset"])
        if len(offsets) == 2:
            return
    route.fallback()


def test_a_save_says_what_changed_and_how_much(open_as: OpenAs) -> None:
    page = open_as("diego")
    write_page(page, "A page that is corrected", "Teh text.")
    address = page.url
    open_editor(page, address)

    text_of(page).fill("The text.")
    save_page(page, "A letter", "Typo")

    expect(page.locator(".prose").first).to_have_text("The text.")
    page.goto(f"{address}/history")
    expect(page.get_by_role("row").nth(1)).to_contain_text("A letter")
    expect(page.get_by_role("row").nth(1)).to_contain_text("typo")


def test_plain_text_and_back_keep_what_was_written_in_either(open_as: OpenAs) -> None:
    page = open_as("diego")
    write_page(page, "In both ways", "First.")
    open_editor(page, page.url)

    page.keyboard.type("Visual. ")
    plain = as_plain_text(page)
    expect(plain).to_have_value("Visual. First.")
    plain.fill("Visual. First.\n\n**Plain.**")
    page.get_by_role("button", name="Visual editor").click()

    expect(text_of(page).locator("strong")).to_have_text("Plain.")
    page.keyboard.press("Control+z")
    expect(text_of(page).locator("strong")).to_have_count(0)
    page.keyboard.press("Control+Shift+z")
    save_page(page)
    expect(page.locator(".prose").first).to_contain_text("Visual. First.")
    expect(page.locator(".prose strong").first).to_have_text("Plain.")


def test_going_away_and_back_leaves_one_editor(open_as: OpenAs) -> None:
    page = open_as("diego")
    write_page(page, "There and back", "Words.")
    page.get_by_role("link", name="Edit this page").click()
    text_of(page).wait_for()

    page.get_by_role("link", name="Leave").first.click()
    page.get_by_role("link", name="Edit this page").wait_for()
    page.go_back()
    text_of(page).wait_for()

    expect(page.locator(".surface")).to_have_count(1)
    expect(page.locator(".edit-tools")).to_have_count(1)
    expect(state_of(page)).to_have_text("Saved")
    assert "Words." in page.evaluate(TREE)


def test_the_editor_is_accessible_in_both_themes_and_fits_a_small_phone(open_as: OpenAs) -> None:
    page = open_as("amara")
    page.goto(f"{RELIABILITY}/pages")
    address = page.get_by_role("link", name="Choosing a pump seal").first.get_attribute("href")
    open_editor(page, str(address))
    click_into(page, page.locator(".surface td").first)
    expect(page.get_by_role("toolbar", name="Tools of the table")).to_be_visible()

    assert not faults_of(page, "editor")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for button in page.locator(".edit-tools button").all():
        box = button.bounding_box()
        assert box is None or min(box["width"], box["height"]) >= 44
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    page.keyboard.type(" /")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]
