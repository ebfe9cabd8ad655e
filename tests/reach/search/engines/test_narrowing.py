"""Filters, and how many documents each of their values would leave."""

from __future__ import annotations

import datetime as dt

import pytest

from practica.kit.contracts.search import ARCHIVED, CHECKED, DUE, SUPERSEDED, Filters

TODAY = dt.date(2026, 3, 10)


def day(text):
    return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(12), dt.UTC)


def keys(result):
    return {hit.key for hit in result.hits}


@pytest.fixture
def shed(put):
    """Four documents about a heap, each different in every field."""
    put(
        "A",
        "heap",
        key="a",
        topic_slugs=("soil", "worms"),
        author_uid="ann",
        language="en",
        is_checked=True,
        type_name="lesson",
    )
    put(
        "B",
        "heap",
        key="b",
        topic_slugs=("soil",),
        author_uid="bo",
        language="fi",
        state=ARCHIVED,
        type_name="decision",
    )
    put("C", "heap", key="c", author_uid="ann", state=SUPERSEDED, kind="file", review_due=TODAY)
    put("D", "heap", key="d", community_uid="sheds", language="en-GB", review_due=dt.date(2026, 3, 11))


@pytest.mark.parametrize(
    ("narrow", "left"),
    [
        ({"topics": ("soil",)}, "ab"),
        ({"topics": ("worms", "soil")}, "ab"),
        ({"types": ("lesson",)}, "a"),
        ({"types": ("lesson", "decision")}, "ab"),
        ({"types": ("les",)}, ""),
        ({"authors": ("ann",)}, "ac"),
        ({"states": (ARCHIVED, SUPERSEDED)}, "bc"),
        ({"languages": ("en",)}, "acd"),
        ({"freshness": (CHECKED,)}, "a"),
        ({"freshness": (DUE,)}, "c"),
        ({"freshness": (CHECKED, DUE)}, "ac"),
        ({"topics": ("soil",), "authors": ("ann",)}, "a"),
        ({"community_uids": ("sheds",), "kinds": ("page",)}, "d"),
        ({"freshness": ("nonsense",)}, ""),
        ({"topics": ("so",)}, ""),
    ],
)
@pytest.mark.usefixtures("shed")
def test_a_filter_leaves_what_meets_it(ask, narrow, left):
    result = ask("heap", today=TODAY, **narrow)

    assert (keys(result), result.total) == (set(left), len(left))


@pytest.mark.usefixtures("shed")
def test_every_value_is_counted_without_its_own_filter_and_with_all_others(engine):
    filters = Filters(kinds=("page",), topics=("soil",), today=TODAY)

    told = engine.search("heap", scopes=("all",), filters=filters, limit=10, facets=True)

    assert told.total == 2
    assert told.facets == {
        "kinds": {"page": 2},
        "types": {"lesson": 1, "decision": 1},
        "community_uids": {"gardens": 2},
        "topics": {"soil": 2, "worms": 1},
        "authors": {"ann": 1, "bo": 1},
        "states": {"published": 1, "archived": 1},
        "languages": {"en": 1, "fi": 1},
        "freshness": {"checked": 1},
    }
    assert told.kinds == told.facets["kinds"]


@pytest.mark.usefixtures("shed")
def test_each_count_is_what_choosing_the_value_brings(engine):
    def search(**narrow):
        return engine.search(
            "heap", scopes=("all",), filters=Filters(today=TODAY, **narrow), limit=10, facets=True
        )

    for name, counts in search(languages=("en",)).facets.items():
        for value, count in counts.items():
            assert search(**{"languages": ("en",), name: (value,)}).total == count, (name, value)


def test_days_are_whole_and_the_last_is_not_within(put, ask):
    put("A", "heap", key="a", changed=day("2026-01-01"))
    put("B", "heap", key="b", changed=day("2026-01-31"))
    put("C", "heap", key="c")

    assert keys(ask("heap", changed_from=dt.date(2026, 1, 1))) == {"a", "b"}
    assert keys(ask("heap", changed_before=dt.date(2026, 1, 31))) == {"a"}
    assert keys(ask("heap", changed_from=dt.date(2026, 1, 2), changed_before=dt.date(2026, 2, 1))) == {"b"}


def test_the_newest_can_go_first(put, engine):
    put("Heap", "heap heap heap", key="old", changed=day("2026-01-01"))
    put("Other", "a heap somewhere", key="new", changed=day("2026-02-01"))

    found = engine.search("heap", scopes=("all",), filters=Filters(), limit=5, newest=True)

    assert [hit.key for hit in found.hits] == ["new", "old"]


@pytest.mark.usefixtures("shed")
def test_filters_alone_find_everything_that_meets_them(ask):
    assert keys(ask("", authors=("ann",))) == {"a", "c"}
    assert keys(ask("-heap", authors=("ann",))) == set()
    assert keys(ask("...", authors=("ann",))) == set()
    assert keys(ask("")) == set()


def test_a_value_rare_in_every_piece_of_the_index_is_counted_right(put, engine):
    for piece in range(3):
        engine.put([])
        for number in range(4):
            put("T", "heap", key=f"{piece}-{number}", topic_slugs=(f"t{piece}-{number}", "everywhere"))

    told = engine.search("heap", scopes=("all",), filters=Filters(), limit=1, facets=True)

    assert told.facets["topics"]["everywhere"] == 12
    assert len(told.facets["topics"]) == 13
