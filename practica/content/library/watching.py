"""Looking at the addresses in the catalogue: a few at a time, few of one host, slowly."""

from __future__ import annotations

import time
from collections import Counter

from django.conf import settings
from django.utils.translation import gettext as _

from practica.content.library.actions import note
from practica.content.library.models import Resource
from practica.content.library.queries import to_look_at
from practica.kit.fetch import NotAllowed, Unreachable, fetch, host_of

AT_ONCE = 20
MOST_OF_A_HOST = 3
PAUSE = 1.0
# It is there, though not for us: whoever reads may have a key, or is no machine.
_GUARDED = (401, 402, 403, 405, 406, 407, 418, 429, 451, 503, 999)


def look() -> int:
    """Look at those that are due; how many were looked at. Those of a crowded host wait for the next time."""
    if not settings.LINK_WATCH:
        return 0
    asked: Counter[str] = Counter()
    for resource in to_look_at(AT_ONCE * 5):
        host = host_of(resource.address)
        if asked.total() == AT_ONCE:
            break
        if asked[host] == MOST_OF_A_HOST:
            continue
        if asked[host]:
            time.sleep(PAUSE)
        asked[host] += 1
        look_at(resource)
    return asked.total()


def look_at(resource: Resource) -> None:
    """Ask its address and remember what it says."""
    try:
        status = _status(resource.address)
    except NotAllowed as problem:
        note(resource, problem=str(problem), fails=False)
    except Unreachable as problem:
        note(resource, problem=str(problem), fails=True)
    else:
        fails = status >= 400 and status not in _GUARDED
        problem_in_words = _("It answers %(status)d.") % {"status": status} if fails else ""
        note(resource, problem=problem_in_words, fails=fails)


def _status(address: str) -> int:
    """How it answers: to HEAD, and where that is refused to a GET that reads nearly nothing."""
    status = fetch(address, method="HEAD").status
    return status if status < 400 else fetch(address, most_bytes=1024).status
