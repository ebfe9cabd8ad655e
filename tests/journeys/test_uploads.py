"""Bringing files: with progress, paused, after a broken line, refused; new versions; how each is shown."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.journeys.bringing import (
    a_bomb,
    a_document,
    a_file,
    a_film,
    a_locked,
    a_pdf,
    a_picture,
    a_sheet,
    a_tone,
    choose,
    on_its_way,
)
from tests.journeys.conftest import OpenAs
from tests.journeys.waiting import until

LIBRARY = "/c/reliability-maintenance/files"
DATA = "/c/data-practice/files"
MB = 1024 * 1024
FAST = 1000
PHONE = {"width": 390, "height": 844}
# Long enough for a worker that others keep busy.
READ = 180_000
ARRIVED = 180_000


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """20 MB on a disk: chosen again it is the very same file."""
    path = tmp_path / "vibration-recording.bin"
    path.write_bytes(os.urandom(20 * MB))
    return path


def a_line(page: Page) -> Callable[[float], None]:
    """The line of ``page``: call it with the megabytes it may carry up each second; 0: it is broken."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def carries(megabytes: float) -> None:
        limits = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": megabytes * MB or -1}
        session.send("Network.emulateNetworkConditions", {"offline": not megabytes, **limits})

    return carries


def offsets_sent(page: Page) -> list[int]:
    """Where each piece that is sent from now on begins; filled while the journey goes on."""
    found: list[int] = []

    def note(request: Request) -> None:
        if request.method == "PATCH":
            found.append(int(request.headers["upload-offset"]))

    page.on("request", note)
    return found


def until_it_is_half(page: Page, line: Callable[[float], None]) -> None:
    """Wait until the one upload on its way is well begun; from then on it goes so slowly that nobody misses
    the rest of it."""
    until(page, "() => (document.querySelector('.upload progress')?.value ?? 0) >= 35", seconds=120)
    line(0.1)


def is_here(page: Page, path: Path) -> None:
    """The upload is done, its page says its name, and what is fetched is what was brought."""
    row = on_its_way(page, path.name)
    expect(row.locator(".state")).to_contain_text("Here now", timeout=ARRIVED)
    row.get_by_role("link", name=path.name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(path.name)
    fetched = page.request.get(page.get_by_role("link", name="Download").get_attribute("href") or "")
    assert hashlib.sha256(fetched.body()).digest() == hashlib.sha256(path.read_bytes()).digest()


def open_file(page: Page, name: str) -> None:
    """From the list of files to the page of one."""
    page.locator(".filelist").get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def reload_until(page: Page, shown: Locator) -> None:
    """Look again until the worker has read the file."""
    for _try in range(READ // 1000):
        if shown.count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    expect(shown).to_be_visible()


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, PHONE], ids=["wide", "phone"])
def test_several_files_come_at_once_and_stand_in_the_list(open_as: OpenAs, size: dict[str, int]) -> None:
    page = open_as("diego", viewport=size, has_touch=size == PHONE)
    page.goto(LIBRARY)
    until(page, "() => Boolean(customElements.get('k-uploads'))")
    names = [f"{word}-{size['width']}.txt" for word in ("seals", "bearings", "gears")]

    choose(page, *(a_file(name, f"All about {name}.".encode()) for name in names))

    for name in names:
        expect(on_its_way(page, name).locator(".state")).to_contain_text("Here now")
        expect(page.locator("#library-files").get_by_role("link", name=name, exact=True)).to_be_visible()


def test_a_large_one_is_paused_and_goes_on_after_the_page_was_left(open_as: OpenAs, recording: Path) -> None:
    page = open_as("diego")
    page.goto(LIBRARY)
    until(page, "() => Boolean(customElements.get('k-uploads'))")
    line = a_line(page)
    line(4)
    field = page.get_by_label("Add files")
    field.set_input_files(recording)
    until_it_is_half(page, line)
    row = on_its_way(page, recording.name)
    expect(row.locator(".state")).to_contain_text("%")
    row.get_by_role("button", name="Pause").click()
    expect(row.locator(".state")).to_have_text("Paused")

    page.reload()
    expect(page.get_by_text("One of your uploads is not finished")).to_be_visible()
    line(FAST)
    sent = offsets_sent(page)
    until(page, "() => Boolean(customElements.get('k-uploads'))")
    field.set_input_files(recording)

    is_here(page, recording)
    # What had come was not sent again.
    assert min(sent) >= 4 * MB
    page.goto(LIBRARY)
    expect(page.get_by_text("One of your uploads is not finished")).to_have_count(0)


