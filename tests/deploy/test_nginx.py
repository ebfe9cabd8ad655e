"""The site behind nginx as ``deploy/nginx.conf`` sets it up: pages, files and editing together, by https."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import http.client
import random
import re
import ssl
from urllib.parse import urlencode

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.deploy.conftest import Front
from tests.kit.live.writers import Writer
from tests.resilience.browser import Browser

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = 8 * 1024 * 1024


def _at(front: Front, session: str = "", *, coming_from: str = "127.0.0.1") -> Browser:
    """A browser that came by https."""
    browser = Browser(front.secure, session)
    browser.line = http.client.HTTPSConnection(
        "localhost",
        front.secure,
        timeout=60,
        source_address=(coming_from, 0),
        context=ssl.create_default_context(),
    )
    return browser


def _lead(front: Front) -> Browser:
    return _at(front, front.site.scene["lead"]["session"])


def test_who_comes_in_the_clear_is_sent_to_https(front: Front):
    line = http.client.HTTPConnection("127.0.0.1", front.plain, timeout=60)
    line.request("GET", "/communities?page=2", headers={"Host": "localhost"})

    answer = line.getresponse()

    assert (answer.status, answer.getheader("location")) == (301, "https://localhost/communities?page=2")


def test_pages_come_compressed_and_say_that_only_https_will_do(front: Front):
    answer = _lead(front).ask("GET", "/", **{"Accept-Encoding": "gzip"})

    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


def test_files_of_the_site_come_compressed_and_are_kept_for_ever(front: Front):
    style = re.search(r'href="(/static/[^"]+\.css)"', _lead(front).get("/").text)
    assert style is not None

    answer = _lead(front).ask("GET", style[1], **{"Accept-Encoding": "br, gzip"})

    assert (answer.status, answer.headers["content-encoding"]) == (200, "br")
    assert "immutable" in answer.headers["cache-control"]


def test_signing_in_works_and_its_cookies_travel_by_https_only(front: Front):
    browser = _at(front)
    page = browser.get("/accounts/login/").text
    hidden = dict(re.findall(r'<input type="hidden" name="([-\w]+)" value="([^"]*)"', page))
    form = {**hidden, "login": front.site.scene["lead"]["email"], "password": "correct horse"}
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    headers = {
        "Cookie": cookie,
        "Origin": front.address,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    browser.line.request("POST", "/accounts/login/", urlencode(form), headers)

    answer = browser.line.getresponse()

    given = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    assert (answer.status, answer.getheader("location")) == (302, "/")
    assert any(value.startswith("sessionid=") for value in given)
    assert all("; Secure" in value for value in given)


def test_what_other_sites_send_in_her_name_is_refused(front: Front):
    form = urlencode({"csrfmiddlewaretoken": "x" * 32}).encode()

    answer = _lead(front).ask(
        "POST", "/accounts/logout/", form, "application/x-www-form-urlencoded", Origin="https://other.example"
    )

    assert answer.status == 403


def test_twenty_megabytes_go_up_in_pieces_and_come_down_the_same(front: Front):
    lead, content = _lead(front), random.Random(3).randbytes(20 * 1024 * 1024)
    name = base64.b64encode(b"film.bin").decode()
    more = {**TUS, "Origin": front.address}
    begun = lead.ask(
        "POST",
        f"/c/{front.site.scene['community']}/files/uploads",
        **more,
        **{"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {name}"},
    )
    assert begun.status == 201, begun.text
    address = begun.headers["location"].removeprefix(front.address)
    for offset in range(0, len(content), PIECE):
        piece = content[offset : offset + PIECE]
        kind = "application/offset+octet-stream"
        answer = lead.ask("PATCH", address, piece, kind, **more, **{"Upload-Offset": str(offset)})
        assert answer.status == 204, answer.text

    url = lead.get(address).json["file"]["url"]

    assert hashlib.sha256(lead.get(url).content).digest() == hashlib.sha256(content).digest()
    part = lead.ask("GET", url, Range="bytes=5000000-5000099")
    assert (part.status, part.content) == (206, content[5_000_000:5_000_100])


def test_the_editor_is_told_of_sockets_at_the_same_address_and_may_use_them(front: Front):
    member = front.site.scene["members"][0]
    browser = _at(front, member["session"])
    page = browser.ask("GET", browser.ask("GET", f"/e/{member['page']}").headers["location"] + "/edit")
    where = f"wss://localhost:{front.secure}"

    assert f'data-live="{where}/live/doc"' in page.text
    assert f"connect-src 'self' {where};" in page.headers["content-security-policy"] + ";"


def test_two_who_edit_a_page_together_see_what_the_other_types(front: Front):
    async def type_together() -> str:
        where, members = f"wss://localhost:{front.secure}/live/doc", front.site.scene["members"]
        room = front.site.scene["page_of_all"]
        ann = Writer(where, room, session=members[1]["session"], origin=front.address)
        ben = Writer(where, room, session=members[2]["session"], origin=front.address)
        async with ann, ben:
            await ann.until(lambda: ann.synced.is_set() and ben.synced.is_set(), seconds=60)
            await ann.paragraph("Seals last longer when they are kept wet.")
            await ben.until(lambda: "kept wet" in ben.markdown)
            await ben.paragraph("And in the dark.")
            await ann.until(lambda: "in the dark" in ann.markdown and ann.is_saved)
            return ben.markdown

    assert "kept wet.\n\nAnd in the dark." in asyncio.run(type_together())


def test_pages_of_other_sites_are_not_let_into_the_rooms(front: Front):
    async def knock() -> None:
        room = f"wss://localhost:{front.secure}/live/doc/{front.site.scene['page_of_all']}"
        cookie = {"Cookie": f"sessionid={front.site.scene['lead']['session']}"}
        async with connect(room, origin="https://other.example", additional_headers=cookie):
            pass

    with pytest.raises(InvalidStatus, match="403"):
        asyncio.run(knock())


def test_limits_count_the_address_somebody_has_and_not_the_one_she_claims(front: Front):
    def ask_for_a_password(number: int, *, coming_from: str) -> int:
        browser = _at(front, coming_from=coming_from)
        form = urlencode({"email": f"nobody{number}@elsewhere.example"}).encode()
        claims = {"Origin": front.address, "X-Forwarded-For": f"192.0.2.{number}"}
        kind = "application/x-www-form-urlencoded"
        return browser.ask("POST", "/accounts/password/reset/", form, kind, **claims).status

    asked = [ask_for_a_password(number, coming_from="127.0.0.1") for number in range(22)]

    assert asked[0] == 302
    assert asked[-1] == 429
    assert ask_for_a_password(22, coming_from="127.0.0.2") == 302
