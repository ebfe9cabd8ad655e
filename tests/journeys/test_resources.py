"""Adding to the catalogue of resources, as one does in a browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import OpenAs
from tests.journeys.writing import RELIABILITY


def test_a_resource_is_added_and_said_anew(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(f"{RELIABILITY}/resources")
    page.get_by_role("link", name="Add a resource").click()
    page.get_by_label("Title").fill("Seals for newcomers")
    page.get_by_label("What it is", exact=True).select_option(label="Book")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Seals for newcomers")
    expect(page.get_by_role("main")).to_contain_text("Book")

    page.goto(f"{page.url}/edit")
    page.get_by_label("Title").fill("Seals for everyone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Seals for everyone")
