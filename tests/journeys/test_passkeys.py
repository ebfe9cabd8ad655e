"""Signing in with more than a password: a passkey, an authenticator app, a recovery code."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.journeys.conftest import WIDE, OpenAs

PASSWORD = "quiet harbour lantern 7"
# A device with a lock of its own that keeps its passkeys and finds its owner present.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# An authenticator app shows another code twice a minute; the site takes each once.
CODE_SECONDS = 30
SENDING_SECONDS = 15
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desktop", "phone"])
def test_a_passkey_signs_in_alone_until_it_is_removed(newcomer: OpenAs, viewport: dict[str, int]) -> None:
    page = newcomer("Passkey Petra" if viewport is WIDE else "Pocket Paula", viewport=viewport)
    give_device(page)

    page.goto("/you/security")
    page.get_by_role("link", name="Passkeys and codes").click()
    page.get_by_role("link", name="Add a passkey").click()
    prove(page)
    expect(page.get_by_label("Name")).to_have_value(re.compile("Linux"))
    page.get_by_label("Name").fill("The lock of my laptop")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    sign_out(page)

    page.goto("/accounts/login/?next=/you/security")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/you/security")
    page.get_by_role("link", name="Passkeys and codes").click()
    expect(page.get_by_text("You have 1 passkey.")).to_be_visible()

    page.get_by_role("link", name="Look after them").click()
    expect(page.get_by_text("The lock of my laptop")).to_be_visible()
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("No passkeys yet.")).to_be_visible()
    sign_out(page)

    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not match. Try once more.")).to_be_visible()


def test_an_app_and_recovery_codes_stand_beside_the_password(newcomer: OpenAs) -> None:
    page = newcomer("Codes Carla")

    page.goto("/you/security")
    page.get_by_role("link", name="Passkeys and codes").click()
    page.get_by_role("link", name="Set up").click()
    prove(page)
    secret = page.get_by_label("Key", exact=True).input_value()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_text("That did not match. Try once more.").first).to_be_visible()
    # The key stays the one that was scanned.
    expect(page.get_by_label("Key", exact=True)).to_have_value(secret)
    page.get_by_label("Code").fill(code_of(page, secret))
    page.get_by_role("button", name="Switch on").click()
    codes = page.get_by_role("region", name="Recovery codes").inner_text().split()
    assert len(codes) == 10

    sign_out(page)
    begin_to_sign_in(page, "codes@alder.example")
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    # Switching on used no code up, signing in does.
    page.get_by_label("Code").fill(code_of(page, secret))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation").first).to_be_visible()

    sign_out(page)
    begin_to_sign_in(page, "codes@alder.example")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation").first).to_be_visible()
    page.goto("/accounts/2fa/")
    expect(page.get_by_text("9 codes left.")).to_be_visible()

    page.get_by_role("link", name="Switch off").click()
    prove(page)
    page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_role("link", name="Set up")).to_be_visible()


def give_device(page: Page) -> None:
    """Let the browser have a device that makes passkeys."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def prove(page: Page) -> None:
    """What protects the account asks who is there once more."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def code_of(page: Page, secret: str) -> str:
    """What an authenticator app shows now; the next one, where this one would be gone before it is sent."""
    left = CODE_SECONDS - time.time() % CODE_SECONDS
    if left < SENDING_SECONDS:
        page.wait_for_timeout(left * 1000 + 100)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // CODE_SECONDS)))


def begin_to_sign_in(page: Page, email: str) -> None:
    """Email and password; the second factor is asked for next."""
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="Your second factor").wait_for()


def sign_out(page: Page) -> None:
    """Sign out by the page that asks for it."""
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda address: "/logout/" not in address)
