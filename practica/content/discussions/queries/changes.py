"""What was changed in a post."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from practica.content.discussions.models import Post, PostRevision
from practica.core.people.models import Person
from practica.kit.markup import SafeHtml, differences


@dataclass(frozen=True)
class Change:
    """One edit of a post: who, when, and what was changed. ``title`` pairs are empty when it stayed the
    same."""

    at: dt.datetime
    by: Person | None
    differences: SafeHtml
    old_title: str = ""
    new_title: str = ""


def difference(old: str, new: str) -> SafeHtml:
    """What makes ``new`` another text than ``old``, marked."""
    return differences(old, new).html


def changes_of(post: Post) -> list[Change]:
    """Every edit of ``post``, newest first."""
    entry = post.thread.entry
    later = PostRevision(
        body=post.body, title=entry.title, written=post.edited or post.created, written_by=post.edited_by
    )
    changes = []
    for former in post.revisions.select_related("written_by"):
        retitled = bool(former.title) and former.title != later.title
        changes.append(
            Change(
                at=later.written,
                by=later.written_by,
                differences=difference(former.body, later.body),
                old_title=former.title if retitled else "",
                new_title=later.title if retitled else "",
            )
        )
        later = former
    return changes
