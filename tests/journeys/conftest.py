"""One site and one browser for all journeys; each journey has its own windows, signed in or not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from practica.config.demo.people import SIGN_INS
from tests.journeys.site import Site, running

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Milliseconds; a page that takes longer is broken.
WAIT = 30_000
WIDE = {"width": 1440, "height": 900}
# The browser writes down every answer above 399. These we give on purpose; and journeys break their own line.
MEANT = re.compile(r"status of (403|404|409|422|429)|ERR_INTERNET_DISCONNECTED|htmx:error: Failed to fetch")
PASSWORDS = {known.email.partition("@")[0]: (known.email, known.password) for known in SIGN_INS}

OpenAs = Callable[..., Page]
expect.set_options(timeout=WAIT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder runs in a browser."""
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The one site of all journeys."""
    with running(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def site(running_site: Site) -> str:
    """Its address."""
    return running_site.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without windows."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Journeys need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def sessions(site: str, browser: Browser) -> Callable[[str], StorageState]:
    """The signed-in state of a person of the sample site, by first name; each signs in once."""
    kept: dict[str, StorageState] = {}

    def state_of(name: str) -> StorageState:
        if name not in kept:
            context = browser.new_context(base_url=site)
            context.set_default_timeout(WAIT)
            sign_in(context.new_page(), *PASSWORDS[name])
            kept[name] = context.storage_state()
            context.close()
        return kept[name]

    return state_of


@pytest.fixture
def open_as(site: str, browser: Browser, sessions: Callable[[str], StorageState]) -> Iterator[OpenAs]:
    """``open_as("amara")`` is a new window of her own; ``open_as()`` that of a stranger.

    Other keywords go to the browser context. At the end no window may have seen an error of ours.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_window(name: str | None = None, **options: Any) -> Page:
        if name:
            options["storage_state"] = sessions(name)
        options = {"viewport": WIDE, "reduced_motion": "reduce", "locale": "en-GB", **options}
        context = browser.new_context(base_url=site, **options)
        context.set_default_timeout(WAIT)
        contexts.append(context)
        context.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def newcomer(open_as: OpenAs, running_site: Site) -> OpenAs:
    """``newcomer("Nora Lind")`` is the window of a new colleague whose address is confirmed."""

    def arrive(name: str, **options: Any) -> Page:
        page, email = open_as(**options), f"{name.split()[0].lower()}@alder.example"
        sign_up(page, name, email)
        page.goto(running_site.link_mailed_to(email, "confirm-email"))
        page.get_by_role("button", name="Yes, it is mine").click()
        page.wait_for_url(lambda address: "/confirm-email/" not in address)
        return page

    return arrive


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in the way a person does."""
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("navigation").first.wait_for()


def sign_up(page: Page, name: str, email: str) -> None:
    """Make an account, from the page one is on or from the beginning."""
    if not page.url.partition("?")[0].endswith("/accounts/signup/"):
        page.goto("/accounts/signup/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill("quiet harbour lantern 7")
    page.get_by_role("button", name="Sign up", exact=True).click()
    page.wait_for_url(lambda address: "/accounts/signup/" not in address)


def _is_fault(said: Any) -> bool:
    return said.type == "error" and not MEANT.search(said.text)
