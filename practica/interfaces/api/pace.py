"""How fast a token may write: so many requests a minute, then a pause."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from ninja.errors import HttpError

MINUTE = 60


class TooMany(HttpError):
    """More writes than a minute may hold. ``seconds`` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(429, _("These are too many changes at once. Go on in %(n)d s.") % {"n": seconds})


def count_write(writer: str) -> None:
    """Count one write of ``writer`` (a token, or a person's browser). Raises TooMany past the limit.

    Counted in the cache: with Redis over all processes, without it in each of them.
    """
    now = time.time()
    key = f"api:writes:{writer}:{int(now // MINUTE)}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache dropped it this moment
        return
    if count > settings.API_WRITES_A_MINUTE:
        raise TooMany(MINUTE - int(now % MINUTE))
