"""M14 is the demand-weighted share closed in thirty days, with its sample and an honest interval."""

import datetime as dt

import pytest
from django.utils import timezone

from practica.reach.gaps.models import Gap
from practica.reach.gaps.queries import closure
from practica.reach.gaps.queries.closure import wilson
from tests.reach.gaps.scenes import a_place

pytestmark = pytest.mark.django_db


def a_closed_gap(community, *, demand: int, opened: float, after: float) -> Gap:
    """Opened some days ago, closed some days after."""
    start = timezone.now() - dt.timedelta(days=opened)
    return Gap.objects.create(
        community=community,
        title="x",
        state="closed",
        opened_at=start,
        closed_at=start + dt.timedelta(days=after),
        closed_demand=demand,
    )


def test_a_gap_weighs_as_many_as_asked():
    community, steward = a_place()
    a_closed_gap(community, demand=6, opened=100, after=10)
    a_closed_gap(community, demand=2, opened=90, after=50)
    a_closed_gap(community, demand=999, opened=200, after=1)

    found = closure(community, person=steward)

    assert (found.gaps, found.people, found.per_cent, found.median_days) == (2, 8, 75, 30.0)
    assert found.low < 75 < found.high
    assert not found.is_enough


def test_what_is_not_ours_and_what_is_too_new_is_left_out():
    community, steward = a_place()
    Gap.objects.create(community=community, title="new")
    Gap.objects.create(
        community=community,
        title="not ours",
        state="not_ours",
        opened_at=timezone.now() - dt.timedelta(days=60),
    )

    assert closure(community, person=steward).gaps == 0


def test_one_who_may_not_see_the_gaps_gets_no_figure():
    community, steward = a_place()
    for _one in range(5):
        a_closed_gap(community, demand=1, opened=50, after=1)
    from tests.builders import a_member

    assert closure(community, person=steward).is_enough
    assert closure(community, person=a_member(of=community)).gaps == 0


def test_the_interval_is_wilson_s():
    low, high = wilson(0.8, 10)

    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
