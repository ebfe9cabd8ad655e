"""Thirteen weeks, each with the different people who missed something in it."""

import datetime as dt

import pytest
from django.utils import timezone

from practica.reach.gaps.models import GapSignal
from practica.reach.gaps.queries import trend_of
from tests.builders import a_member
from tests.reach.gaps.scenes import a_gap, a_place

pytestmark = pytest.mark.django_db


def test_people_are_counted_once_a_week_in_the_week_they_asked():
    community, steward = a_place()
    ann = a_member(of=community)
    gap = a_gap("gland torque", in_=community, by=ann)
    a_gap("hot work permit", in_=community, by=ann)
    GapSignal.objects.filter(text="hot work permit").update(day=timezone.localdate() - dt.timedelta(weeks=2))
    a_gap("gland torque", in_=community)

    weeks = trend_of(person=steward, community=community)

    assert len(weeks) == 13
    assert [week.people for week in weeks[-3:]] == [1, 0, 2]
    assert [week.share for week in weeks[-3:]] == [50, 0, 100]
    assert trend_of(person=steward, gap=gap)[-3].people == 0


def test_who_may_not_see_gaps_sees_no_counts():
    community, _steward = a_place()
    a_gap(in_=community)

    assert {week.people for week in trend_of(person=a_member(of=community), community=community)} == {0}
