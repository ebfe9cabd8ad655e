"""Asking, answering, what it is worth, and what is new to whom."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenAs
from tests.journeys.test_coming_in import expect_in_inbox

RELIABILITY = "/c/reliability-maintenance"


def test_a_question_is_asked_answered_accepted_and_becomes_a_page(open_as: OpenAs) -> None:
    asker, helper = open_as("diego"), open_as("amara")

    asker.goto(f"{RELIABILITY}/questions/ask")
    asker.get_by_label("Your question in one sentence").press_sequentially("What torque on 40 bar flanges")
    expect(asker.locator(".similar a", has_text="What torque do you use")).to_be_visible()
    question = ask(asker, "How do you store wet gaskets?", "They curl.")
    helper.goto(question)
    helper.get_by_role("textbox", name="Your answer").fill("Flat, between two boards, for a day.")
    helper.get_by_role("button", name="Post answer").click()
    expect(helper.locator(".post", has_text="between two boards")).to_be_visible()

    asker.goto(question)
    answer = asker.locator(".post", has_text="between two boards")
    answer.get_by_role("button", name="Helpful").click()
    expect(answer.get_by_role("button", name="Helpful")).to_have_attribute("aria-pressed", "true")
    expect(answer.get_by_role("button", name="Helpful")).to_contain_text("1")
    answer.get_by_role("button", name="This helped").click()
    expect(asker.locator(".accepted")).to_contain_text("Accepted answer")
    asker.locator(".accepted").get_by_role("button", name="Make this a page").click()

    expect(asker.locator("article .byline")).to_contain_text("Amara Nwosu")
    expect(asker.locator(".prose").first).to_contain_text("between two boards")


def test_an_answer_sent_without_a_line_is_told_and_sent_again(open_as: OpenAs) -> None:
    page = open_as("amara")
    ask(page, "Where do the old gaskets go?", "The bin is full.")
    page.get_by_role("textbox", name="Your answer").fill("Into the blue skip.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Post answer").click()
    expect(page.locator(".toast")).to_contain_text("cannot be reached")
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("Into the blue skip.")

    page.context.set_offline(False)
    page.get_by_role("button", name="Post answer").click()

    expect(page.locator(".post", has_text="Into the blue skip.")).to_be_visible()


def test_a_reply_is_new_until_it_is_read_on_any_device(open_as: OpenAs) -> None:
    writer, reader, phone = open_as("amara"), open_as("diego"), open_as("diego")
    title = "Who has the thermal camera this week?"
    writer.goto(f"{RELIABILITY}/discussions/start")
    writer.get_by_label("What is it about?").fill(title)
    writer.locator("textarea[name=body]").fill("It is not in its case.")
    writer.get_by_role("button", name="Post discussion").click()
    writer.get_by_role("heading", name=title, level=1).wait_for()

    reader.goto(f"{RELIABILITY}/discussions")
    expect(row(reader, title)).to_have_class(re.compile(r"\bnew\b"))
    with reader.expect_response(re.compile(r"/e/\w+/seen$")):
        row(reader, title).get_by_role("link").first.click()
    reader.get_by_role("textbox", name="Your reply").fill("On line 4, until Friday.")
    reader.get_by_role("button", name="Post reply").click()
    expect(reader.locator(".post", has_text="until Friday")).to_be_visible()

    phone.goto(f"{RELIABILITY}/discussions")
    expect(row(phone, title)).not_to_have_class(re.compile(r"\bnew\b"))


def test_an_answer_to_me_arrives_and_is_put_away(open_as: OpenAs) -> None:
    asker, helper = open_as("diego"), open_as("amara")
    title = "Who calibrates the small torque wrenches?"
    question = ask(asker, title, "")
    # Who still looks at the question has seen the answer.
    asker.goto("/")
    helper.goto(question)
    helper.get_by_role("textbox", name="Your answer").fill("The workshop in Leipzig, on Mondays.")
    helper.get_by_role("button", name="Post answer").click()
    expect(helper.locator(".post", has_text="on Mondays")).to_be_visible()

    expect_in_inbox(asker, title)
    notice = asker.locator(".inbox .row", has_text=title)
    expect(notice).to_have_class(re.compile("unread"))
    notice.get_by_role("link").click()
    expect(asker.get_by_role("heading", level=1)).to_have_text(title)
    asker.goto("/inbox")
    notice.get_by_role("button", name="Done").click()

    expect(notice).to_have_count(0)


def test_a_guest_sees_her_community_and_nothing_else(open_as: OpenAs) -> None:
    page = open_as("hanna")

    for address in ("/", "/communities", "/people", "/search?q=flange+gasket+bearing"):
        page.goto(address)
        expect(page.locator("body")).not_to_contain_text("Reliability & Maintenance")
        expect(page.locator("body")).not_to_contain_text("Data Practice")
    page.goto("/people")
    expect(page.get_by_role("link", name="Mikael Lund")).to_be_visible()
    expect(page.get_by_role("link", name="Luc Bernard")).to_have_count(0)
    page.goto(RELIABILITY)
    expect(page.get_by_role("heading", level=1)).to_contain_text("There is nothing here")
    page.goto("/c/pumping-stations-exchange")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pumping Stations Exchange")


def ask(page: Page, title: str, text: str) -> str:
    """Ask in the first community; the address of the question."""
    page.goto(f"{RELIABILITY}/questions/ask")
    page.get_by_label("Your question in one sentence").fill(title)
    page.locator("textarea[name=body]").fill(text)
    page.get_by_role("button", name="Post question").click()
    page.get_by_role("heading", name=title, level=1).wait_for()
    return page.url


def row(page: Page, title: str):  # type: ignore[no-untyped-def]
    """The row of a feed with this title."""
    return page.locator(".feed > li", has_text=title)
