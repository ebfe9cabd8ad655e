"""The token of a form: Django's, with one question to the system for chance instead of one a letter."""

from __future__ import annotations

import secrets

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

_PLACE = {letter: place for place, letter in enumerate(CSRF_ALLOWED_CHARS)}


def token_of(request: HttpRequest) -> str:
    """As :func:`django.middleware.csrf.get_token`: the reader's secret under a mask, new for every page.

    Where there is no secret yet, Django makes it.
    """
    secret = request.META.get("CSRF_COOKIE", "")
    if len(secret) != CSRF_SECRET_LENGTH:
        return get_token(request)
    # As Django does: the cookie is in use, so it is sent again to live longer.
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    return masked(secret)


def masked(secret: str) -> str:
    """``secret`` as Django masks it: a mask, and the secret moved along the letters by the mask.

    256 bits of chance are 65 more than the mask takes, so its letters are as good as drawn one by one.
    """
    chance, mask, moved = int.from_bytes(secrets.token_bytes(32), "big"), [], []
    for letter in secret:
        chance, steps = divmod(chance, len(CSRF_ALLOWED_CHARS))
        mask.append(CSRF_ALLOWED_CHARS[steps])
        moved.append(CSRF_ALLOWED_CHARS[(_PLACE[letter] + steps) % len(CSRF_ALLOWED_CHARS)])
    return "".join(mask + moved)
