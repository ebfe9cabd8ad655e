"""Secrets that have to be read again, such as that of an authenticator app: encrypted where they are stored.

The key is made of the site's signing key. Whoever has a copy of the database alone reads nothing.
"""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# What begins so is sealed. No secret we seal has a colon.
MARK = "sealed:"
PURPOSE = b"practica secrets at rest, 1"


class Unreadable(ValueError):
    """It was sealed with a key this site no longer knows, or is damaged."""


def seal(text: str) -> str:
    """``text``, readable to :func:`unseal` alone."""
    return MARK + _box().encrypt(text.encode()).decode()


def unseal(stored: str) -> str:
    """What was sealed; what was stored before there were seals comes back as it is. Raises Unreadable."""
    if not stored.startswith(MARK):
        return stored
    try:
        return _box().decrypt(stored.removeprefix(MARK)).decode()
    except InvalidToken as problem:
        raise Unreadable from problem


def _box() -> MultiFernet:
    return _box_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(made)
