"""Arranging pages: dragged, moved by keys, taken back; told before they leave a community; taken along."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.bringing import a_file, a_picture
from tests.journeys.conftest import OpenAs
from tests.journeys.waiting import until
from tests.journeys.writing import RELIABILITY

PHONE = {"width": 390, "height": 844}
# A branch is set by the worker, which others keep busy; a page by a process of its own.
SET = 240_000
OUTLINE = ".outline-card > .outline > li > .line"


def _write(open_as: OpenAs, *titles: str, text: str = "Words.") -> list[str]:
    """Pages of Diego's, one below the other in the list; their addresses. Plain forms need no editor."""
    page, found = open_as("diego", java_script_enabled=False), []
    for title in titles:
        page.goto(f"{RELIABILITY}/pages/new")
        page.get_by_label("Title").fill(title)
        page.get_by_label("Text", exact=True).fill(text)
        page.get_by_role("button", name="Publish page").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        found.append(page.url)
    page.context.close()
    return found


def _move_below(page: Page, address: str, parent: str) -> None:
    """Move the page at ``address`` with the form."""
    page.goto(f"{address}/move")
    page.get_by_label("Under").select_option(label=parent)
    page.get_by_role("button", name="Move page").click()


def _open_outline(page: Page) -> list[str]:
    """Open the list of pages and wait until it can be arranged; the titles at its top."""
    page.goto(f"{RELIABILITY}/pages")
    until(page, "() => Boolean(customElements.get('k-tree'))")
    return _titles(page).all_inner_texts()


def _titles(page: Page) -> Locator:
    return page.locator(f"{OUTLINE} > a:first-child")


def test_on_a_phone_a_page_and_what_moves_it_stand_in_one_line(open_as: OpenAs) -> None:
    page = open_as("diego", viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{RELIABILITY}/pages")
    line = page.locator(".outline-card .holds > .line").first
    fold = page.locator(".outline-card .holds > details > summary").first
    middles = [
        box["y"] + box["height"] / 2
        for box in (
            line.locator("a").first.bounding_box(),
            line.locator(".grip").bounding_box(),
            fold.bounding_box(),
        )
        if box
    ]
    assert len(middles) == 3 and max(middles) - min(middles) <= 2


def test_a_page_is_dragged_into_another_and_taken_back(open_as: OpenAs) -> None:
    page = open_as("diego")
    before = _open_outline(page)
    lines = page.locator(OUTLINE)
    lines.nth(0).hover()
    taken, target = lines.nth(0).locator(".grip").bounding_box(), lines.nth(2).bounding_box()
    assert taken and target

    page.mouse.move(taken["x"] + 10, taken["y"] + 10)
    page.mouse.down()
    page.mouse.move(taken["x"] + 10, taken["y"] + 25, steps=4)
    page.mouse.move(target["x"] + 60, target["y"] + target["height"] / 2 - 6, steps=10)
    page.mouse.move(target["x"] + 60, target["y"] + target["height"] / 2, steps=4)
    expect(page.locator("[data-drop=inside]")).to_contain_text(before[2])
    page.mouse.up()

    expect(page.locator("#toasts")).to_contain_text(f"“{before[0]}” stands below “{before[2]}” now.")
    expect(_titles(page)).to_have_text(before[1:])
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("is back in its place")
    expect(_titles(page)).to_have_text(before)


def test_keys_move_a_page_and_the_focus_stays_with_it(open_as: OpenAs) -> None:
    page = open_as("diego")
    before = _open_outline(page)
    handle = page.get_by_role("link", name=f"Move {before[0]}", exact=True)

    handle.focus()
    page.keyboard.press("Alt+ArrowDown")

    expect(page.locator("#toasts")).to_contain_text("is moved")
    expect(_titles(page)).to_have_text([before[1], before[0], *before[2:]])
    expect(handle).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("is back in its place")


def test_a_page_moved_low_in_the_list_stays_in_sight(open_as: OpenAs) -> None:
    page = open_as("diego")
    _open_outline(page)
    handle = page.locator(f"{OUTLINE} > .grip").last
    name = handle.get_attribute("aria-label")

    handle.focus()
    page.keyboard.press("Alt+ArrowUp")

    expect(page.locator("#toasts")).to_contain_text("is moved")
    expect(page.get_by_role("link", name=name, exact=True)).to_be_in_viewport()
    assert page.evaluate("scrollY") > 0
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("is back in its place")


def test_a_page_is_taken_along_as_pdf(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(f"{RELIABILITY}/pages")
    page.get_by_role("link", name="Choosing a pump seal").first.click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("link", name="Take along: PDF, Word, Markdown").click()

    with page.expect_download(timeout=SET) as coming:
        page.get_by_role("link", name="PDF", exact=True).click()

    assert coming.value.suggested_filename == "choosing-a-pump-seal.pdf"


def test_two_people_who_move_pages_into_each_other_make_no_circle(open_as: OpenAs) -> None:
    valves, flanges = _write(open_as, "Valves of the west yard", "Flanges of the west yard")
    first, second = open_as("diego"), open_as("amara")
    second.goto(f"{flanges}/move")
    _move_below(first, valves, "Flanges of the west yard")
    expect(first.get_by_role("heading", level=1)).to_have_text("Valves of the west yard")

    second.get_by_label("Under").select_option(label="Valves of the west yard")
    second.get_by_role("button", name="Move page").click()

    expect(second.locator(".field-error")).to_contain_text("Nothing was changed")
    first.goto(valves)
    expect(first.get_by_role("navigation", name="You are here")).to_contain_text("Flanges of the west yard")


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, PHONE], ids=["wide", "phone"])
def test_before_a_page_leaves_its_community_it_says_who_reads_it_then(
    open_as: OpenAs, size: dict[str, int]
) -> None:
    title = f"Names of pumps {size['width']}"
    (address,) = _write(open_as, title)
    page = open_as("amara", viewport=size)
    page.goto(address)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("link", name="Move", exact=True).click()
    page.get_by_role("link", name="Move it to another community").click()
    page.get_by_label("To", exact=True).select_option(label="Data Practice")
    page.get_by_role("button", name="Show what this means").click()
    expect(page.get_by_role("heading", name="What this means")).to_be_visible()
    expect(page.get_by_text("One page moves to Data Practice.")).to_be_visible()

    page.get_by_role("button", name="Move to Data Practice").click()

    expect(page.locator("#toasts")).to_contain_text(f"“{title}” stands in “Data Practice” now.")
    assert "/c/data-practice/" in page.url
    page.goto(address)
    # The old address leads on.
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert "/c/data-practice/" in page.url


