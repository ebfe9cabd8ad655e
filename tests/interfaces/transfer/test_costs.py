"""A batch costs the same number of queries however large the community is that it comes into."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practica.core.communities.models import Community
from practica.interfaces.transfer.models import Import
from tests.builders import a_colleague
from tests.builders.imports import an_import

pytestmark = pytest.mark.django_db(transaction=True)


def words(name: str, n: int) -> str:
    """A text that is like no other."""
    chance = random.Random(f"{name} {n}")
    return " ".join("".join(chance.choices("abcdefgh", k=5)) for _ in range(40))


def pages(name: str, count: int) -> dict[str, str]:
    return {
        f"{name}/{n}.md": f"# {name} {n}\n\n{words(name, n)}\n\n[next]({(n + 1) % count}.md)\n"
        for n in range(count)
    }


def a_community_of(count: int) -> Import:
    return an_import(pages("old", count), by=a_colleague(), name=f"Community of {count}")


def cost_of(files: dict[str, str], first: Import) -> int:
    community = Community.objects.get(pk=first.community_id)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        imported = an_import(files, by=first.started_by, into=community)
    assert imported.state == Import.State.DONE
    return len(queries)


def test_new_pages_cost_the_same_in_a_small_and_in_a_large_community():
    small, large = a_community_of(5), a_community_of(150)
    assert cost_of(pages("new", 30), small) == cost_of(pages("new", 30), large)


def test_a_batch_of_many_pages_costs_hardly_more_than_one_of_few():
    first = a_community_of(5)
    few = cost_of(pages("few", 5), first)
    many = cost_of(pages("many", 45), first)
    assert many - few <= 8
