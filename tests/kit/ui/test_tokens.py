"""Tokens of forms are those Django accepts, another one each time."""

from __future__ import annotations

from django.http import HttpResponse
from django.middleware.csrf import CSRF_SECRET_LENGTH, CsrfViewMiddleware, get_token
from django.test import RequestFactory

from practica.kit.ui.tokens import masked, token_of

SECRET = "abcXYZ0189" * 3 + "zZ"


def test_a_form_sent_with_the_token_is_accepted_and_with_another_refused():
    asked = _request("get")
    token = token_of(asked)

    assert _is_accepted(_request("post", csrfmiddlewaretoken=token))
    assert not _is_accepted(_request("post", csrfmiddlewaretoken=masked("a" * CSRF_SECRET_LENGTH)))


def test_the_secret_stands_in_no_token_and_no_token_comes_twice():
    tokens = {masked(SECRET) for _ in range(200)}

    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {2 * CSRF_SECRET_LENGTH}
    assert not [token for token in tokens if SECRET in token]
    # Each place of a mask is drawn from all letters, not from some: 200 draws of 62 leave out two or three.
    assert all(len({token[place] for token in tokens}) > 40 for place in range(CSRF_SECRET_LENGTH))


def test_asking_for_a_token_has_the_cookie_sent_again():
    asked, askeds_of_django = _request("get"), _request("get")
    token_of(asked)
    get_token(askeds_of_django)

    assert asked.META["CSRF_COOKIE_NEEDS_UPDATE"] is askeds_of_django.META["CSRF_COOKIE_NEEDS_UPDATE"] is True


def test_who_has_no_secret_yet_gets_one():
    asked = RequestFactory().get("/")
    token = token_of(asked)

    asked.COOKIES["csrftoken"] = secret = asked.META["CSRF_COOKIE"]
    assert len(secret) == CSRF_SECRET_LENGTH
    assert _is_accepted(_request("post", secret=secret, csrfmiddlewaretoken=token))


def _request(method, *, secret=SECRET, **form):
    request = getattr(RequestFactory(), method)("/", form)
    request.COOKIES["csrftoken"] = secret
    CsrfViewMiddleware(HttpResponse).process_request(request)
    return request


def _is_accepted(request):
    return CsrfViewMiddleware(HttpResponse).process_view(request, lambda _request: None, (), {}) is None
