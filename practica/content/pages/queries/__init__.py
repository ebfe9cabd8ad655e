"""Reads about pages, shaped for the reader, the tree and the lists."""

from practica.content.pages.queries.blame import MOST_VERSIONS, Written, passages_of
from practica.content.pages.queries.including import with_passages
from practica.content.pages.queries.lists import (
    binned,
    binned_entry,
    broken_links,
    newest,
)
from practica.content.pages.queries.page import (
    HISTORY_PAGE,
    LINKED_SHOWN,
    Around,
    around,
    draft_of,
    drafts_to_continue,
    history,
    page_to_read,
    revision,
)
from practica.content.pages.queries.tree import (
    INDEX_LIMIT,
    RAIL_LEVEL,
    Node,
    count_below,
    first_page,
    parents_for,
    place_of,
    rail_of,
    siblings_of,
    tree_of,
    way_to,
)

__all__ = [
    "Around",
    "HISTORY_PAGE",
    "INDEX_LIMIT",
    "LINKED_SHOWN",
    "MOST_VERSIONS",
    "Node",
    "RAIL_LEVEL",
    "Written",
    "around",
    "binned",
    "binned_entry",
    "broken_links",
    "count_below",
    "draft_of",
    "drafts_to_continue",
    "first_page",
    "history",
    "newest",
    "page_to_read",
    "parents_for",
    "passages_of",
    "place_of",
    "rail_of",
    "revision",
    "siblings_of",
    "tree_of",
    "way_to",
    "with_passages",
]
