"""How SQLite reads what grows. It keeps no statistics: a plan is the same for ten rows and for a million.

Each of these read half of all entries once, for want of a hint.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practica.content.collections.queries import collections_of
from practica.content.discussions.search import documents_of
from practica.content.pages.queries import binned, templates_of
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from tests.builders import a_community, a_page, a_question

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps statistics"),
]


def plan_of(work: Callable[[], object]) -> list[str]:
    """The steps of the first query of ``work``, tables and indexes in the order they are read."""
    with CaptureQueriesContext(connection) as asked:
        work()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql'].replace('%', '%%')}")
        steps = [step for _id, _parent, _unused, step in cursor.fetchall()]
    return [step for step in steps if step.startswith(("SCAN", "SEARCH", "USE"))]


@pytest.fixture
def community() -> Community:
    return a_community()


def test_the_index_takes_threads_by_their_numbers(community: Community):
    threads = [a_question(in_=community) for _time in range(3)]
    steps = plan_of(lambda: list(documents_of("question")([one.entry_id for one in threads])))
    assert steps[0].startswith("SEARCH discussions_thread") and "entry_id=?" in steps[0]


def test_what_is_new_in_the_library_is_found_along_the_feed():
    rows = Entry.objects.in_feed().of_kinds("page", "file").lately_active_first().walked()
    steps = plan_of(lambda: list(rows[:50]))
    assert "INDEX entry_feed" in steps[0] and not any("TEMP B-TREE" in step for step in steps)


def test_templates_are_read_before_pages(community: Community):
    steps = plan_of(lambda: templates_of(community, seen_by=community.created_by))
    assert steps[0].startswith("SCAN pages_pagetemplate")


def test_collections_are_found_by_their_kind(community: Community):
    steps = plan_of(lambda: collections_of(community, seen_by=community.created_by))
    assert any("(community_id=? AND kind=?" in step for step in steps)


def test_the_bin_is_read_by_itself(community: Community):
    a_page(in_=community)
    steps = plan_of(lambda: binned(community, person=community.created_by))
    assert any("INDEX entry_binned" in step for step in steps)
