"""Which language is being spoken."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.translation import get_language


def current() -> str | None:
    """The reader's language. A page asks a hundred times: where there is one, the answer is known."""
    return _the_only_one() or get_language()


@lru_cache(maxsize=1)
def _the_only_one() -> str:
    return settings.LANGUAGE_CODE if len(settings.LANGUAGES) == 1 else ""


def _forget(**_setting: Any) -> None:
    _the_only_one.cache_clear()


setting_changed.connect(_forget)
