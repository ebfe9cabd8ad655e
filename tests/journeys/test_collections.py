"""A collection as a table: written with keys, pasted into, arranged, narrowed, filled by a file."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, Response, Route, expect

from tests.journeys.collecting import (
    LESSONS,
    PARTS,
    cell_of,
    look_at,
    names,
    row_of,
    said,
    stand_on,
    table_of,
)
from tests.journeys.conftest import PASSWORDS, OpenAs, sign_in

SENSOR, CONVERTER = "Vibration sensor, 100 mV/g", "Frequency converter 55 kW"


def test_a_cell_is_written_with_keys_alone_and_what_hangs_on_it_follows(open_as: OpenAs) -> None:
    page = open_as("diego")
    region = table_of(page, PARTS)
    region.focus()

    page.keyboard.press("Enter")
    expect(page.locator("tr[data-row]").first.get_by_role("rowheader")).to_be_focused()
    stand_on(page, SENSOR, "title")
    for _step in range(4):
        page.keyboard.press("ArrowRight")
    expect(cell_of(page, SENSOR, "pieces")).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(cell_of(page, SENSOR, "pieces")).to_have_text("12")
    expect(cell_of(page, SENSOR, "worth")).to_have_text("2,280")
    expect(cell_of(page, CONVERTER, "pieces")).to_be_focused()

    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.keyboard.type("99")
    page.keyboard.press("Escape")
    expect(cell_of(page, SENSOR, "pieces")).to_have_text("12")

    page.keyboard.press("Enter")
    page.keyboard.type("10")
    page.keyboard.press("Tab")
    expect(cell_of(page, SENSOR, "worth")).to_have_text("1,900")
    expect(cell_of(page, SENSOR, "price")).to_be_focused()
    page.keyboard.press("Escape")
    expect(region).to_be_focused()


def test_a_row_is_renamed_where_it_stands_and_has_its_name_again(open_as: OpenAs) -> None:
    page = open_as("diego")
    table_of(page, PARTS)
    stand_on(page, SENSOR, "title")

    page.keyboard.press("F2")
    page.keyboard.type("Shaker")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Saved")
    expect(cell_of(page, "Shaker", "pieces")).to_have_text("10")
    page.keyboard.press("ControlOrMeta+z")
    expect(said(page)).to_have_text("Undone")
    expect(cell_of(page, SENSOR, "pieces")).to_have_text("10")


def test_what_cannot_be_saved_says_why_and_is_at_hand_again(open_as: OpenAs) -> None:
    page = open_as("diego")
    table_of(page, PARTS)
    cell = stand_on(page, SENSOR, "price")

    page.keyboard.type("lots")
    page.keyboard.press("Tab")
    expect(said(page)).to_have_text("Write a number, like 12 or 12.5.")
    expect(cell).to_have_attribute("aria-invalid", "true")
    cell.dblclick(position={"x": 4, "y": 4})
    expect(cell.get_by_role("textbox")).to_have_value("lots")


def test_who_writes_on_before_the_answer_came_loses_nothing(open_as: OpenAs) -> None:
    page = open_as("diego")
    table_of(page, PARTS)
    cell, held = stand_on(page, CONVERTER, "price"), list[Route]()
    before = cell.inner_text()
    page.route("**/cells", lambda route: held.append(route))

    page.keyboard.type("4100")
    page.keyboard.press("Enter")
    expect(cell).to_have_class(re.compile(r"\bsaving\b"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(cell.get_by_role("textbox")).to_have_value("4100")
    page.keyboard.type("4200")
    assert len(held) == 1
    held[0].continue_()
    expect(said(page)).to_have_text("Saved")
    expect(cell.get_by_role("textbox")).to_have_value("4200")
    page.unroute("**/cells")
    page.keyboard.press("Enter")

    expect(cell).to_have_text(re.compile("4,200"))
    for earlier in ("4,100", re.escape(before)):
        page.keyboard.press("ControlOrMeta+z")
        expect(cell).to_have_text(re.compile(earlier))


def test_of_two_values_in_a_row_the_second_one_stands(open_as: OpenAs) -> None:
    page = open_as("diego")
    table_of(page, PARTS)
    cell, held = stand_on(page, CONVERTER, "price"), list[Route]()
    is_slow = [True]
    page.route("**/cells", lambda route: held.append(route) if is_slow[0] else route.continue_())

    for value in ("4300", "4400"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowUp")
        expect(cell).to_be_focused()
    assert held
    is_slow[0] = False
    for route in held:
        route.continue_()

    expect(cell).to_have_text(re.compile("4,400"))
    page.reload()
    expect(cell).to_have_text(re.compile("4,400"))
    stand_on(page, CONVERTER, "price")
    page.keyboard.type("4700")
    page.keyboard.press("Enter")
    expect(cell).to_have_text(re.compile("4,700"))


def test_cells_are_pasted_from_a_spreadsheet_and_taken_back(open_as: OpenAs) -> None:
    page = open_as("diego", permissions=["clipboard-read", "clipboard-write"])
    table_of(page, PARTS)
    stand_on(page, SENSOR, "pieces")
    page.evaluate("navigator.clipboard.writeText('7\\t191\\n8\\tlots\\n')")

    page.keyboard.press("ControlOrMeta+v")
    asked = page.get_by_role("dialog", name="Not everything fits")
    expect(asked).to_contain_text(CONVERTER)
    expect(asked).to_contain_text("Price: Write a number")
    asked.get_by_role("button", name="Paste the 3 that fit").click()

    expect(cell_of(page, SENSOR, "price")).to_have_text(re.compile("191"))
    expect(cell_of(page, CONVERTER, "pieces")).to_have_text("8")
    expect(cell_of(page, CONVERTER, "price")).to_have_text(re.compile("4,700"))
    expect(cell_of(page, SENSOR, "pieces")).to_be_focused()
    page.locator(".grid-bar").get_by_role("button", name="Undo").click()
    expect(said(page)).to_have_text("Undone")
    expect(cell_of(page, SENSOR, "pieces")).to_have_text("10")
    expect(cell_of(page, CONVERTER, "pieces")).to_have_text("1")


def test_people_and_days_are_copied_from_one_row_to_another_and_back(open_as: OpenAs) -> None:
    page = open_as("diego", permissions=["clipboard-read", "clipboard-write"])
    table_of(page, LESSONS, "Still to be checked")
    last, first = names(page)[-1], names(page)[0]
    copied, before = (
        [cell_of(page, title, field).inner_text() for field in ("owner", "due")] for title in (last, first)
    )
    assert copied[1] != before[1]

    stand_on(page, last, "owner")
    page.keyboard.press("Shift+ArrowRight")
    expect(cell_of(page, last, "due")).to_be_focused()
    page.keyboard.press("ControlOrMeta+c")
    assert re.search(r"\t\d{4}-\d\d-\d\d$", page.evaluate("navigator.clipboard.readText()"))
    stand_on(page, first, "owner")
    page.keyboard.press("ControlOrMeta+v")
    expect(said(page)).to_have_text("Saved")
    assert [cell_of(page, first, field).inner_text() for field in ("owner", "due")] == copied

    page.keyboard.press("ControlOrMeta+z")
    expect(said(page)).to_have_text("Undone")
    assert [cell_of(page, first, field).inner_text() for field in ("owner", "due")] == before


def test_columns_keep_their_width_and_their_place(open_as: OpenAs) -> None:
    page = open_as("diego")
    table_of(page, PARTS, "Running low")
    head = page.locator("thead th[data-f=held_at]")
    grip, before = head.locator(".grip").bounding_box(), head.bounding_box()
    assert grip and before

    with page.expect_response(lambda answer: _keeps(answer, "widths")):
        page.mouse.move(grip["x"] + 4, grip["y"] + 10)
        page.mouse.down()
        page.mouse.move(grip["x"] + 104, grip["y"] + 10, steps=5)
        page.mouse.up()
    with page.expect_response(lambda answer: _keeps(answer, "columns")):
        head.get_by_role("link").focus()
        page.keyboard.press("Alt+ArrowLeft")
    page.reload()

    after = head.bounding_box()
    assert after and abs(after["width"] - before["width"] - 100) < 4
    assert _columns(page)[:3] == ["title", "held_at", "pieces"]
    expect(head.locator(".grip")).to_be_attached()
    with page.expect_response(lambda answer: _keeps(answer, "columns")):
        head.get_by_role("link").focus()
        page.keyboard.press("Alt+ArrowRight")
    assert _columns(page)[:3] == ["title", "pieces", "held_at"]


def test_filters_are_sentences_and_rows_are_sorted_and_grouped(open_as: OpenAs) -> None:
    page = open_as("diego")
    table_of(page, PARTS)

    page.get_by_role("button", name="Filter").click()
    page.locator("#filter-menu").get_by_role("link", name="Held at", exact=True).click()
    for site in ("Turku", "Osaka"):
        page.get_by_role("checkbox", name=site).check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="rows")).to_have_text("5 rows")
    page.get_by_role("link", name="Held at is one of Turku, Osaka", exact=True).click()
    page.get_by_role("checkbox", name="Osaka").uncheck()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("link", name="Held at is Turku", exact=True)).to_be_visible()

    page.get_by_role("button", name="Sort", exact=True).click()
    page.locator("#sort-menu").get_by_role("link", name="Price").click()
    expect(page.get_by_role("button", name="Sorted by Price")).to_be_visible()
    assert names(page)[0] == "Coupling element, size 110"
    page.get_by_role("columnheader", name="Price").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Price")).to_have_attribute("aria-sort", "descending")
    assert names(page)[0].startswith("Motor 75 kW")

    page.get_by_role("button", name="Group", exact=True).click()
    page.locator("#group-menu").get_by_role("link", name="Owner").click()
    expect(page.locator("tr.group")).to_have_text(re.compile(r"Anneli Virtanen\s*3"))
    page.get_by_role("link", name="Remove the filter Held at is Turku").click()
    expect(page.locator("tr.group").nth(6)).to_be_visible()
    page.get_by_role("link", name="As it was").click()
    expect(page.locator("tr.group")).to_have_count(0)


def test_sums_stand_below_their_columns(open_as: OpenAs) -> None:
    page = open_as("diego")

    table_of(page, PARTS, "Where it lies")

    pieces = [int(one) for one in page.locator("td[data-f=pieces]").all_inner_texts() if one]
    expect(page.locator("tfoot")).to_contain_text(f"Sum {sum(pieces)}")


def test_a_row_opens_at_the_side_and_as_a_page(open_as: OpenAs) -> None:
    page = open_as("diego")
    table_of(page, PARTS)

    row_of(page, SENSOR).hover()
    page.get_by_role("link", name=f"Open {SENSOR} at the side").click()
    side = page.get_by_role("region", name=SENSOR)
    expect(side).to_contain_text("Priya Raman")
    side.get_by_role("link", name="Close").click()
    expect(side).to_have_count(0)
    row_of(page, SENSOR).hover()
    page.get_by_role("link", name=f"Open {SENSOR} at the side").click()
    side.get_by_role("link", name="Open as a page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SENSOR)


def test_a_spreadsheet_is_brought_in_looked_through_and_taken_back(open_as: OpenAs, tmp_path: Path) -> None:
    page = open_as("amara")
    lines = ["Name,Pieces,Price"] + [f"Washer {number},{number},1" for number in range(1, 131)]
    file = tmp_path / "washers.csv"
    file.write_text("\n".join([*lines, "Bad washer,lots,1", ",3,4", ""]))
    look_at(page, PARTS)

    page.get_by_role("button", name="More").last.click()
    page.get_by_role("link", name="Bring rows from a file").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("washers.csv")
    expect(page.locator(".banner.warn")).to_contain_text("2 of these rows do not fit")
    page.get_by_role("button", name="Bring the rows in").click()
    expect(page.get_by_text("Rows made")).to_be_visible(timeout=60_000)
    expect(page.locator("dl.sums")).to_contain_text("130")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Take along what was left out").click()
    left_out = Path(coming.value.path()).read_text()
    assert "Bad washer" in left_out and "lots" in left_out
    address = page.url

    page.get_by_role("link", name="See the rows").click()
    expect(page.locator("tr[data-row]")).to_have_count(100)
    first = set(names(page))
    page.get_by_role("link", name="Show the next 100").click()
    expect(page.get_by_role("link", name="From the top")).to_be_visible()
    assert not first & set(names(page))
    assert len({one for one in first | set(names(page)) if one.startswith("Washer")}) == 130

    page.goto(address)
    page.get_by_role("button", name="Take it back").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Take it back").click()
    _until_gone(page, "Washer")


def test_a_long_list_is_taken_along_as_a_workbook_from_the_background(
    open_as: OpenAs, tmp_path: Path
) -> None:
    page = open_as("amara")
    look_at(page, PARTS)
    file = tmp_path / "screws.csv"
    file.write_text(
        "\n".join(["Name,Pieces,Price"] + [f"Screw {number},{number},1" for number in range(4_000)])
    )
    page.get_by_role("button", name="More").last.click()
    page.get_by_role("link", name="Bring rows from a file").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Bring the rows in").click()
    expect(page.get_by_text("Rows made")).to_be_visible(timeout=60_000)
    brought = page.url

    look_at(page, PARTS)
    page.get_by_role("button", name="More").last.click()
    page.get_by_role("link", name="Take along as a workbook").click()
    page.get_by_role("button", name="Make the workbook").click()
    fetch = page.get_by_role("link", name="Fetch it")
    expect(fetch).to_be_visible(timeout=60_000)
    with page.expect_download() as coming:
        fetch.click()
    assert coming.value.suggested_filename == "shared-spare-parts-all.xlsx"
    assert coming.value.path().stat().st_size > 50_000
    page.get_by_role("button", name="Throw away").click()
    expect(page.locator("tr[data-row]")).to_have_count(100)

    page.goto(brought)
    page.get_by_role("button", name="Take it back").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Take it back").click()
    _until_gone(page, "Screw")


def test_rows_are_added_one_after_another_and_their_numbers_stand_at_the_end(open_as: OpenAs) -> None:
    page = open_as("diego")
    table_of(page, PARTS)
    field = page.get_by_label("Name of the new row")

    for name in ("Strap wrench", "Torque wrench"):
        field.fill(name)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(cell_of(page, name, "pieces")).to_have_count(1)
        expect(field).to_have_value("")
    stand_on(page, "Strap wrench", "pieces")
    page.keyboard.type("3")
    page.keyboard.press("Enter")

    expect(cell_of(page, "Strap wrench", "pieces")).to_have_text("3")
    expect(cell_of(page, "Strap wrench", "pieces")).to_have_class(re.compile(r"\br\b"))


def test_a_table_reads_without_scripts(open_as: OpenAs) -> None:
    page = open_as(java_script_enabled=False)
    sign_in(page, *PASSWORDS["diego"])

    look_at(page, PARTS, "Running low")

    expect(page.get_by_role("table")).to_contain_text("Gearbox wheel set, ratio 31.5")
    page.get_by_role("columnheader", name="Days on the road").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Days on the road")).not_to_have_attribute(
        "aria-sort", "descending"
    )
    look_at(page, LESSONS, "Has it helped?")
    page.locator("[data-card]").first.get_by_role("button", name="Move to…").click()
    expect(page.locator(".pop:popover-open")).to_contain_text("Yes, checked")


def _keeps(answer: Response, what: str) -> bool:
    return answer.url.endswith("/look") and f'"{what}"' in (answer.request.post_data or "")


def _columns(page: Page) -> list[str]:
    found: list[str] = page.locator("thead th").evaluate_all("all => all.map((one) => one.dataset.f)")
    return found


def _until_gone(page: Page, name: str) -> None:
    """What was brought goes into the bin by itself, in the background."""
    look_at(page, PARTS)
    page.goto(f"{page.url}?own=1&f=title:begins:{name}")
    for _try in range(120):
        if page.get_by_role("heading", name="No row meets all filters").count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("the rows are still there")
