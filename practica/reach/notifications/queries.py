"""The inbox as a page needs it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q

from practica.reach.notifications.models import Notice, NotificationChoice

PAGE = 30
MOST_COUNTED = 100
TABS = ("unread", "all", "done")


def unread_rows(person: Any) -> Any:
    """The unread notices ``person`` may see, for counting."""
    return Notice.objects.visible_to(person).unread().order_by()


def unread_count(person: Any) -> int:
    """How many notices wait for ``person``; counting stops at ``MOST_COUNTED``."""
    return unread_rows(person)[:MOST_COUNTED].count() if person.pk is not None else 0


def inbox(person: Any, *, tab: str, before: str = "") -> tuple[list[Notice], str]:
    """A page of the tab, and the key of the next one ("" at the end)."""
    rows = Notice.objects.visible_to(person).newest_first()
    rows = {"unread": rows.unread, "done": rows.done}.get(tab, rows.waiting)()
    if key := _parse_key(before):
        at, pk = key
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    page = list(rows.select_related("entry__community", "community", "actor")[: PAGE + 1])
    last = page[PAGE - 1] if len(page) > PAGE else None
    return page[:PAGE], f"{last.at.isoformat()}_{last.pk}" if last else ""


def _parse_key(key: str) -> tuple[dt.datetime, int] | None:
    at, _mark, pk = key.rpartition("_")
    try:
        moment = dt.datetime.fromisoformat(at)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)), int(pk)
    except ValueError:
        return None


def mail_choice(person: Any) -> str:
    """What ``person`` chose about mail; empty when she has not chosen yet."""
    chosen = NotificationChoice.objects.visible_to(person).values_list("mail", flat=True).first()
    return chosen or ""
