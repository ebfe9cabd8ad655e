"""Making and withdrawing tokens; keeping answers for who asks the same again."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.people.models import Person
from practica.interfaces.api import access
from practica.interfaces.api.models import SCOPES, KeptAnswer, Token
from practica.kit.access import Invalid, demand

PREFIX = "prc_"
MOST = 50


def secret_hash(secret: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(*, name: str, scopes: Iterable[str], days: int = 90, actor: Person) -> tuple[Token, str]:
    """Make a token that works for ``days`` (0: until withdrawn). Its secret is told now and never again."""
    demand(access.can_hold_tokens(actor))
    chosen = sorted(set(scopes))
    if not chosen or not set(chosen) <= set(SCOPES):
        raise Invalid(_("Choose what the token may do."), field="scopes")
    if not name.strip():
        raise Invalid(_("Give the token a name, so that you know it again."), field="name")
    if Token.objects.filter(person=actor).count() >= MOST:
        raise Invalid(_("You have 50 tokens. Withdraw one you do not need first."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=actor,
        name=name.strip()[:80],
        secret_hash=secret_hash(secret),
        hint=secret[:8] + "…",
        scopes=chosen,
        expires=timezone.now() + dt.timedelta(days=days) if days else None,
    )
    return token, secret


@transaction.atomic
def withdraw_token(token: Token, *, actor: Person) -> None:
    """Make a token useless at once."""
    demand(access.can_hold_tokens(actor, token))
    token.delete()


def note_use(token: Token) -> None:
    """Remember the day a token was last used, at most once an hour."""
    now = timezone.now()
    if token.last_used is None or now - token.last_used > dt.timedelta(hours=1):
        Token.objects.filter(pk=token.pk).update(last_used=now)


KEPT_FOR = dt.timedelta(hours=24)


def answer_kept(*, key: str, fingerprint: str, actor: Person) -> tuple[KeptAnswer, bool]:
    """The answer kept under ``key``, and whether it is still to be made.

    Inside the caller's transaction: a second request with the same key waits here for the first one.
    """
    KeptAnswer.objects.filter(person=actor, key=key, created__lt=timezone.now() - KEPT_FOR).delete()
    return KeptAnswer.objects.get_or_create(person=actor, key=key, defaults={"fingerprint": fingerprint})


def keep_answer(kept: KeptAnswer, *, status: int, body: str) -> None:
    """Fill in what was answered."""
    kept.status, kept.body = status, body
    kept.save(update_fields=["status", "body"])


def forget_answers() -> int:
    """Let go of answers nobody may ask for any more; returns how many."""
    return KeptAnswer.objects.filter(created__lt=timezone.now() - KEPT_FOR).delete()[0]