def test_it_goes_on_by_a_press_and_by_itself_when_the_line_is_back(open_as: OpenAs, recording: Path) -> None:
    page = open_as("diego")
    page.goto(LIBRARY)
    until(page, "() => Boolean(customElements.get('k-uploads'))")
    line = a_line(page)
    line(4)
    page.get_by_label("Add files").set_input_files(recording)
    row = on_its_way(page, recording.name)
    until_it_is_half(page, line)
    row.get_by_role("button", name="Pause").click()
    row.get_by_role("button", name="Go on").click()
    expect(row.locator(".state")).to_contain_text("%")

    with page.expect_event("requestfailed"):
        line(0)
    line(FAST)

    is_here(page, recording)


def test_without_room_a_sentence_says_so_before_anything_is_sent(open_as: OpenAs) -> None:
    page = open_as("amara")
    page.goto("/files/room")
    room = page.get_by_label("Room in GB Data Practice")
    room.fill("0.001")
    room.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Data Practice has room for 1.0")
    try:
        page.goto(DATA)
        until(page, "() => Boolean(customElements.get('k-uploads'))")
        sent = offsets_sent(page)
        choose(page, a_file("plan.bin", os.urandom(2 * MB)), a_file("film.bin", os.urandom(9 * MB)))

        for name in ("plan.bin", "film.bin"):
            state = on_its_way(page, name).locator(".state")
            expect(state).to_contain_text("The files of Data Practice have no room for this")
            expect(state).to_contain_text("ask an administrator for more room")
        assert not sent
        expect(page.locator("#library-files")).not_to_contain_text("plan.bin")
    finally:
        page.goto("/files/room")
        page.get_by_label("Room in GB Data Practice").fill("")
        page.get_by_label("Room in GB Data Practice").press("Enter")
        expect(page.locator("#toasts")).to_contain_text("Data Practice has room for 20")


