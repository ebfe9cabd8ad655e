"""Making an account, starting a community, and the three ways into one."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs, sign_up
from tests.journeys.site import MAIL_SECONDS

MINUTE = 60


def test_a_newcomer_starts_a_community_within_a_minute(newcomer: OpenAs) -> None:
    began = time.monotonic()

    page = newcomer("Nora Lindqvist")
    start_community(page, "Steam Traps", "We find the traps that blow through.")

    expect(page.get_by_role("heading", level=1)).to_have_text("Steam Traps")
    expect(page.get_by_text("We find the traps that blow through.")).to_be_visible()
    expect(page.get_by_text("1 member", exact=True)).to_be_visible()
    assert time.monotonic() - began < MINUTE


def test_a_second_person_comes_in_by_a_link(open_as: OpenAs, newcomer: OpenAs) -> None:
    host, guest = newcomer("Ivo Petrov"), open_as()
    start_community(host, "Night Shift", "What the day never sees.")
    link = invitation_link(host)

    guest.goto(link)
    guest.get_by_role("button", name="Sign up").click()
    guest.wait_for_url("**/accounts/signup/**")
    sign_up(guest, "Ana Reyes", "ana@alder.example")
    guest.get_by_role("button", name="Accept the invitation").click()

    expect(guest.get_by_role("heading", name="Night Shift")).to_be_visible()
    expect(guest.get_by_text("2 members")).to_be_visible()


def test_a_colleague_joins_an_open_community_and_leaves_it(newcomer: OpenAs) -> None:
    page = newcomer("Petra Vogel")

    page.goto("/communities")
    page.get_by_role("link", name="Reliability & Maintenance").first.click()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("button", name="Joined")).to_be_visible()

    page.get_by_role("button", name="Joined").click()
    page.get_by_role("link", name="Leave this community").click()
    page.get_by_role("button", name="Leave", exact=True).click()
    # Going on before the answer is there would take the question back.
    expect(page.get_by_role("button", name="Leave", exact=True)).to_be_hidden()
    page.goto("/c/reliability-maintenance")
    expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()


def test_who_asks_to_join_is_let_in_or_refused_with_a_reason(open_as: OpenAs, newcomer: OpenAs) -> None:
    lead, hopeful, other = open_as("amara"), newcomer("Jan Novak"), newcomer("Rosa Diaz")
    for page in (hopeful, other):
        page.goto("/c/pumping-stations-exchange")
        page.get_by_role("link", name="Ask to join").click()
        page.get_by_label("Say hello to the leads").fill("I look after two stations.")
        page.get_by_role("button", name="Ask to join").click()
        expect(page.get_by_text("You asked to join")).to_be_visible()

    lead.goto("/c/pumping-stations-exchange/requests")
    lead.get_by_role("region", name="Jan Novak").get_by_role("button", name="Let in").click()
    expect(lead.get_by_role("region", name="Jan Novak")).to_have_count(0)
    refused = lead.get_by_role("region", name="Rosa Diaz")
    refused.get_by_text("Refuse with a reason").click()
    refused.get_by_label("Reason").fill("This one is for the two water teams.")
    refused.get_by_role("button", name="Refuse", exact=True).click()
    expect(lead.get_by_role("region", name="Rosa Diaz")).to_have_count(0)

    hopeful.goto("/c/pumping-stations-exchange")
    expect(hopeful.get_by_role("button", name="Joined")).to_be_visible()
    other.goto("/c/pumping-stations-exchange")
    expect(other.get_by_role("button", name="Joined")).to_have_count(0)
    expect_in_inbox(other, "Pumping Stations Exchange")


def start_community(page: Page, name: str, purpose: str) -> None:
    """From wherever one is: New, a name, one sentence."""
    page.goto("/communities/new")
    page.get_by_label("Name").fill(name)
    page.get_by_label("What is it for?").fill(purpose)
    page.get_by_role("button", name="Start the community").click()
    page.get_by_role("heading", name=name, level=1).wait_for()


def invitation_link(page: Page) -> str:
    """A link that lets one person in, made on the page of a community one leads."""
    page.get_by_role("link", name="Invite people").first.click()
    page.get_by_role("button", name="Invite", exact=True).click()
    return page.get_by_label("Invitation link").input_value()


def expect_in_inbox(page: Page, words: str, *, within: float = MAIL_SECONDS) -> None:
    """The worker files notices; look until it has, for so many seconds."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        page.goto("/inbox")
        if page.locator(".inbox .row", has_text=words).count():
            return
        page.wait_for_timeout(500)
    expect(page.locator(".inbox .row", has_text=words).first).to_be_visible()
