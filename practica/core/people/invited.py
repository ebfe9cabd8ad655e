"""Invitations as sign-up sees them: somebody brings a token, and an upper app says what it is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

SESSION_KEY = "invitation"


@dataclass(frozen=True)
class Invited:
    """What a valid invitation says about its holder. ``email`` is empty for a link anyone may use;
    ``sentence`` says who invites to what."""

    email: str
    sentence: str


Check = Callable[[str], "Invited | None"]
_check: list[Check] = []


def invitations_are_checked_by(check: Check) -> None:
    """Let ``check(token)`` say whether a token is worth something. Called when the house starts."""
    _check[:] = [check]


def keep(request: HttpRequest, token: str) -> None:
    """Remember ``token`` in this browser until its holder has an account."""
    request.session[SESSION_KEY] = token


def invited(request: HttpRequest) -> Invited | None:
    """The invitation this browser holds, if it still works."""
    token = request.session.get(SESSION_KEY)
    return _check[0](token) if token and _check else None


def coming_by(request: HttpRequest) -> Invited | None:
    """The invitation somebody is on the way back to. A browser that merely holds one still is not told: it
    may be in other hands by now."""
    token = request.session.get(SESSION_KEY)
    target = request.POST.get("next") or request.GET.get("next") or ""
    return invited(request) if token and target.endswith(f"/{token}") else None