def test_a_new_page_begins_with_a_template_and_its_example(open_as: OpenAs) -> None:
    form, example = "Round of the yard", "Round of the ninth"
    address, _filled = _write(open_as, form, example, text="On {{date}} by {{person}}.")
    lead = open_as("amara")
    lead.goto(f"{address}/template")
    lead.get_by_label("When to take it").fill("After every round")
    lead.get_by_label("A filled example").select_option(label=example)
    lead.get_by_role("button", name="Make it a template").click()
    # Until its answer is there, nobody finds it.
    lead.wait_for_url(lambda now: not now.endswith("/template"))

    page = open_as("diego", java_script_enabled=False)
    page.goto(f"{RELIABILITY}/pages/templates")
    expect(page.get_by_text("After every round")).to_be_visible()
    page.get_by_role("link", name=f"Begin a page {form}").click()

    expect(page.get_by_role("link", name=f"A filled example: {example}")).to_be_visible()
    text = page.get_by_label("Text", exact=True).input_value()
    assert "Diego Prado" in text
    assert "{{" not in text
    lead.goto(f"{address}/template")
    lead.get_by_role("button", name="No template any more").click()
    expect(lead.locator("#toasts")).to_contain_text("is no template any more")


@pytest.mark.parametrize("form", ["PDF", "Word document"])
def test_a_branch_comes_from_the_background_and_says_how_far_it_is(open_as: OpenAs, form: str) -> None:
    page = open_as("diego")
    page.goto(f"{RELIABILITY}/pages")
    page.get_by_role("link", name="Bearings: what kills them").first.click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("link", name="Take along: PDF, Word, Markdown").click()

    page.get_by_role("button", name=form, exact=True).click()

    fetch = page.get_by_role("link", name="Fetch it")
    expect(fetch).to_be_visible(timeout=SET)
    with page.expect_download(timeout=SET) as coming:
        fetch.click()
    ending = {"PDF": ".pdf", "Word document": ".docx"}[form]
    assert coming.value.suggested_filename.endswith(ending)
    assert coming.value.path().stat().st_size > 10_000


def test_a_page_is_copied_as_markdown(open_as: OpenAs) -> None:
    page = open_as("diego", permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{RELIABILITY}/pages")
    page.get_by_role("link", name="Choosing a pump seal").first.click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("link", name="Copy as Markdown").click()

    expect(page.locator("#toasts")).to_contain_text("Copied as Markdown")
    assert "## Before you start" in page.evaluate("() => navigator.clipboard.readText()")


def test_a_community_shows_its_cover_above_its_pages(open_as: OpenAs) -> None:
    page = open_as("amara")
    page.goto(f"{RELIABILITY}/settings")
    page.get_by_role("link", name="Cover", exact=True).click()
    page.get_by_label("A picture").set_input_files([a_file("harbour.png", a_picture(2600, 500))])
    page.get_by_label("Show it above every page").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Saved.")

    page.goto(f"{RELIABILITY}/pages")
    page.locator(".outline-card a").first.click()
    until(page, "() => document.querySelector('.cover.above img')?.naturalWidth === 2400")

    page.goto(f"{RELIABILITY}/cover")
    page.get_by_label("Contour lines instead of the picture").check()
    page.get_by_label("Show it above every page").uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".cover svg")).to_be_visible()
