"""Suggesting a change, taking it over passage by passage, commenting on selected words."""

from __future__ import annotations

import re

from playwright.sync_api import FloatRect, Page, expect

from tests.journeys.conftest import PASSWORDS, OpenAs, sign_in
from tests.journeys.waiting import until
from tests.journeys.writing import (
    RELIABILITY,
    as_plain_text,
    click_into,
    go_to_end,
    open_editor,
    paste,
    press,
    save_page,
    text_of,
    write_page,
)

FIRST = "article > .prose > p"
PHONE = {"width": 390, "height": 844}


def _open(page: Page, title: str) -> None:
    page.goto(f"{RELIABILITY}/pages")
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_suggestion_is_taken_over_by_one_who_may_edit(open_as: OpenAs) -> None:
    page = open_as("diego")
    _open(page, "Isolate and drain")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("link", name="Suggest a change").click()
    text_of(page).wait_for()
    go_to_end(page)
    page.keyboard.press("Enter")
    page.keyboard.type("Keep the key in your own pocket.")
    page.get_by_role("button", name="Send suggestion").first.click()
    expect(page.locator(".hunk ins")).to_have_text("Keep the key in your own pocket.")
    address = page.url

    lead = open_as("amara")
    lead.goto(address)
    lead.get_by_role("button", name="Accept", exact=True).click()
    expect(lead.locator(".hunk")).to_contain_text("Accepted")
    _open(page, "Isolate and drain")
    expect(page.locator(".prose").first).to_contain_text("Keep the key in your own pocket.")


def test_a_page_one_comes_to_by_a_link_is_dressed_like_one_that_is_loaded(open_as: OpenAs) -> None:
    page = open_as("diego")
    _open(page, "Isolate and drain")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("link", name="Suggest a change").click()
    text_of(page).wait_for()
    first, second = (page.locator(".edit-tools button").nth(at).bounding_box() for at in (0, 1))
    assert first and second and first["y"] == second["y"]


def test_a_guest_suggests_in_the_visual_editor_and_only_what_she_touched_is_suggested(
    open_as: OpenAs,
) -> None:
    page = open_as("hanna")
    page.goto("/c/pumping-stations-exchange/pages")
    page.get_by_role("main").get_by_role("link", name="Start here", exact=True).first.click()
    page.get_by_role("link", name="Suggest a change").first.click()
    text_of(page).wait_for()
    # The page as it is read, not its signs.
    expect(text_of(page).locator(".callout")).to_be_visible()
    click_into(page, text_of(page).get_by_text("Numbers with their station"))
    press(page, "End")
    page.keyboard.type(" Always.")
    expect(page.locator("[data-status]")).to_have_text("Kept on this device")

    page.reload()
    expect(text_of(page)).to_contain_text("names of people. Always.")
    paste(page, ("seal.png", "image/png", "iVBORw0KGgo="))
    expect(page.get_by_role("status", name="Messages")).to_contain_text("brings no files")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Suggestion for")
    expect(page.locator(".hunk")).to_have_count(1)
    expect(page.locator(".hunk ins")).to_have_text("Always.")

    page.get_by_role("link", name="Change your suggestion").click()
    text_of(page).wait_for()
    expect(text_of(page)).to_contain_text("names of people. Always.")
    page.keyboard.type("Not this. ")
    expect(page.locator("[data-status]")).to_have_text("Kept on this device")
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="Suggest a change").first.click()
    text_of(page).wait_for()
    expect(text_of(page)).not_to_contain_text("Not this.")


def test_a_guest_who_suggests_asks_for_no_title_where_she_would_get_none(open_as: OpenAs) -> None:
    page, asked = open_as("hanna"), list[str]()
    page.goto("/c/pumping-stations-exchange/pages")
    page.get_by_role("main").get_by_role("link", name="Start here", exact=True).first.click()
    page.get_by_role("link", name="Suggest a change").first.click()
    text_of(page).wait_for()
    page.on("request", lambda request: asked.append(request.url))
    as_plain_text(page).fill("::include[[/c/elsewhere/pages/greases#grease]]")

    page.get_by_role("button", name="Visual editor").click()

    expect(text_of(page).locator(".include-view")).to_be_visible()
    assert not [url for url in asked if "url=" in url]


