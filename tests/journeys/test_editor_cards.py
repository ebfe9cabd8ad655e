"""Links that stand alone: cards with the name of what they lead to, films that play where they stand."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.writing import as_plain_text, markdown_of, paste, start_page

TITLED = b"<title>Pumps &amp; seals</title><meta name=description content='Of every kind'>"
PLAYS = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(TITLED)

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A site that is not ours."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_film_is_fetched_only_when_somebody_plays_it(open_as: OpenAs) -> None:
    page = open_as("diego")
    asked: list[str] = []
    page.route("**/*", lambda route: _stand_in(route, asked))
    start_page(page, "With a film")
    as_plain_text(page).fill("Look:\n\n::embed[https://youtu.be/aqz-KE-bpKQ]")
    page.get_by_role("button", name="Publish page").click()
    page.get_by_role("heading", name="With a film", level=1).wait_for()

    play = page.get_by_role("button", name="Play it here: YouTube")
    expect(play).to_be_visible()
    assert not asked
    play.focus()
    page.keyboard.press("Enter")

    expect(page.frame_locator("iframe").get_by_text("The film")).to_be_visible()
    assert asked == [PLAYS]
    frame = page.locator("iframe")
    assert "allow-top-navigation" not in str(frame.get_attribute("sandbox"))
    expect(page.locator("a.embed")).to_have_attribute("href", "https://youtu.be/aqz-KE-bpKQ")
    assert page.evaluate("document.cookie.includes('aqz')") is False


def test_a_pasted_link_is_called_what_its_place_is_called(open_as: OpenAs, elsewhere: str) -> None:
    page = open_as("diego")
    start_page(page, "With a card")

    paste(page, text=f"{elsewhere}/pumps")

    card = page.locator(".surface .embed")
    expect(card).to_contain_text("Pumps & seals", timeout=30_000)
    expect(card).to_contain_text("Of every kind")
    assert markdown_of(page) == f"::embed[{elsewhere}/pumps]"
    page.get_by_role("button", name="Publish page").click()
    page.get_by_role("heading", name="With a card", level=1).wait_for()
    read = page.locator("a.embed")
    expect(read).to_contain_text("Pumps & seals")
    expect(read).to_have_attribute("href", f"{elsewhere}/pumps")


def test_without_scripts_a_film_is_its_link(open_as: OpenAs) -> None:
    page = open_as("diego")
    start_page(page, "A film to read")
    as_plain_text(page).fill("::embed[https://youtu.be/aqz-KE-bpKQ]")
    page.get_by_role("button", name="Publish page").click()
    page.get_by_role("heading", name="A film to read", level=1).wait_for()

    plain = open_as("amara", java_script_enabled=False)
    plain.goto(page.url)

    expect(plain.locator("a.embed")).to_have_attribute("href", "https://youtu.be/aqz-KE-bpKQ")
    expect(plain.get_by_role("button", name="Play it here")).to_have_count(0)


def _stand_in(route: Route, asked: list[str]) -> None:
    """Answer for the provider; everything of ours goes on."""
    if route.request.url.startswith(_home(route.request.frame.page)):
        route.fallback()
        return
    asked.append(route.request.url)
    route.fulfill(content_type="text/html", body="<h1>The film</h1>")


def _home(page: Page) -> str:
    return "/".join(page.url.split("/")[:3]) if page.url.startswith("http") else "http://localhost"