def test_a_new_version_keeps_the_address_and_the_old_one_comes_back(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(LIBRARY)
    until(page, "() => Boolean(customElements.get('k-uploads'))")
    choose(page, a_file("torque-table.txt", b"M12: 80"))
    expect(on_its_way(page, "torque-table.txt").locator(".state")).to_contain_text("Here now")
    page.goto(LIBRARY)
    open_file(page, "torque-table.txt")
    address = page.url
    expect(page.get_by_text("Nothing links to it yet")).to_be_visible()

    page.get_by_label("File", exact=True).set_input_files(a_file("new.txt", b"M12: 85, with grease"))
    page.get_by_label("What is new").fill("Greased bolts")
    page.get_by_role("button", name="Add this version").click()

    expect(page.locator("#toasts")).to_contain_text("This is version 2 now")
    assert page.url == address
    expect(page.locator(".preview")).to_contain_text("M12: 85")
    expect(page.get_by_text("Greased bolts")).to_be_visible()
    page.get_by_role("button", name="Bring version 1 back").click()
    expect(page.locator("#toasts")).to_contain_text("This is version 3 now")
    expect(page.locator(".preview")).to_contain_text("M12: 80")


def test_every_sort_of_file_is_shown_in_the_browser(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(LIBRARY)
    until(page, "() => Boolean(customElements.get('k-uploads'))")
    brought = {
        "drawing.png": a_picture(),
        "printed.pdf": a_pdf(page),
        "notes.md": b"# Cavitation\n\nSounds like **gravel**.",
        "tone.wav": a_tone(),
        "film.webm": a_film(page),
        "findings.docx": a_document("The gasket was dry."),
        "costs.xlsx": a_sheet("Coupling"),
    }
    choose(page, *(a_file(name, content) for name, content in brought.items()))
    for name in brought:
        expect(on_its_way(page, name).locator(".state")).to_contain_text("Here now", timeout=READ)
    page.goto(LIBRARY)
    pages = {
        name: page.locator(".filelist").get_by_role("link", name=name, exact=True).first.get_attribute("href")
        for name in brought
    }

    for name, shown in {
        "drawing.png": "() => document.querySelector('.preview img')?.naturalWidth === 320",
        "tone.wav": "() => document.querySelector('audio.preview')?.duration > 0.4",
        "film.webm": "() => document.querySelector('video.preview')?.videoWidth === 32",
    }.items():
        page.goto(pages[name] or "")
        until(page, shown)
    page.goto(pages["printed.pdf"] or "")
    frame = page.locator("iframe.preview.pdf")
    answer = page.request.get(frame.get_attribute("src") or "")
    assert answer.headers["content-type"] == "application/pdf"
    expect(frame).to_be_visible()
    page.goto(pages["notes.md"] or "")
    expect(page.locator(".preview strong")).to_have_text("gravel")
    for name, place, words in (
        ("findings.docx", "Findings", "The gasket was dry."),
        ("costs.xlsx", "sheet “Costs”, cells A1:B1", "Coupling | 12"),
        ("printed.pdf", "page 1", "Reliability & Maintenance"),
    ):
        page.goto(pages[name] or "")
        part = page.locator(".inside", has=page.get_by_role("heading", name=place, exact=True))
        reload_until(page, part)
        expect(part).to_contain_text(words)


def test_who_brings_a_bomb_a_script_a_macro_or_a_lock_is_told(open_as: OpenAs) -> None:
    page = open_as("diego")
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.goto(LIBRARY)
    until(page, "() => Boolean(customElements.get('k-uploads'))")
    script = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><script>alert(1)</script></svg>'
    sentences = {
        "huge.png": "This picture has too many pixels. It can be downloaded.",
        "broken.png": "This is not a picture we can read. It can be downloaded.",
        "logo.svg": "This drawing carries scripts. They do not run here.",
        "loaded.docx": "This file carries macros. Only its text was read.",
        "locked.pdf": "This PDF is protected with a password.",
    }
    contents = [a_bomb(), b"<html>", script, a_document("Words.", with_macros=True), a_locked(a_pdf(page))]

    choose(page, *(a_file(name, content) for name, content in zip(sentences, contents, strict=True)))

    for name, sentence in sentences.items():
        expect(on_its_way(page, name).locator(".state")).to_contain_text(sentence, timeout=READ)
        line = page.locator("#library-files li", has_text=name).first
        expect(line.locator(".note")).to_contain_text(sentence, timeout=READ)
    open_file(page, "logo.svg")
    expect(page.locator("main, [role=main]").first).to_contain_text(sentences["logo.svg"])
    drawn = page.locator(".preview img").get_attribute("src") or ""
    # Opened by itself it would be a page of ours; the browser lets nothing in it run.
    assert "sandbox" in page.request.get(drawn).headers["content-security-policy"]
    assert not ran


def test_without_scripts_a_plain_form_brings_several_files(open_as: OpenAs) -> None:
    page = open_as("diego", java_script_enabled=False)
    page.goto(LIBRARY)
    choose(page, a_file("plain-one.txt", b"one"), a_file("plain-two.txt", b"two"))
    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.locator("#toasts, .toasts").first).to_contain_text("2 files are here now")
    open_file(page, "plain-two.txt")
    page.get_by_label("File", exact=True).set_input_files(a_file("plain-two.txt", b""))
    page.get_by_role("button", name="Add this version").click()
    expect(page.locator(".field-error")).to_have_text(re.compile("This file is empty"))


def test_a_file_says_where_it_is_used(open_as: OpenAs) -> None:
    page = open_as("diego")
    page.goto(LIBRARY)
    open_file(page, "bearing-causes.png")

    expect(page.locator("[aria-labelledby=used-title]").get_by_role("link").first).to_be_visible()
