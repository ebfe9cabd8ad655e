"""Waiting for what a page knows of itself."""

from __future__ import annotations

from playwright.sync_api import Page


def until(page: Page, expression: str, *, seconds: float = 30) -> None:
    """Wait until ``expression`` holds in ``page``. Playwright's own way would have the page evaluate words,
    which our pages forbid."""
    for _try in range(int(seconds * 20)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{expression} did not come true in {seconds} s")
