"""Asking other sites: public addresses only, whatever they are called or lead to, within bounds."""

from __future__ import annotations

import http.server
import socket
import threading
import time

import pytest

from practica.kit.fetch import NotAllowed, Unreachable, fetch, is_public

HOST = "127.0.0.1"


class Answers(http.server.BaseHTTPRequestHandler):
    """A small site: each path does something else."""

    def do_GET(self):
        if self.path == "/slow":
            time.sleep(10)
        if self.path == "/drip-head":
            # Each line comes in time; the head has no end.
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(40):
                self.wfile.write(b"X-%d: x\r\n" % number)
                self.wfile.flush()
                time.sleep(0.1)
            self.wfile.write(b"\r\n")
            return
        if self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
            return
        leads = {
            "/again": "/again",
            "/on": "/here",
            "/inside": f"http://localhost:{self.server.server_port}/here",
        }
        if self.path in leads:
            self.send_response(302)
            self.send_header("Location", leads[self.path])
            self.end_headers()
            return
        if self.path == "/gone":
            self.send_error(410)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"words " * 1000)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    server = http.server.ThreadingHTTPServer((HOST, 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()


@pytest.fixture
def allowed(settings):
    settings.FETCH_PRIVATE_HOSTS = [HOST]


def test_an_answer_is_read_as_far_as_asked(site, allowed):
    answer = fetch(f"{site}/on", most_bytes=11)

    assert (answer.status, answer.media_type, answer.content) == (200, "text/html", b"words words")
    assert answer.url == f"{site}/here"
    assert fetch(f"{site}/gone").status == 410


def test_nobody_makes_us_ask_ourselves(site):
    with pytest.raises(NotAllowed):
        fetch(f"{site}/here")


def test_a_redirect_is_a_new_question(site, allowed):
    with pytest.raises(NotAllowed):
        fetch(f"{site}/inside")
    with pytest.raises(Unreachable, match="without end"):
        fetch(f"{site}/again")


@pytest.mark.parametrize("path", ["/slow", "/drip", "/drip-head"])
def test_it_waits_only_so_long(site, allowed, path):
    began = time.monotonic()

    with pytest.raises(Unreachable, match="in time"):
        fetch(site + path, seconds=0.4)
    assert time.monotonic() - began < 3


def test_a_name_that_answers_otherwise_a_moment_later_changes_nothing(monkeypatch):
    asked = []

    def answer(host, port, **_kwargs):
        asked.append(host)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in ("93.184.216.34", "10.0.0.1")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    with pytest.raises(NotAllowed):
        fetch("http://rebinding.example/")
    assert asked == ["rebinding.example"]


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "file:///etc/passwd", "http://", "//example.org", "http://a:b@example.org/",
     "http://example.org:22/", "http://[::1", "gopher://example.org", "http://example.org:99999/"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_not_asked(url):
    with pytest.raises(NotAllowed):
        fetch(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.1.2.3", False),
     ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
     ("255.255.255.255", False), ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False),
     ("::ffff:127.0.0.1", False), ("::ffff:93.184.216.34", True), ("64:ff9b::7f00:1", False),
     ("2002:7f00:1::", False), ("no address", False)],
)  # fmt: skip
def test_only_public_addresses_are_public(address, public):
    assert is_public(address) is public
