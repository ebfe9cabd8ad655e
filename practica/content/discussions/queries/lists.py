"""Lists of questions and discussions."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from practica.content.discussions.kind import badge_of_question
from practica.content.discussions.models import QUESTION
from practica.core.entries.models import Entry, ReadMark, Saved
from practica.core.entries.queries import FeedRow

LIST_PAGE = 30


def list_of(
    kind: str,
    *,
    community: Any = None,
    only: str = "",
    person: Any,
    before: str = "",
    limit: int = LIST_PAGE,
) -> tuple[list[FeedRow], str]:
    """A page of the threads of ``kind`` that ``person`` sees, lately active first, and the key of the next
    page ("" at the end; ``before`` takes it). ``only`` may be "unanswered" or "mine"."""
    entries = Entry.objects.visible_to(person).of_kind(kind)
    if community is not None:
        entries = entries.filter(community=community)
    if only == "unanswered":
        entries = entries.out().filter(thread__answer_count=0, thread__is_locked=False)
    elif only == "mine":
        entries = entries.filter(author=person.pk)
    if before:
        key = entries.filter(uid=before).values_list("active_at", "pk").first()
        if key is not None:
            entries = entries.filter(Q(active_at__lt=key[0]) | Q(active_at=key[0], pk__lt=key[1]))
    if person.pk is not None:
        own = {"person": person.pk, "entry": OuterRef("pk")}
        entries = entries.annotate(
            my_mark=Subquery(ReadMark.objects.filter(**own).values("at")[:1]),
            my_replies=Subquery(ReadMark.objects.filter(**own).values("replies")[:1]),
            my_save=Exists(Saved.objects.filter(**own)),
        )
    rows = entries.lately_active_first().select_related("community", "author", "thread")
    found = list(rows[: limit + 1])
    following = found[limit - 1].uid if len(found) > limit else ""
    return [_row(entry, person) for entry in found[:limit]], following


def _row(entry: Any, person: Any) -> FeedRow:
    badge = badge_of_question(is_answered=entry.thread.is_answered) if entry.kind == QUESTION else None
    if person.pk is None:
        return FeedRow(entry, False, 0, badge, False)
    if entry.my_mark is None:
        is_new = entry.author_id != person.pk and entry.active_at > person.joined
        return FeedRow(entry, is_new, 0, badge, entry.my_save, not is_new)
    is_new = entry.active_at > entry.my_mark
    return FeedRow(
        entry, is_new, max(entry.reply_count - entry.my_replies, 0), badge, entry.my_save, not is_new
    )
