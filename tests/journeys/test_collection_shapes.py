"""A collection as lanes, days, cards and lines; its forms and links; and how each of them looks."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.collecting import LESSONS, PARTS, go_to, look_at, pull, said, stand_on, table_of
from tests.journeys.conftest import OpenAs
from tests.journeys.test_looks import faults_of

MOTOR = "Motor 75 kW, 1,485 1/min"


def test_a_card_is_dragged_to_another_lane_and_moved_back_with_keys(open_as: OpenAs) -> None:
    page = open_as("diego")
    look_at(page, PARTS, "Shelves")
    turku, leipzig = (page.get_by_role("region", name=re.compile(name)) for name in ("^Turku", "^Leipzig"))
    card = page.locator("[data-card]").filter(has_text="Motor 75 kW")
    in_turku, in_leipzig = (int(lane.locator("h2 .n").inner_text()) for lane in (turku, leipzig))

    with page.expect_response(lambda answer: answer.url.endswith("/cells")):
        pull(page, turku.locator("[data-card]").filter(has_text="Motor 75 kW"), leipzig)
    expect(leipzig).to_contain_text("Motor 75 kW")
    expect(turku.get_by_role("heading", level=2)).to_have_text(f"Turku {in_turku - 1}")
    page.reload()
    expect(leipzig.get_by_role("heading", level=2)).to_have_text(f"Leipzig {in_leipzig + 1}")

    card.get_by_role("button", name="Move to…").focus()
    page.keyboard.press("Enter")
    go_to(page, "Turku")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts, .messages").first).to_contain_text("is now Turku")
    expect(turku).to_contain_text("Motor 75 kW")


def test_a_row_stands_on_its_day_in_a_month_a_week_and_an_agenda(open_as: OpenAs) -> None:
    page = open_as("diego")
    # A Thursday whose week begins in April; whatever day it is today, and wherever.
    first, title = dt.date(2031, 5, 1), "Grease from two guns"
    table_of(page, LESSONS, "Still to be checked")
    cell = stand_on(page, title, "due")
    page.keyboard.press("Enter")
    cell.locator("input").fill(first.isoformat())
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Saved")

    look_at(page, LESSONS, "When it is due")
    expect(page.locator("td[aria-current=date]")).to_have_count(1)
    calendar = page.url
    page.goto(f"{calendar}?d={first.isoformat()}")
    expect(page.locator(f"td[data-lane='{first.isoformat()}']")).to_contain_text(title)
    page.get_by_role("navigation", name="Stretch of time").get_by_role("link", name="Week").click()
    expect(page.get_by_role("heading", name="28 Apr – 4 May 2031")).to_be_visible()
    expect(page.locator("table.cal.week td")).to_have_count(7)
    other = page.locator("td[data-lane='2031-04-29']")
    with page.expect_response(lambda answer: answer.url.endswith("/cells")):
        pull(page, page.locator("table.cal [data-card]").filter(has_text=title), other)
    page.reload()
    expect(other).to_contain_text(title)

    page.goto(f"{calendar}?p=agenda&d=2031-04-29")
    line = page.get_by_role("listitem").filter(has_text=title)
    line.get_by_text("Move to…").click()
    line.get_by_label(f"Move {title} to…").fill("2031-05-20")
    line.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text(re.compile(f"of “{title}” is now"))).to_be_visible()


def test_cards_and_lines_lead_to_their_pages(open_as: OpenAs) -> None:
    page = open_as("amara")
    look_at(page, LESSONS, "To read")
    expect(page.locator(".gallery .card")).to_have_count(5)
    page.get_by_role("link", name="New view").click()
    page.get_by_label("Name", exact=True).fill("In a row")
    page.get_by_role("radio", name="List").check()
    page.get_by_role("button", name="Make view").click()
    expect(page.locator(".plain-rows > li")).to_have_count(5)

    page.get_by_role("link", name="Grease from two guns").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Grease from two guns")

    look_at(page, LESSONS, "In a row")
    page.get_by_role("link", name="Settings", exact=True).last.click()
    page.get_by_role("button", name="Remove view").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Remove view").click()
    expect(page.get_by_role("navigation", name="Views")).not_to_contain_text("In a row")


def test_a_member_sends_a_row_and_a_guest_one_that_waits(open_as: OpenAs) -> None:
    lead = open_as("amara")
    _make_form(lead, "Put it on a shelf", "Members: what they send is a row at once")
    _make_form(lead, "Offer a part", "Anyone with the link, without an account: the core group takes it in")
    forms = lead.url

    member = open_as("diego")
    member.goto(forms)
    member.get_by_role("link", name="Put it on a shelf").click()
    member.get_by_label("Name", exact=True).fill("Oil filter")
    member.get_by_label("Pieces").fill("many")
    member.get_by_role("button", name="Send").click()
    expect(member.get_by_text("Write a number, like 12 or 12.5.").first).to_be_visible()
    expect(member.get_by_label("Pieces")).to_have_value("many")
    member.get_by_label("Pieces").fill("3")
    member.get_by_role("button", name="Send").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Oil filter")

    lead.get_by_role("button", name="Make a link").click()
    address = lead.locator("code").inner_text()
    guest = open_as()
    guest.goto(address)
    guest.get_by_label("Name", exact=True).fill("Bearing puller")
    guest.get_by_role("button", name="Send").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Thank you")
    look_at(member, PARTS)
    expect(member.get_by_role("link", name="Oil filter", exact=True)).to_be_visible()
    expect(member.get_by_role("link", name="Bearing puller")).to_have_count(0)

    lead.goto(forms)
    lead.get_by_role("link", name="1 row waits").click()
    lead.get_by_role("button", name="Take it in").click()
    expect(lead.get_by_role("heading", name="Nothing waits")).to_be_visible()
    look_at(member, PARTS)
    member.get_by_role("link", name="Bearing puller", exact=True).click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Bearing puller")


def test_anyone_with_the_link_reads_a_view_and_nothing_else(open_as: OpenAs) -> None:
    lead, stranger = open_as("amara"), open_as()
    look_at(lead, PARTS, "Where it lies")
    lead.get_by_role("button", name="More").last.click()
    lead.get_by_role("link", name="Link for everyone").click()
    lead.get_by_role("button", name="Make a link").click()
    address = lead.locator("code").inner_text()

    stranger.goto(address)
    expect(stranger.get_by_role("heading", level=1)).to_have_text(PARTS)
    expect(stranger.locator("tr.group").first).to_contain_text("Turku")
    expect(stranger.get_by_role("columnheader", name="Worth")).to_be_visible()
    expect(stranger.get_by_role("columnheader", name="Owner")).to_have_count(0)
    expect(stranger.locator("main")).not_to_contain_text("Anneli Virtanen")
    expect(stranger.locator("main").get_by_role("button")).to_have_count(0)
    assert not faults_of(stranger, "view by its link")

    lead.get_by_role("button", name="Withdraw the link").click()
    expect(lead.get_by_role("button", name="Make a link")).to_be_visible()
    assert stranger.goto(address).status == 404  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("title", "view", "query"),
    [
        (PARTS, "", ""),
        (PARTS, "Where it lies", ""),
        (PARTS, "Shelves", ""),
        (PARTS, "", "?own=1&f=held_at:is:turku&f=price:more:300&s=-price&g=owner&add=held_at"),
        (PARTS, "", "?own=1&f=price:more:lots"),
        (PARTS, "", "?own=1&f=price:more:999999"),
        (LESSONS, "When it is due", ""),
        (LESSONS, "When it is due", "?p=week"),
        (LESSONS, "When it is due", "?p=agenda&d=2020-01-01"),
        (LESSONS, "To read", "?own=1&g=verified"),
        (LESSONS, "Has it helped?", ""),
    ],
)
def test_every_shape_is_accessible_and_fits(open_as: OpenAs, title: str, view: str, query: str) -> None:
    page = open_as("amara")
    look_at(page, title, view)

    page.goto(page.url + query)

    assert not faults_of(page, f"{title} {view} {query}")


def test_a_row_at_the_side_and_a_cell_being_written_are_accessible(open_as: OpenAs) -> None:
    page = open_as("diego")
    table_of(page, PARTS)
    page.locator("tr[data-row]").first.hover()
    page.locator("tr[data-row]").first.locator("a.open").click()
    page.locator(".coll-side").wait_for()
    assert not faults_of(page, "row at the side")
    page.set_viewport_size({"width": 1440, "height": 900})
    table_of(page, PARTS, "Where it lies")
    stand_on(page, MOTOR, "owner")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name=f"Owner, {MOTOR}")).to_be_visible()
    assert not faults_of(page, "cell of people")


def test_from_right_to_left_arrows_go_where_they_point(open_as: OpenAs) -> None:
    page = open_as("diego")
    table_of(page, PARTS)
    page.evaluate("document.documentElement.dir = 'rtl'")
    cell = stand_on(page, MOTOR, "pieces")
    here = cell.bounding_box()

    page.keyboard.press("ArrowLeft")

    there = page.locator("td.at").bounding_box()
    assert here and there and there["x"] < here["x"]


def _make_form(page: Page, name: str, who: str) -> None:
    look_at(page, PARTS)
    page.get_by_role("button", name="More").last.click()
    page.get_by_role("link", name="Forms", exact=True).click()
    page.get_by_role("link", name="New form").or_(page.get_by_role("link", name="Make a form")).first.click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("radio", name=who).check()
    page.get_by_role("checkbox", name="Owner").uncheck()
    page.get_by_role("button", name="Make form").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
