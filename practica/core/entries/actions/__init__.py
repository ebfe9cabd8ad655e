"""Changes to entries; the kinds build theirs upon these."""

from practica.core.entries.actions.marks import (
    follow,
    follow_if_new,
    mark_read,
    mark_unread,
    save_for_later,
    unsave,
    unvote,
    vote,
)
from practica.core.entries.actions.planning import plan_looks
from practica.core.entries.actions.relating import (
    LinkTo,
    check_headings,
    remember_alias,
    set_links,
    set_topics,
    title_path,
)
from practica.core.entries.actions.verifying import (
    says_something_else,
    take_back_verification,
    verify,
)
from practica.core.entries.actions.writing import (
    bin_entry,
    clean_title,
    create_entry,
    keep_open_comments,
    publish_entry,
    replied,
    restore_entry,
    set_audience,
    show_to_asked,
    text_changed,
)

__all__ = [
    "LinkTo",
    "bin_entry",
    "check_headings",
    "clean_title",
    "create_entry",
    "follow",
    "follow_if_new",
    "keep_open_comments",
    "mark_read",
    "mark_unread",
    "plan_looks",
    "publish_entry",
    "remember_alias",
    "replied",
    "restore_entry",
    "save_for_later",
    "says_something_else",
    "set_audience",
    "set_links",
    "set_topics",
    "show_to_asked",
    "take_back_verification",
    "text_changed",
    "title_path",
    "unsave",
    "unvote",
    "verify",
    "vote",
]
