"""When something happened, in words: relative up to a week, then a date."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practica.kit import languages

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86400, 7 * 86400


def words(moment: datetime.datetime, *, now: datetime.datetime | None = None) -> str:
    """``moment`` as a person would say it: “just now”, “2 h ago”, “yesterday”, “12 November”."""
    now = now or timezone.now()
    local, today = timezone.localtime(moment), timezone.localtime(now)
    seconds = (now - moment).total_seconds()
    days = (today.date() - local.date()).days
    if not is_recent(moment, now=now):
        form = "MONTH_DAY_FORMAT" if local.year == today.year else "DATE_FORMAT"
        return date_format(local, form)
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        return _("%(count)d min ago") % {"count": seconds // MINUTE}
    if days == 0 or seconds < 6 * HOUR:
        return _("%(count)d h ago") % {"count": seconds // HOUR}
    if days == 1:
        return _("yesterday")
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}


def is_recent(moment: datetime.datetime, *, now: datetime.datetime | None = None) -> bool:
    """Whether ``moment`` lies within the past week, so that relative words are of use."""
    seconds = ((now or timezone.now()) - moment).total_seconds()
    return -MINUTE < seconds < WEEK


def shown(moment: datetime.datetime) -> SafeString:
    """``moment`` as ``<time>``, in the reader's words and zone."""
    return showing()(moment)


def showing() -> Callable[[datetime.datetime], SafeString]:
    """:func:`shown` for all moments of one list: clock, zone and language are asked once."""
    minute, zone, language = int(time.time()) // MINUTE, timezone.get_current_timezone(), languages.current()
    return lambda moment: _shown(moment, minute, zone, language)


@lru_cache(maxsize=20_000)
def _shown(
    moment: datetime.datetime, minute: int, _zone: datetime.tzinfo, _language: str | None
) -> SafeString:
    """Kept for a minute, per reader's zone and language: the same few hundred stand in every list."""
    now = datetime.datetime.fromtimestamp((minute + 1) * MINUTE - 1, datetime.UTC)
    return format_html(
        '<time datetime="{}" title="{}"{}>{}</time>',
        timezone.localtime(moment).isoformat(timespec="seconds"),
        in_full(moment),
        SafeString(" data-relative") if is_recent(moment, now=now) else "",
        words(moment, now=now),
    )


def in_full(moment: datetime.datetime) -> str:
    """The full local date and time, for hover and screen readers."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
