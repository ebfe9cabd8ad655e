"""Who asks: a token's person, a signed-in browser, or a visitor who sees what is public."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from practica.interfaces.api.actions import note_use, secret_hash
from practica.interfaces.api.models import Token
from practica.interfaces.api.pace import count_write
from practica.kit.http import Request

SAFE = ("GET", "HEAD", "OPTIONS")


class Bearer(HttpBearer):
    """How the description tells programs to sign in; :func:`who` does the work."""

    def __call__(self, request: HttpRequest) -> Any:
        """The person whose rights apply; asked once a request."""
        known = getattr(request, "asker", None)
        if known is None:
            known = who(cast(Request, request))
            request.asker = known  # type: ignore[attr-defined]
        return known

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never called: :meth:`__call__` also knows browsers and visitors."""
        raise NotImplementedError


bearer = Bearer()


def who(request: Request) -> Any:
    """Set ``request.user`` to the person whose rights apply, and ask whether the token's scopes reach so far.

    Raises HttpError 401 for a token that is none, 403 for one that may not, 429 for one that writes too fast.
    """
    header, writer = request.headers.get("Authorization", ""), ""
    if header:
        token = _token(header)
        _demand_scope(request, token)
        request.user, writer = token.person, f"token-{token.pk}"
        note_use(token)
    elif request.method not in SAFE:
        if not request.user.is_authenticated:
            raise HttpError(401, _("Sign in, or send a token: Authorization: Bearer prc_…"))
        if check_csrf(request, _protected):
            raise HttpError(403, _("The form is too old. Reload the page and try again."))
        writer = f"person-{request.user.pk}"
    if request.method not in SAFE:
        count_write(writer)
    return request.user if request.user.is_authenticated else AnonymousUser()


# Ninja takes a falsy answer for a refusal, and Django's AnonymousUser is truthy, so visitors pass.
def _protected() -> None:
    """A view as the CSRF check wants one."""


def _token(header: str) -> Token:
    scheme, _space, secret = header.partition(" ")
    token = None
    if scheme.lower() == "bearer" and secret:
        usable = Token.objects.filter(Q(expires__isnull=True) | Q(expires__gt=timezone.now()))
        token = (
            usable.select_related("person__organisation")
            .filter(secret_hash=secret_hash(secret.strip()))
            .first()
        )
    if token is None or not token.person.is_active:
        raise HttpError(401, _("This token is not known, was withdrawn, or is past its day."))
    return token


def _demand_scope(request: Request, token: Token) -> None:
    needed = scope_needed(request)
    if needed not in token.scopes and not (needed == "read" and token.scopes):
        raise HttpError(403, _("This token may not do that: it lacks the scope “%s”.") % needed)


def scope_needed(request: Request) -> str:
    """The scope a request needs."""
    if request.method in SAFE:
        return "read"
    return "import" if request.path.startswith("/api/imports") else "write"
