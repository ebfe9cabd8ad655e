"""Starting a community from a folder of Markdown: the plan, the import, its ledger, again, and back."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs

NAV = """site_name: Small workshop
nav:
  - Start: index.md
  - Machines:
      - Lathe: machines/lathe.md
"""
LONG = 60_000


def test_a_zip_is_planned_imported_imported_again_and_undone(open_as: OpenAs) -> None:
    page = open_as("amara")

    plan(page, "Small Workshop")
    expect(page.get_by_role("heading", name="What would become of every item")).to_be_visible()
    expect(row(page, "docs/machines/lathe.md")).to_be_visible()
    assert page.request.get("/c/small-workshop").status == 404, "a plan changes nothing"

    begin = page.get_by_role("button", name="Import", exact=True)
    begin.click()
    # A reload would cut off a request that is still on its way.
    expect(begin).to_have_count(0)
    page.reload()
    wait_for_the_result(page)
    expect(page.get_by_role("link", name="Open the community")).to_be_visible()
    expect(row(page, "docs/index.md")).to_contain_text("Created")
    expect(page.locator(".sums div", has_text="Links broken")).to_contain_text("1")
    result = page.url
    page.get_by_role("link", name="Open the community").click()
    page.get_by_role("link", name="Pages", exact=True).click()
    # The overview links to the page as well; wait until we are past it.
    expect(page.get_by_role("heading", name="All pages")).to_be_visible()
    page.get_by_role("link", name="Lathe").first.click()
    expect(page.locator(".prose img")).to_have_js_property("complete", True)
    assert page.locator(".prose img").evaluate("image => image.naturalWidth") == 2

    page.goto(result)
    page.get_by_role("link", name="Import again").click()
    send(page)
    expect(page.get_by_text("Nothing has changed since the last import.")).to_be_visible()

    page.goto(result)
    page.get_by_role("link", name="Undo the whole import").click()
    page.get_by_role("button", name="Undo the import").click()
    wait_for_the_result(page)
    expect(page.get_by_text("This import is undone.")).to_be_visible()


def plan(page: Page, name: str) -> None:
    """Choose the zip for a new community and ask for the plan."""
    page.goto("/imports/new")
    page.get_by_label("Name", exact=True).fill(name)
    send(page)


def send(page: Page) -> None:
    """Choose the zip and send it."""
    file = {"name": "workshop.zip", "mimeType": "application/zip", "buffer": archive()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Read it and show me the plan").click()
    page.wait_for_url(re.compile(r"/imports/[2-9a-z]{12}$"))
    wait_for_the_result(page)


def wait_for_the_result(page: Page) -> None:
    """A long job says itself when it is done and offers what came of it; a short one was quicker than us."""
    offered = page.get_by_role("link", name="See the result")
    expect(offered.or_(page.locator(".sums")).first).to_be_visible(timeout=LONG)
    if offered.count():
        offered.click()


def row(page: Page, path: str):  # type: ignore[no-untyped-def]
    """The line of the ledger about one item."""
    return page.locator(".ledger tbody tr", has_text=path)


def archive() -> bytes:
    """A small MkDocs site with a picture and one broken link."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        into.writestr("mkdocs.yml", NAV)
        into.writestr(
            "docs/index.md", "# Start\n\nSee the [lathe](machines/lathe.md) and the [mill](mill.md).\n"
        )
        into.writestr("docs/machines/lathe.md", "# Lathe\n\n![The chuck](chuck.png)\n\n## Speeds\n\nSlow.\n")
        into.writestr("docs/machines/chuck.png", picture())
    return made.getvalue()


def picture() -> bytes:
    """Two by two grey pixels as PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\x80\x80" * 2))
        + chunk(b"IEND", b"")
    )
