"""The request as our views get it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


class Request(HttpRequest):
    """A request whose ``user`` is whoever asks: a person, or Django's anonymous user.

    For annotations only. Django's own type says "a person or nobody" everywhere; our actions ask that
    themselves, so that a view may hand ``request.user`` on.
    """

    user: Any
