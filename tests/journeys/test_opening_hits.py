"""Opening a hit: it is kept without holding the link up, and whoever is back is asked whether it helped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import OpenAs
from tests.journeys.site import MAIL_SECONDS, ROOT, Site
from tests.journeys.waiting import until


def kept(site: Site) -> dict[str, Any]:
    """What the command says is kept of opened hits."""
    command = [sys.executable, "-m", "practica.config.cli", "search", "status", "--json"]
    environment = os.environ | {"PRACTICA_DATA_DIR": str(site.log.parent), "PRACTICA_MEANING": "off"}
    told = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return dict(json.loads(told.stdout)["clicks"])


def test_an_opened_hit_is_kept_and_she_may_say_that_it_helped(open_as: OpenAs, running_site: Site) -> None:
    page = open_as("diego")
    before = kept(running_site)
    page.goto("/search?q=choosing+a+pump+seal")
    until(page, "customElements.get('k-opened') !== undefined")

    page.locator(".hit :is(h2, h3) a").first.click()
    page.wait_for_url("**/pages/**")
    page.go_back()
    asked = page.get_by_role("group", name="Did this help?")
    expect(asked).to_be_visible()
    expect(page.locator(".hit").first).to_contain_text("Did this help?")
    asked.get_by_role("button", name="Yes").click()
    expect(asked).to_contain_text("Noted")

    deadline = time.monotonic() + MAIL_SECONDS
    while (now := kept(running_site))["helpful"] == before["helpful"] and time.monotonic() < deadline:
        time.sleep(0.2)
    assert (now["kept"], now["helpful"]) == (before["kept"] + 1, before["helpful"] + 1)
    page.reload()
    expect(page.get_by_role("group", name="Did this help?")).to_have_count(0)


def test_who_wants_nothing_kept_says_so_from_the_results(open_as: OpenAs, running_site: Site) -> None:
    page = open_as("amara")
    page.goto("/search?q=pump")
    page.get_by_role("link", name="What is kept of the hits you open").click()
    page.get_by_label("Never keep them").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    before = kept(running_site)["kept"]

    page.goto("/search?q=pump")
    until(page, "customElements.get('k-opened') !== undefined")
    with page.expect_request("**/search/opened"):
        page.locator(".hit :is(h2, h3) a").first.click()
    page.wait_for_load_state()

    assert kept(running_site)["kept"] == before