def test_a_suggestion_that_was_not_sent_waits_for_who_wrote_it_and_nobody_else(open_as: OpenAs) -> None:
    page = open_as("diego")
    write_page(page, "Suggested on one device", "Words.")
    address = f"{page.url}/suggest"
    page.goto(address)
    text_of(page).wait_for()
    go_to_end(page)
    page.keyboard.type(" Mine alone.")
    expect(page.locator("[data-status]")).to_have_text("Kept on this device")
    page.goto("about:blank")

    page.context.clear_cookies()
    sign_in(page, *PASSWORDS["amara"])
    page.goto(address)
    expect(text_of(page)).to_have_text("Words.")

    page.context.clear_cookies()
    sign_in(page, *PASSWORDS["diego"])
    page.goto(address)
    expect(text_of(page)).to_have_text("Words. Mine alone.")


def test_a_suggestion_that_did_not_arrive_is_still_here(open_as: OpenAs) -> None:
    page = open_as("diego")
    write_page(page, "Sent in vain", "Words.")
    address = f"{page.url}/suggest"
    page.goto(address)
    text_of(page).wait_for()
    go_to_end(page)
    page.keyboard.type(" Better.")
    expect(page.locator("[data-status]")).to_have_text("Kept on this device")
    page.route("**/suggest", lambda route: route.abort("internetdisconnected"))
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Send suggestion").first.click()
    page.goto("about:blank")
    page.unroute("**/suggest")

    page.goto(address)

    expect(text_of(page)).to_have_text("Words. Better.")


def _with_two_versions(page: Page, title: str) -> None:
    """Write a page and change it; the window stays on it."""
    write_page(page, title, "Words.")
    open_editor(page, page.url)
    as_plain_text(page).fill("Other words.\n\n| Bearing | Grease |\n| --- | --- |\n| 6309 | Lithium |")
    save_page(page)


def test_the_button_that_compares_stands_apart_from_the_versions(open_as: OpenAs) -> None:
    page = open_as("diego")
    _with_two_versions(page, "Greases by shaft")
    page.goto(f"{page.url}/history")
    button, table = _box(page, "form .actions"), _box(page, ".tbl")
    assert table["y"] - (button["y"] + button["height"]) >= 8


def test_on_a_phone_nothing_of_a_version_lies_behind_the_edge(open_as: OpenAs) -> None:
    page = open_as("diego", viewport=PHONE)
    _with_two_versions(page, "Greases by season")
    page.goto(f"{page.url}/history")
    expect(page.get_by_role("row", name="Version 2").get_by_role("link", name="Changes")).to_be_in_viewport()
    table = page.locator(".tbl")
    assert table.evaluate("table => table.scrollWidth <= table.clientWidth")


def test_on_a_phone_long_code_takes_no_words_of_a_difference_behind_the_edge(open_as: OpenAs) -> None:
    page = open_as("diego", viewport=PHONE)
    write_page(page, "Long lines", "Words.")
    open_editor(page, page.url)
    code = "```\n" + "a long line of code " * 12 + "\n```"
    as_plain_text(page).fill(f"Words of a sentence that takes more than one line on a phone.\n\n{code}")
    save_page(page)
    page.goto(f"{page.url}/compare?from=1&to=2")

    for words in page.locator(".diff-card .diff > div").all():
        box = words.bounding_box()
        assert box and box["x"] + box["width"] <= PHONE["width"]


def test_on_a_phone_what_waits_stands_apart_from_what_is_around_it(open_as: OpenAs) -> None:
    page = open_as("diego", viewport=PHONE)
    write_page(page, "Greases that wait", "Words.")
    address = page.url
    page.goto(f"{address}/suggest")
    text_of(page).wait_for()
    text_of(page).fill("Better words.")
    page.get_by_role("button", name="Send suggestion").first.click()
    expect(page.locator(".hunk").first).to_be_visible()
    page.goto(address)
    bar, banner = _box(page, ".topbar"), _box(page, "article .banner")
    assert banner["y"] - (bar["y"] + bar["height"]) >= 8

    page.get_by_role("link", name="Look at them").click()
    page.get_by_role("heading", name="Waiting").wait_for()
    card, words = _box(page, "main .mini.card"), _box(page, "main .mini.card a")
    assert words["x"] - card["x"] >= 8


