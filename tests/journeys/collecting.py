"""How people look at a collection of the sample site in a browser."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.journeys.waiting import until
from tests.journeys.writing import RELIABILITY

PARTS, LESSONS = "Shared spare parts", "What we learnt"
_ALIVE = "() => Boolean(document.querySelector('.grid-bar'))"


def look_at(page: Page, title: str, view: str = "") -> None:
    """Open the collection called ``title`` through one of its views (without one: its first)."""
    page.goto(f"{RELIABILITY}/collections")
    page.get_by_role("heading", name=title, exact=True).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    if view:
        page.get_by_role("navigation", name="Views").get_by_role("link", name=view, exact=True).click()
    current = page.get_by_role("navigation", name="Views").locator("[aria-current=page]")
    expect(current).to_have_text(view or "All")


def table_of(page: Page, title: str, view: str = "") -> Locator:
    """The table of a view, once one can type in it."""
    look_at(page, title, view)
    until(page, _ALIVE)
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
    """Drag ``what`` with the mouse onto ``to``."""
    what.scroll_into_view_if_needed()
    begin, end = what.bounding_box(), to.bounding_box()
    assert begin and end
    x, y = begin["x"] + min(40, begin["width"] / 2), begin["y"] + begin["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 8, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + min(60, end["height"] / 2), steps=10)
    page.mouse.move(end["x"] + end["width"] / 2 + 3, end["y"] + min(60, end["height"] / 2) + 3, steps=4)
    page.mouse.up()
