"""Similar wordings become one gap; doing it twice, or after a kill, changes nothing."""

import pytest

from practica.core.ledger.listeners import deliver_due
from practica.core.ledger.models import Delivery
from practica.reach.gaps import actions
from practica.reach.gaps.models import Gap, GapSignal, Wording
from tests.builders import a_member, settle
from tests.reach.gaps.scenes import a_gap, a_place, demand_of
from tests.reach.gaps.wordings import SAME

pytestmark = pytest.mark.django_db


def test_what_is_asked_in_other_words_counts_for_the_same_gap():
    community, _steward = a_place()

    gap = a_gap("gland torque for pump P-101", in_=community)
    again = a_gap("P-101 gland torque", in_=community)
    other = a_gap("hot work permit approval", in_=community)

    assert gap == again != other
    assert (demand_of(gap), demand_of(other)) == (2, 1)


def test_every_line_of_the_table_becomes_one_gap():
    community, _steward = a_place()
    askers = [a_member(of=community) for _column in SAME[0]]
    for column, asker in enumerate(askers):
        for line in SAME:
            actions.tell("nothing_found", line[column], community=community, by_name=True, actor=asker)

    settle()

    made = {frozenset(gap.wordings.values_list("text", flat=True)) for gap in Gap.objects.all()}
    assert {frozenset(text for text in line if text in set().union(*made)) for line in SAME} == made


def test_a_fact_told_twice_counts_once():
    community, _steward = a_place()
    gap = a_gap(in_=community)
    Delivery.objects.update(done_at=None)

    while deliver_due():
        pass

    assert demand_of(gap) == 1 and Gap.objects.count() == Wording.objects.count() == 1


def test_what_a_killed_worker_left_is_gathered_by_the_next():
    community, _steward = a_place()
    actions.tell("nothing_found", "gland torque", community=community, actor=a_member(of=community))
    Delivery.objects.all().delete()

    assert actions.gather_due() == 1
    assert actions.gather_due() == 0
    assert Gap.objects.count() == 1


def test_one_who_only_left_makes_no_gap_that_is_shown_two_do():
    community, _steward = a_place()
    gap = _left(community)
    assert gap not in Gap.objects.with_demand().worth_showing()

    _left(community)

    assert gap in Gap.objects.with_demand().worth_showing()


def _left(community) -> Gap:
    signal = actions.tell("abandoned", "gland torque", community=community, actor=a_member(of=community))
    GapSignal.objects.update(counts_from=signal.at)
    actions.gather_due()
    signal.refresh_from_db()
    return signal.wording.gap