def test_a_table_beside_its_former_version_has_its_cells_below_their_heads(open_as: OpenAs) -> None:
    page = open_as("diego")
    _with_two_versions(page, "Greases by bearing")
    page.goto(f"{page.url}/compare?from=1&to=2&view=side")
    head, cell = page.locator(".sides .tbl th").first, page.locator(".sides .tbl td").first
    left = "cell => cell.getBoundingClientRect().left + parseFloat(getComputedStyle(cell).paddingInlineStart)"
    assert head.evaluate(left) == cell.evaluate(left)


def test_deleting_is_seen_in_the_menu_of_a_page_and_looks_like_no_other_step(open_as: OpenAs) -> None:
    page = open_as("amara")
    _open(page, "Isolate and drain")
    page.get_by_role("button", name="More actions").click()
    menu = page.get_by_role("group", name="More actions")
    assert menu.evaluate("menu => menu.scrollHeight <= menu.clientHeight")
    delete, move = (menu.get_by_role("link", name=name, exact=True) for name in ("Delete", "Move"))
    colour = "link => getComputedStyle(link).color"
    assert delete.evaluate(colour) != move.evaluate(colour)


def test_a_menu_closes_when_one_of_its_links_leaves_the_page_where_it_is(open_as: OpenAs) -> None:
    page = open_as("diego", permissions=["clipboard-read", "clipboard-write"])
    _open(page, "Isolate and drain")
    page.get_by_role("button", name="More actions").click()
    menu = page.get_by_role("group", name="More actions")
    menu.get_by_role("link", name="Copy as Markdown").click()
    expect(page.locator("#toasts")).to_contain_text("Copied as Markdown")
    expect(menu).to_be_hidden()
    assert page.evaluate("() => navigator.clipboard.readText()").startswith("# Isolate and drain")


