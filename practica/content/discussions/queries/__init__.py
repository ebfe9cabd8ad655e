"""Reads shaped for the pages of this app: a thread as one person sees it, and lists of threads."""

from practica.content.discussions.queries.changes import Change, changes_of, difference
from practica.content.discussions.queries.lists import list_of
from practica.content.discussions.queries.stretches import PAGE, Page, ShownPost, page_of, people_in
from practica.content.discussions.queries.threads import (
    Mine,
    communities_of,
    draft_for,
    post_or_404,
    readers_of,
    thread_or_404,
)

__all__ = [
    "PAGE",
    "Change",
    "Mine",
    "Page",
    "ShownPost",
    "changes_of",
    "communities_of",
    "difference",
    "draft_for",
    "list_of",
    "page_of",
    "people_in",
    "post_or_404",
    "readers_of",
    "thread_or_404",
]
