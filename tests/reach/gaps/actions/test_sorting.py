"""What a steward merges and splits stays so, and can be taken back."""

import pytest
from django.core.exceptions import PermissionDenied

from practica.kit.access import Invalid
from practica.reach.gaps import actions
from practica.reach.gaps.models import Gap, GapMove
from tests.builders import a_member
from tests.reach.gaps.scenes import a_gap, a_place, demand_of

pytestmark = pytest.mark.django_db


def test_two_gaps_become_one_and_two_again():
    community, steward = a_place()
    one = a_gap("gland torque for pump P-101", in_=community)
    other = a_gap("tightening the stuffing box", in_=community)

    move = actions.merge(other, into=one, actor=steward)
    assert (demand_of(one), demand_of(other)) == (2, 0)
    assert list(Gap.objects.standing()) == [one]

    assert actions.undo(move, actor=steward) == other
    assert (demand_of(one), demand_of(other)) == (1, 1)
    assert set(Gap.objects.standing()) == {one, other}


def test_what_was_merged_by_hand_is_gathered_there_from_then_on():
    community, steward = a_place()
    one = a_gap("gland torque for pump P-101", in_=community)
    other = a_gap("tightening the stuffing box", in_=community)
    actions.merge(other, into=one, actor=steward)

    assert a_gap("tighten stuffing boxes", in_=community) == one


def test_a_wording_split_off_stays_apart():
    community, steward = a_place()
    gap = a_gap("gland torque for pump P-101", in_=community)
    a_gap("P-101 gland torque", in_=community)
    wording = gap.wordings.get(text="P-101 gland torque")

    apart = actions.split(gap, [wording], actor=steward)

    assert a_gap("gland torque P-101", in_=community) == apart
    assert (demand_of(gap), demand_of(apart)) == (1, 2)
    actions.undo(GapMove.objects.get(), actor=steward)
    assert demand_of(gap) == 3
    assert list(Gap.objects.standing()) == [gap]


def test_undoing_twice_does_it_once():
    community, steward = a_place()
    one, other = a_gap(in_=community), a_gap("hot work permit", in_=community)
    move = actions.merge(other, into=one, actor=steward)

    actions.undo(move, actor=steward)
    actions.undo(move, actor=steward)

    assert (demand_of(one), demand_of(other)) == (1, 1)


def test_gaps_of_two_places_or_all_wordings_are_not_moved():
    community, steward = a_place()
    gap = a_gap(in_=community)
    steward.is_administrator = True
    steward.save()

    with pytest.raises(Invalid):
        actions.merge(gap, into=a_gap(in_=None), actor=steward)
    with pytest.raises(Invalid):
        actions.merge(gap, into=gap, actor=steward)
    with pytest.raises(Invalid):
        actions.split(gap, list(gap.wordings.all()), actor=steward)


def test_a_member_sorts_nothing():
    community, _steward = a_place()
    one, other = a_gap(in_=community), a_gap("hot work permit", in_=community)

    with pytest.raises(PermissionDenied):
        actions.merge(other, into=one, actor=a_member(of=community))
