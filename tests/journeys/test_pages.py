"""Reading and writing pages: the tree, contents, drafts, two people at once, what was before."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import OpenAs
from tests.journeys.writing import RELIABILITY, as_plain_text, open_editor, save_page, text_of, write_page


def test_a_reader_walks_the_tree_the_contents_and_what_links_here(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(f"{RELIABILITY}/pages")

    page.get_by_role("link", name="Choosing a pump seal").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choosing a pump seal")
    expect(page.locator(".rail .tree [aria-current]")).to_contain_text("Choosing a pump seal")
    contents = page.get_by_role("navigation", name="On this page")
    contents.get_by_role("link").last.click()
    expect(contents.get_by_role("link").last).to_have_attribute("aria-current", "true")
    linked = page.get_by_role("region", name="Linked from").get_by_role("link").first
    title = linked.inner_text()
    linked.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_a_draft_and_a_preview_stand_beside_the_page(open_as: OpenAs) -> None:
    page = open_as("diego")
    write_page(page, "Grease points of line 4", "There are eleven.")
    address = page.url

    open_editor(page, address)
    as_plain_text(page).fill("There are **twelve**.")
    expect(page.locator("[data-status]")).to_contain_text("saved", timeout=10_000)
    page.get_by_role("tab", name="Preview").click()
    expect(page.locator("[data-preview] strong")).to_have_text("twelve")

    page.goto(address)
    expect(page.locator(".prose").first).to_contain_text("There are eleven.")
    page.goto(f"{address}/edit")
    expect(page.get_by_label("Text", exact=True)).to_have_value("There are **twelve**.")


def test_what_is_saved_in_the_same_second_leaves_no_draft(open_as: OpenAs) -> None:
    page = open_as("diego")
    write_page(page, "Grease points of line 6", "There are nine.")
    address = page.url
    open_editor(page, address)
    words, held, drafts = as_plain_text(page), [], []
    page.route(
        "**/edit", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )

    words.fill("There are ten.")
    page.get_by_role("button", name="Save page").first.click()
    page.get_by_label("What changed?").press("Enter")
    page.on("request", lambda request: drafts.append(request) if "/pages/draft" in request.url else None)
    # Longer than a draft waits: the saving hangs on a slow line.
    page.wait_for_timeout(2500)
    assert (len(held), drafts) == (1, [])
    held[0].continue_()
    expect(page.locator(".prose").first).to_contain_text("There are ten.")

    page.goto(f"{address}/edit")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Edit")
    expect(page.get_by_text("This is your draft")).to_have_count(0)


def test_elements_stand_after_going_from_one_form_to_another(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(f"{RELIABILITY}/questions/ask")
    page.get_by_role("tab", name="Preview").wait_for()
    page.evaluate("window.stayed = true")

    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="Say hello").click()
    page.get_by_role("heading", name="Start a discussion").wait_for()

    assert page.evaluate("window.stayed") is True, "the visit was not boosted"
    expect(page.get_by_role("tab")).to_have_count(2)
    page.locator("textarea[name=body]").fill("**Bold** words")
    page.get_by_role("tab", name="Preview").click()
    expect(page.locator("[data-preview] strong")).to_have_text("Bold")


def test_two_people_at_once_see_both_texts(open_as: OpenAs) -> None:
    diego, amara = open_as("diego"), open_as("amara")
    write_page(diego, "Who holds which key", "Diego holds one.")
    address = diego.url
    for page in (diego, amara):
        open_editor(page, address)
        as_plain_text(page)

    amara.get_by_label("Text", exact=True).fill("Amara holds them all.")
    save_page(amara)
    expect(amara.locator(".prose").first).to_contain_text("Amara holds them all.")
    diego.get_by_label("Text", exact=True).fill("Diego holds two.")
    diego.keyboard.press("Control+s")
    diego.get_by_label("What changed?").press("Enter")

    expect(diego.get_by_role("heading", level=1)).to_contain_text("Somebody else saved this page")
    expect(diego.locator("pre.theirs")).to_have_text("Amara holds them all.")
    expect(diego.get_by_label("Text", exact=True)).to_have_value("Diego holds two.")
    diego.get_by_role("button", name="Save mine on top of theirs").click()
    expect(diego.locator(".prose").first).to_contain_text("Diego holds two.")


def test_versions_differ_and_come_back_and_an_old_address_still_leads_here(open_as: OpenAs) -> None:
    page = open_as("diego")
    write_page(page, "Torque notes", "First text.")
    address = page.url
    page.get_by_role("link", name="Edit this page").click()
    text_of(page).fill("Second text.")
    page.get_by_label("Title").fill("Torque notes of the night shift")
    save_page(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Torque notes of the night shift")

    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Torque notes of the night shift")
    page.get_by_role("region", name="Use").get_by_role("link").click()
    page.get_by_role("link", name="Changes").click()
    expect(page.locator(".diff ins").first).to_contain_text("Second")
    page.get_by_role("link", name="All versions").click()
    page.get_by_role("link", name="Restore").click()
    page.get_by_role("button", name="Restore this version").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Torque notes")
    expect(page.locator(".prose").first).to_contain_text("First text.")


def test_on_a_phone_names_are_offered_while_a_review_is_filed(open_as: OpenAs) -> None:
    page = open_as("diego", viewport={"width": 390, "height": 844})
    page.goto(f"{RELIABILITY}/after-action-review")
    page.get_by_label("What was done?").fill("Changed the guard of mixer 2")
    page.get_by_label("What did we expect?").fill("An hour.")
    page.get_by_label("What happened?").fill("Three hours.")
    page.get_by_label("What do we do next time?").fill("Bring the long key.")

    who = page.get_by_label("Took part")
    who.press_sequentially("Tom")
    expect(page.locator("datalist option[value='Tomasz Lind']")).to_have_count(1)
    who.fill("Tomasz Lind, Am")
    expect(page.locator("datalist option[value='Tomasz Lind, Amara Nwosu']")).to_have_count(1)
    who.fill("Tomasz Lind, Amara Nwosu")

    page.get_by_role("button", name="File the review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Changed the guard of mixer 2")
    expect(page.locator("main")).to_contain_text("Tomasz Lind")
