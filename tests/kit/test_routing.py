"""Addresses are found as Django finds them, only sooner."""

from __future__ import annotations

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, path, re_path
from django.urls.resolvers import RegexPattern, RoutePattern

from practica.kit.routing import Sorted

WORDS = {"int": "12", "slug": "some-words", "str": "abc23", "uuid": "1a2b3c4d-0000-4000-8000-123456789abc"}


def _view(request):
    raise AssertionError("Nobody asks it.")


def _plain(patterns):
    """The same addresses, tried one after another."""
    return URLResolver(RoutePattern("", is_endpoint=False), list(patterns))


def _routes(resolver, before=""):
    for one in resolver.url_patterns:
        if not isinstance(one.pattern, RoutePattern):
            continue
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from _routes(one, route)


def _asked(route):
    """An address that fits ``route``."""
    for kind, word in WORDS.items():
        while f"<{kind}:" in route:
            start, end = route.index(f"<{kind}:"), route.index(">", route.index(f"<{kind}:"))
            route = route[:start] + word + route[end + 1 :]
    while "<path:" in route:
        start, end = route.index("<path:"), route.index(">", route.index("<path:"))
        route = route[:start] + "one/two/three" + route[end + 1 :]
    return route


def _found(resolver, address):
    try:
        match = resolver.resolve(address)
    except Resolver404:
        return None
    return match.func, match.view_name, match.route, match.args, match.kwargs, match.namespaces


def test_every_address_of_the_house_leads_where_django_leads():
    house = get_resolver().url_patterns[0]
    plain = _plain(house.url_patterns)
    addresses = [_asked(route) for route in _routes(plain)]

    assert isinstance(house, Sorted)
    assert len(addresses) > 200
    assert not [one for one in addresses if _found(house, one) != _found(plain, one)]
    assert not [one for one in addresses if _found(plain, one) is None and "<" not in one]
    for more in ("x", "/", "/x", "/edit"):
        assert not [one for one in addresses if _found(house, one + more) != _found(plain, one + more)]


@pytest.mark.parametrize(
    "address", ["", "a", "a/", "a/b", "a/b/c", "a/b/c/d", "a/b/c/d/e/f", "b/1/c", "r/9", "p/x/y/z/end", "é/ü"]
)
def test_whatever_patterns_there_are_the_first_that_fits_is_found(address):
    patterns = [
        path("", _view, name="top"),
        path("a/<slug:one>/c", _view, name="word"),
        path("a/<path:rest>/c/d", _view, name="path"),
        path("<slug:any>/b/c", _view, name="any"),
        path("p/<path:rest>/end", _view, name="deep"),
        re_path(r"^r/(?P<n>\d)$", _view, name="regular"),
        URLResolver(RegexPattern(r"^b/"), [path("1/c", _view, name="below")]),
        URLResolver(RoutePattern("a", is_endpoint=False), [path("/b", _view, name="halved")]),
        URLResolver(RoutePattern("", is_endpoint=False), [path("a/<str:x>", _view, name="s")], namespace="n"),
    ]

    assert _found(Sorted(patterns), address) == _found(_plain(patterns), address)


def test_lists_do_not_pile_up(monkeypatch):
    monkeypatch.setattr("practica.kit.routing.MOST_LISTS", 2)
    house = Sorted([path(f"{word}/<slug:x>", _view, name=word) for word in "abcdef"])

    found = [house.resolve(f"{word}/x").view_name for word in "abcdefabcdef"]

    assert found == list("abcdefabcdef")
    assert len(house._narrowed) <= 2