def _comment(page: Page, on: str, words: str) -> None:
    """Select the paragraph that begins with ``on`` and say ``words`` about it."""
    page.locator(FIRST).filter(has_text=on).first.evaluate(
        """(paragraph) => {
            const range = document.createRange();
            range.selectNodeContents(paragraph);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_label("Your comment").fill(words)
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator(".talk.in-margin").filter(has_text=words)).to_be_visible()


def _box(page: Page, selector: str) -> FloatRect:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box


def test_comments_stand_beside_their_words_and_are_answered_settled_and_taken_up_again(
    open_as: OpenAs,
) -> None:
    page = open_as("diego")
    _open(page, "Choosing a pump seal")
    _comment(page, "Most seals", "Is this still so?")
    expect(page.locator("[data-comments-count]")).to_contain_text("One comment")
    until(page, "() => CSS.highlights.get('comments')?.size === 1")
    card, passage = _box(page, ".talk.in-margin"), _box(page, FIRST)
    assert abs(card["y"] - passage["y"]) < 40 and card["x"] >= passage["x"] + passage["width"]

    _comment(page, "Most seals", "And where does it say so?")
    page.reload()
    # As soon as all has its size, none stands over another.
    until(
        page,
        """() => {
            const [first, second, third] = document.querySelectorAll(".talk.in-margin");
            const bottom = (card) => card.getBoundingClientRect().bottom;
            return second && !third && bottom(first) <= second.getBoundingClientRect().top;
        }""",
    )

    page.locator("[data-comments-count]").click()
    first, second = page.locator(".talk.in-margin").all()
    expect(first).to_be_focused()
    until(page, "CSS.highlights.get('comment-shown').size === 1")
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    first.get_by_text("Reply", exact=True).click()
    first.get_by_label("Your reply").fill("It is, measured in March.")
    first.get_by_role("button", name="Post reply").click()
    answered = page.locator(".talk.in-margin").filter(has_text="measured in March")
    expect(answered).to_have_class(re.compile("is-shown"))
    answered.get_by_role("button", name="Resolve").click()
    expect(page.locator("[data-comments-count]")).to_contain_text("One comment")
    page.get_by_text("One resolved").click()
    page.locator(".talk").filter(has_text="measured in March").get_by_role("button", name="Reopen").click()
    expect(page.locator("[data-comments-count]")).to_contain_text("2 comments")
    for left in (2, 1):
        expect(page.locator(".talk.in-margin")).to_have_count(left)
        page.locator("[data-comments-count]").click()
        page.locator(".talk.is-shown").get_by_role("button", name="Resolve").click()
    expect(page.locator("[data-comments-count]")).not_to_contain_text(re.compile("\\d|One"))


def test_on_a_phone_a_comment_comes_up_over_the_text(open_as: OpenAs) -> None:
    wide = open_as("diego")
    _open(wide, "Isolate and drain")
    _comment(wide, wide.locator(FIRST).first.inner_text()[:30], "Which lock?")
    page = open_as("diego", viewport=PHONE)
    page.goto(wide.url.partition("#")[0])
    until(page, "CSS.highlights?.get('comments')?.size === 1")
    place = page.evaluate(
        "() => { const range = [...CSS.highlights.get('comments')][0];"
        " range.startContainer.parentElement.scrollIntoView({ block: 'center' });"
        " const box = range.getClientRects()[0];"
        " return { x: box.x + 5, y: box.y + 5 } }"
    )
    page.mouse.click(place["x"], place["y"])
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Which lock?")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.locator(".talks")).to_contain_text("Which lock?")
    page.locator(".talk").get_by_role("button", name="Resolve").click()
    expect(page.locator("[data-comments-count]")).not_to_contain_text("One")


def _require(lead: Page, choice: str) -> None:
    """Let a coordinator choose how many approve changes to pages."""
    lead.goto(f"{RELIABILITY}/settings")
    asked = lead.get_by_label("Review of pages")
    if not asked.is_visible():
        lead.get_by_text("More", exact=True).first.click()
    asked.select_option(choice)
    lead.get_by_role("button", name="Save").first.click()
    expect(lead.locator("#toasts")).to_contain_text("Saved.")


def test_a_change_is_reviewed_while_the_old_version_stays_live(open_as: OpenAs) -> None:
    lead, writer = open_as("amara"), open_as("diego")
    _require(lead, "1")
    try:
        _open(writer, "Flanges and torque")
        address, old = writer.url, writer.locator(FIRST).first.inner_text()
        open_editor(writer, address)
        as_plain_text(writer).fill("Torque in three passes, in a star.")
        save_page(writer)
        expect(writer.get_by_role("heading", level=1)).to_contain_text("Change to")
        waits = writer.url

        lead.goto(waits)
        expect(lead.locator(".diff-card ins").first).to_contain_text("Torque in three passes")
        lead.get_by_label("A sentence for the author").fill("Say which star.")
        lead.get_by_role("button", name="Ask for changes").click()
        expect(lead.locator(".verdicts")).to_contain_text("Say which star.")

        writer.goto(waits)
        writer.get_by_role("link", name="Go on writing").click()
        expect(writer.get_by_text("You go on with your change that waits")).to_be_visible()
        # The editor remembers that he writes plain text.
        plain = writer.get_by_label("Text", exact=True)
        expect(plain).to_have_value(re.compile("in a star"))
        plain.fill("Torque in three passes, in the star of the drawing.")
        save_page(writer)
        writer.goto(address)
        expect(writer.locator(FIRST).first).to_have_text(old)
        found = lead.request.get("/api/search?q=Flanges+and+torque").json()["results"]
        assert any(hit["title"] == "Flanges and torque" for hit in found)
        assert "star of the drawing" not in str(found)

        lead.goto(waits)
        lead.get_by_role("button", name="Approve").click()
        expect(lead.locator("article > .prose")).to_contain_text("in the star of the drawing")
    finally:
        _require(lead, "0")
