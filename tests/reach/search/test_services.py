"""Asking a service of somebody else: which addresses, and not again too soon."""

from __future__ import annotations

import pytest

from practica.reach.search.services import Breaker, ServiceAway, ending_with, is_address


@pytest.mark.parametrize("url", ["", "nonsense", "file:///etc/passwd", "ftp://a/b", "http://", "//a"])
def test_only_the_web_can_be_asked(url):
    assert not is_address(url)


@pytest.mark.parametrize("url", ["http://a/v1", "http://a/v1/", "http://a/v1/chat", "http://a/v1/chat/"])
def test_a_path_stands_once_at_the_end(url):
    assert ending_with(url, "/chat") == "http://a/v1/chat"


def test_nobody_asks_after_a_failure_until_all_is_well():
    breaker = Breaker()
    breaker.demand_closed()

    breaker.failed()
    with pytest.raises(ServiceAway):
        breaker.demand_closed()

    breaker.worked()
    breaker.demand_closed()
