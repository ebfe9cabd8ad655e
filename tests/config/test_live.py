"""Which pages may ask the sockets, and where browsers find them."""

import pytest
from django.test import RequestFactory, override_settings

from practica.config.live import comes_from_here
from practica.content.coediting.documents import place_of

HERE = {
    "ALLOWED_HOSTS": ["wiki.example.org", "127.0.0.1"],
    "CSRF_TRUSTED_ORIGINS": ["https://wiki.example.org"],
}


@pytest.mark.parametrize(
    "origin", ["https://wiki.example.org", "http://127.0.0.1:8000", "http://wiki.example.org:8000"]
)
def test_pages_of_this_site_may_ask(origin):
    with override_settings(**HERE):
        assert comes_from_here(origin, site_port=8000)


@pytest.mark.parametrize(
    "origin",
    [
        "", "null", "http://evil.example:8000", "http://127.0.0.1:9000", "http://127.0.0.1", "file://",
        "https://wiki.example.org.evil.example", "http://[::1", "http://127.0.0.1:99999",
        "chrome-extension://abc",
    ],
)  # fmt: skip
def test_pages_of_anywhere_else_may_not(origin):
    with override_settings(**HERE):
        assert not comes_from_here(origin, site_port=8000)


@pytest.mark.parametrize(
    ("url", "port", "secure", "place"),
    [
        ("", 8001, False, ("ws://wiki.example.org:8001", "ws://wiki.example.org:8001")),
        ("", 8001, True, ("wss://wiki.example.org/live", "wss://wiki.example.org")),
        ("", 0, False, None),
        ("off", 8001, False, None),
        ("/rooms/", 8001, False, ("ws://wiki.example.org/rooms", "ws://wiki.example.org")),
        ("wss://live.example.org/x", 0, True, ("wss://live.example.org/x", "wss://live.example.org")),
    ],
)
def test_browsers_are_told_where_the_sockets_are(url, port, secure, place):
    with override_settings(LIVE_URL=url, LIVE_PORT=port, **HERE):
        request = RequestFactory().get("/", secure=secure, headers={"Host": "wiki.example.org"})
        assert place_of(request) == place
