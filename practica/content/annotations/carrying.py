"""Talks about passages as they are taken along with their text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from practica.content.annotations.models import Annotation, Reply
from practica.content.annotations.queries import talks_about
from practica.core.entries.models import Entry
from practica.core.people.models import Person


def talked_about(entry_ids: Iterable[int], *, seen_by: Any) -> set[int]:
    """Which of these entries have talks."""
    rows = Annotation.objects.visible_to(seen_by).filter(entry__in=list(entry_ids))
    return set(rows.values_list("entry", flat=True))


def taken_along(entry: Entry, *, seen_by: Any) -> list[dict[str, Any]]:
    """All talks about ``entry`` with their replies, as JSON can hold them; people by name."""
    talks = talks_about(entry, seen_by=seen_by)
    return [_talk(one) for one in (*talks.open, *talks.gone, *talks.resolved)]


def _talk(one: Annotation) -> dict[str, Any]:
    replies: list[Reply] = one.shown_replies  # type: ignore[attr-defined]
    settled = (
        {"resolved": one.resolved_at.isoformat(), "resolved_by": _name(one.resolved_by)}
        if (one.resolved_at)
        else {}
    )
    return {
        "quote": one.quote,
        "exact": one.exact,
        "prefix": one.prefix,
        "suffix": one.suffix,
        **_said(one),
        **settled,
        "replies": [_said(reply) for reply in replies],
    }


def _said(one: Annotation | Reply) -> dict[str, Any]:
    return {"author": _name(one.author), "created": one.created.isoformat(), "body": one.body}


def _name(person: Person | None) -> str:
    return person.name if person else ""
