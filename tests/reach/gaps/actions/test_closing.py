"""A gap is closed with something that is there, and everyone who asked and may see it is told."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from practica.core.entries.actions import set_audience
from practica.core.ledger.listeners import deliver_due
from practica.core.ledger.models import Delivery
from practica.kit.access import Invalid
from practica.reach.gaps import actions
from practica.reach.gaps.models import Gap, GapSignal
from practica.reach.notifications.models import Notice
from tests.builders import a_colleague, a_member, a_page, settle
from tests.reach.gaps.scenes import a_gap, a_place

pytestmark = pytest.mark.django_db


def told(person) -> list[str]:
    """What her inbox says of gaps."""
    return [notice.words for notice in Notice.objects.visible_to(person).filter(reason="gap")]


def test_everyone_who_asked_by_name_is_told_in_her_own_words():
    community, steward = a_place()
    ann, bob, eve = (a_member(of=community) for _one in range(3))
    gap = a_gap("gland torque for pump P-101", in_=community, by=ann)
    a_gap("P-101 gland torque", in_=community, by=bob)
    a_gap("torque of the gland on pump P-101", in_=community, by=eve, by_name=False)
    page = a_page(in_=community, by=steward, title="Gland torques")

    actions.close(gap, page.entry, actor=steward)
    settle()

    assert told(ann) == [
        "You looked for “gland torque for pump P-101”: it is written now, in “Gland torques”"
    ]
    assert told(bob) == ["You looked for “P-101 gland torque”: it is written now, in “Gland torques”"]
    assert told(eve) == told(steward) == []
    assert Notice.objects.get(person=ann, reason="gap").get_absolute_url() == page.entry.get_absolute_url()


def test_who_may_not_see_the_entry_hears_nothing():
    community, steward = a_place()
    ann, core = a_member(of=community), a_member(of=community, role="core")
    gap = a_gap(in_=community, by=ann)
    a_gap(in_=community, by=core)
    page = a_page(in_=community, by=steward, title="Gland torques")
    set_audience(page.entry, "core", actor=steward)

    actions.close(gap, page.entry, actor=steward)
    settle()

    assert told(ann) == [] and len(told(core)) == 1


def test_who_loses_sight_between_closing_and_telling_hears_nothing():
    community, steward = a_place(audience="members")
    ann = a_member(of=community)
    gap = a_gap(in_=community, by=ann)
    page = a_page(in_=community, by=steward)
    actions.close(gap, page.entry, actor=steward)

    ann.memberships.all().delete()
    settle()

    assert not Notice.objects.filter(person=ann, reason="gap").exists()


def test_a_closing_told_twice_tells_once():
    community, steward = a_place()
    ann = a_member(of=community)
    gap = a_gap(in_=community, by=ann)
    actions.close(gap, a_page(in_=community, by=steward).entry, actor=steward)
    settle()
    Delivery.objects.update(done_at=None)

    while deliver_due():
        pass

    assert Notice.objects.get(person=ann, reason="gap").count == 1


def test_who_asks_after_the_closing_is_told_at_once_and_shows_as_asking_again():
    community, steward = a_place()
    gap = a_gap(in_=community)
    actions.close(gap, a_page(in_=community, by=steward).entry, actor=steward)
    late = a_member(of=community)

    assert a_gap("P-101 gland torque", in_=community, by=late) == gap

    assert len(told(late)) == 1
    assert Gap.objects.with_demand().get(pk=gap.pk).asked_again == 1


def test_it_is_closed_only_with_what_is_out_and_the_closer_may_see():
    community, steward = a_place()
    gap = a_gap(in_=community)
    elsewhere, _other = a_place_of_others()
    hidden = a_page(in_=elsewhere)

    with pytest.raises(Invalid):
        actions.close(gap, hidden.entry, actor=steward)
    with pytest.raises(PermissionDenied):
        actions.close(gap, hidden.entry, actor=a_member(of=community))
    gap.refresh_from_db()
    assert gap.state == Gap.State.OPEN


def a_place_of_others():
    """A members-only community of somebody else's."""
    from tests.builders import a_community

    lead = a_colleague()
    return a_community("Secret", audience="members", led_by=lead), lead


def test_what_was_counted_at_closing_outlives_the_signals():
    community, steward = a_place()
    gap = a_gap(in_=community)
    a_gap("P-101 gland torque", in_=community)
    actions.close(gap, a_page(in_=community, by=steward).entry, actor=steward)
    GapSignal.objects.update(at=timezone.now() - timezone.timedelta(days=200))

    assert actions.forget_old() == 2

    gap.refresh_from_db()
    assert (gap.state, gap.closed_demand, gap.misses_before) == ("closed", 2, 2)
    assert not gap.wordings.exists()


def test_an_open_gap_nobody_asks_for_any_more_is_forgotten():
    community, _steward = a_place()
    a_gap(in_=community)
    GapSignal.objects.update(at=timezone.now() - timezone.timedelta(days=200))

    actions.forget_old()

    assert not Gap.objects.exists()


def test_what_is_not_ours_says_why_and_can_come_back():
    community, steward = a_place()
    gap = a_gap(in_=community)
    with pytest.raises(Invalid):
        actions.put_aside(gap, reason=" ", actor=steward)

    actions.put_aside(gap, reason="Belongs to Data", actor=steward)
    gap.refresh_from_db()
    assert (gap.state, gap.reason) == ("not_ours", "Belongs to Data")

    actions.reopen(gap, actor=steward)
    gap.refresh_from_db()
    assert (gap.state, gap.reason) == ("open", "")


def test_a_new_page_with_such_a_title_is_proposed_and_its_owner_hears_of_it():
    community, steward = a_place()
    gap = a_gap("gland torque for pump P-101", in_=community)
    actions.take(gap, actor=steward)

    page = a_page(in_=community, by=steward, title="Gland torque of P-101")
    settle()

    assert gap.proposals.get().entry == page.entry
    assert told(steward) == [
        "“Gland torque of P-101” may be what people look for as “gland torque for pump P-101”"
    ]


def test_a_page_about_something_else_is_not_proposed():
    community, _steward = a_place()
    gap = a_gap(in_=community)

    a_page(in_=community, title="Hot work permits")
    settle()

    assert not gap.proposals.exists()


def test_a_settled_gap_is_not_taken():
    community, steward = a_place()
    gap = a_gap(in_=community)
    actions.take(gap, actor=steward)
    actions.give_back(gap, actor=steward)
    actions.put_aside(gap, reason="No", actor=steward)

    with pytest.raises(Invalid):
        actions.take(gap, actor=steward)
