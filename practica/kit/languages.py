"""Which language is being spoken."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language


def current() -> str | None:
    """The reader's language. A page asks a hundred times: where there is one, the answer is known."""
    return settings.LANGUAGE_CODE if len(settings.LANGUAGES) == 1 else get_language()
