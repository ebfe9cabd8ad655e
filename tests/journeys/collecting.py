"""How people look at a collection of the sample site in a browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.waiting import until
from tests.journeys.writing import RELIABILITY

PARTS, LESSONS = "Shared spare parts", "What we learnt"


def look_at(page: Page, title: str, view: str = "") -> None:
    """Open the collection called ``title`` through one of its views (without one: its first)."""
    page.goto(f"{RELIABILITY}/collections")
    page.get_by_role("heading", name=title, exact=True).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    views = page.get_by_role("navigation", name="Views")
    if view:
        link = views.get_by_role("link", name=view, exact=True)
        address = link.get_attribute("href") or ""
        link.click()
        page.wait_for_url(re.compile(re.escape(address) + "$"))
    expect(views.locator("[aria-current=page]")).to_have_text(view or "All")


def table_of(page: Page, title: str, view: str = "") -> Locator:
    """The table of a view, once one can type in it."""
    look_at(page, title, view)
    _until_alive(page)
    return page.get_by_role("region", name=title)


def row_of(page: Page, title: str) -> Locator:
    """The row called ``title``."""
    return page.locator("tr[data-row]").filter(has=page.get_by_role("link", name=title, exact=True))


def cell_of(page: Page, title: str, field: str) -> Locator:
    """One cell of the row called ``title``."""
    return row_of(page, title).locator(f"[data-f={field}]")


def stand_on(page: Page, title: str, field: str) -> Locator:
    """Choose a cell as one does with a mouse."""
    cell = cell_of(page, title, field)
    expect(cell).to_be_visible()
    _until_alive(page)
    # At its edge: in the middle there may be a link.
    cell.click(position={"x": 4, "y": 4})
    expect(cell).to_be_focused()
    return cell


def said(page: Page) -> Locator:
    """What the table says about what happened."""
    return page.locator(".grid-bar .said")


def names(page: Page) -> list[str]:
    """The names of the rows in a table, in their order."""
    return page.locator("tr[data-row] th bdi").all_inner_texts()


def pull(page: Page, what: Locator, to: Locator) -> None:
    """Drag ``what`` with the mouse onto ``to``, once it can be dragged."""
    expect(what).to_have_attribute("draggable", "true")
    to.scroll_into_view_if_needed()
    what.scroll_into_view_if_needed()
    begin, end = what.bounding_box(), to.bounding_box()
    assert begin and end
    x, y = begin["x"] + min(40, begin["width"] / 2), begin["y"] + begin["height"] / 2
    there_x, there_y = end["x"] + end["width"] / 2, end["y"] + min(60, end["height"] / 2)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 8, steps=4)
    expect(what).to_have_class(re.compile(r"\blifted\b"))
    page.mouse.move(there_x, there_y, steps=10)
    page.mouse.move(there_x + 3, there_y + 3, steps=4)
    expect(to).to_have_class(re.compile(r"\bover\b"))
    page.mouse.up()


def go_to(page: Page, words: str) -> None:
    """Walk with the arrows through the menu that opens to the line that says ``words``."""
    until(page, "() => Boolean(document.activeElement.closest(':popover-open'))")
    for step in range(20):
        if step:
            page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
    raise AssertionError(f"“{words}” is not reached")


def _until_alive(page: Page) -> None:
    """Wait until cells can be typed in, and no letter is drawn anew: that moves columns."""
    until(page, "() => document.querySelector('.grid-bar') && document.fonts.status === 'loaded'")
