"""Every type of page: nothing axe objects to in either theme, nothing wider than a small phone, no errors."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import WIDE, OpenAs
from tests.journeys.places import KNOWN, OUTSIDE, TYPES, addresses

PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
WHOLE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
# A theme changes colours and nothing else.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
# JOURNEYS_SHOTS=folder keeps a picture of every type of page at both widths in both themes.
SHOTS = os.environ.get("JOURNEYS_SHOTS")

_found: dict[str, str] = {}


@pytest.fixture
def inside(open_as: OpenAs) -> Page:
    """A window of a coordinator who administers the site; she meets every type of page."""
    page = open_as("amara")
    if not _found:
        _found.update(addresses(page.request))
    return page


def test_every_type_of_page_is_reached_by_links(inside: Page) -> None:
    assert not set(TYPES) - set(_found)


@pytest.mark.parametrize("kind", [*TYPES, *KNOWN])
def test_a_page_is_accessible_and_fits(inside: Page, kind: str) -> None:
    if kind not in _found:
        pytest.skip("not reached; another test says so")

    inside.goto(_found[kind])

    assert not faults_of(inside, kind)


@pytest.mark.parametrize("kind", OUTSIDE)
def test_a_page_for_strangers_is_accessible_and_fits(open_as: OpenAs, kind: str) -> None:
    page = open_as()

    page.goto(OUTSIDE[kind])

    assert not faults_of(page, kind)


def test_on_paper_nothing_is_to_be_pressed_and_a_long_answer_begins_where_it_stands(open_as: OpenAs) -> None:
    page = open_as("amara", viewport=PHONE)
    page.goto("/c/reliability-maintenance/pages")
    page.get_by_role("link", name="Bearings: what kills them").first.click()
    below = page.locator("nav.below")
    expect(below).to_be_visible()
    heading, first = below.locator("h2").bounding_box(), below.locator("li").first.bounding_box()
    # On a phone the list stands under its heading.
    assert heading and first and first["y"] >= heading["y"] + heading["height"]

    page.emulate_media(media="print")
    expect(below).to_be_hidden()
    assert not page.locator("button:visible, .btn:visible, .comments-count:visible").count()

    page.emulate_media(media="screen")
    page.goto("/search?q=torque+40+bar+flanges&kind=question")
    page.get_by_role("link", name="What torque do you use on the 40 bar flanges").first.click()
    page.wait_for_url("**/questions/**")
    page.emulate_media(media="print")
    assert not page.locator("button:visible, .btn:visible").count()
    # Kept in one piece, an answer longer than what is left of the sheet would leave that empty.
    assert page.locator(".post.accepted").evaluate("post => getComputedStyle(post).breakInside") == "auto"


def test_on_paper_what_folds_is_open(open_as: OpenAs) -> None:
    page = open_as("amara")
    page.goto("/c/reliability-maintenance/pages")
    page.get_by_role("link", name="Bearings: what kills them").first.click()
    folded = '<details class="toggle"><summary>More</summary><p>Folded words</p></details>'
    page.locator(".prose").first.evaluate(
        "(text, html) => text.insertAdjacentHTML('beforeend', html)", folded
    )
    words = page.get_by_text("Folded words")
    expect(words).to_be_hidden()

    page.emulate_media(media="print")

    expect(words).to_be_visible()


def faults_of(page: Page, kind: str) -> list[str]:
    """What is wrong with the page in the window: by axe, and by its width at 320 pixels either way round."""
    page.evaluate(Axe().axe_script)
    found = []
    for size, name in ((WIDE, "wide"), (PHONE, "phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for theme, options in (("light", WHOLE), ("dark", COLOURS)):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            if SHOTS:
                page.screenshot(path=Path(SHOTS) / f"{kind.replace(' ', '-')}-{name}-{theme}.png")
            found += [f"{name}, {theme}: {fault}" for fault in _axe(page, options)]
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    for direction in ("ltr", "rtl"):
        page.evaluate("way => { document.documentElement.dir = way }", direction)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > SMALL["width"]:
            found.append(f"{width} pixels wide at 320, {direction}: {_widest(page)}")
    return found


def _axe(page: Page, options: dict[str, Any]) -> list[str]:
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{fault['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()[:160]})"
        for fault in result["violations"]
        for node in fault["nodes"][:3]
    ]


def _widest(page: Page) -> str:
    """The elements that stick out, so that a failing test says where to look."""
    return str(
        page.evaluate(
            """() => [...document.body.querySelectorAll("*")].filter((one) => {
                const box = one.getBoundingClientRect();
                return box.width && (box.right > 321 || box.left < -1);
            }).slice(0, 4).map((one) => one.outerHTML.slice(0, 120)).join(" | ")"""
        )
    )
