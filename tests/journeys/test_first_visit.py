"""What the first page costs a phone on a bad line."""

from __future__ import annotations

from playwright.sync_api import Browser

MOST_KILOBYTES = 150
MOST_REQUESTS = 12


def test_the_first_page_is_small_on_the_wire(site: str, browser: Browser) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 390, "height": 844})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: dict[str, float] = {}
    wire.on(
        "Network.loadingFinished", lambda end: sizes.__setitem__(end["requestId"], end["encodedDataLength"])
    )

    page.goto("/", wait_until="networkidle")

    context.close()
    kilobytes = sum(sizes.values()) / 1024
    print(f"first page: {kilobytes:.0f} KB in {len(sizes)} requests")  # noqa: T201
    assert kilobytes <= MOST_KILOBYTES
    assert len(sizes) <= MOST_REQUESTS
