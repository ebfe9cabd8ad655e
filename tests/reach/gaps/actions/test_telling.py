"""What somebody did not find is noted once, with her name only when she agrees."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from practica.core.ledger.models import FactRow
from practica.kit.access import Invalid
from practica.reach.gaps import actions
from practica.reach.gaps.actions.telling import MOST_A_DAY
from practica.reach.gaps.models import DaySalt, GapChoice, GapSignal
from tests.builders import a_colleague, a_community, a_member
from tests.reach.gaps.scenes import a_gap, a_place, demand_of

pytestmark = pytest.mark.django_db


def test_pressing_ten_times_counts_once():
    community, _steward = a_place()
    ann = a_member(of=community)

    for _time in range(10):
        actions.tell("nothing_found", "gland torque", community=community, actor=ann)

    assert GapSignal.objects.count() == 1


def test_a_name_is_kept_only_when_she_asks_to_be_told():
    community, _steward = a_place()
    ann, bob = a_member(of=community), a_member(of=community)

    quiet = actions.tell("nothing_found", "gland torque", community=community, actor=ann)
    named = actions.tell("nothing_found", "gland torque", community=community, by_name=True, actor=bob)

    assert (quiet.person, named.person) == (None, bob)
    assert (len(quiet.asker), named.asker) == (32, f"p{bob.pk}")
    assert set(FactRow.objects.filter(name="SearchMissed").values_list("actor_id", flat=True)) == {
        None,
        bob.pk,
    }


def test_agreeing_afterwards_gives_the_name_to_what_was_noted_without():
    community, _steward = a_place()
    ann = a_member(of=community)

    actions.tell("nothing_found", "gland torque", community=community, actor=ann)
    actions.tell("nothing_found", "torque of the gland", community=community, by_name=True, actor=ann)
    actions.tell("nothing_found", "gland torque", community=community, actor=ann)

    assert [signal.person for signal in GapSignal.objects.all()] == [ann]


def test_who_chose_so_gives_her_name_always():
    ann = a_colleague()
    actions.choose_name("always", actor=ann)

    assert actions.tell("nothing_found", "gland torque", actor=ann).person == ann


def test_without_a_name_nobody_can_be_followed_to_the_next_day(monkeypatch):
    community, _steward = a_place()
    ann = a_member(of=community)
    today = timezone.localdate()
    actions.tell("nothing_found", "gland torque", community=community, actor=ann)
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: today + dt.timedelta(days=1))
    actions.tell("nothing_found", "gland torque", community=community, actor=ann)

    first, second = GapSignal.objects.order_by("day").values_list("asker", flat=True)
    assert first != second
    actions.forget_old()
    assert list(DaySalt.objects.values_list("day", flat=True)) == [today + dt.timedelta(days=1)]


@pytest.mark.parametrize("text", ["", "   ", "???", "\u200b", "—"])
def test_a_text_without_a_word_is_not_noted(text):
    assert actions.tell("nothing_found", text, actor=a_colleague()) is None
    assert not GapSignal.objects.exists()


def test_a_long_text_is_cut_and_stands_on_one_line():
    signal = actions.tell("nothing_found", "a\x07 b\n" + "pump " * 100, actor=a_colleague())

    assert signal.text.startswith("a b pump") and len(signal.text) <= 200


def test_a_day_has_an_end():
    ann = a_colleague()
    for number in range(MOST_A_DAY + 5):
        actions.tell("nothing_found", f"word{number}", actor=ann)

    assert GapSignal.objects.count() == MOST_A_DAY


def test_nobody_tells_of_what_only_the_house_knows():
    with pytest.raises(Invalid):
        actions.tell("unanswered", "gland torque", actor=a_colleague())
    with pytest.raises(PermissionDenied):
        actions.tell("nothing_found", "gland torque", actor=AnonymousUser())


def test_leaving_the_hits_counts_only_when_she_does_not_search_on():
    ann = a_colleague()
    left = actions.tell("abandoned", "gland torque", actor=ann)
    actions.gather_due()
    left.refresh_from_db()
    assert left.wording is None

    actions.found_after_all(actor=ann)

    assert not GapSignal.objects.exists()


def test_one_who_left_some_minutes_ago_counts():
    left = actions.tell("abandoned", "gland torque", actor=a_colleague())
    GapSignal.objects.update(counts_from=timezone.now())

    actions.gather_due()

    left.refresh_from_db()
    assert demand_of(left.wording.gap) == 1


def test_taking_it_back_forgets_that_it_was_hers():
    community, _steward = a_place()
    ann = a_member(of=community)
    gap = a_gap(in_=community, by=ann)

    actions.take_back(GapSignal.objects.get(), actor=ann)

    assert not GapSignal.objects.exists() and demand_of(gap) == 0
    other = a_gap(in_=community)
    with pytest.raises(PermissionDenied):
        actions.take_back(GapSignal.objects.get(wording__gap=other), actor=ann)


def test_a_choice_is_one_of_those_offered():
    ann = a_colleague()
    with pytest.raises(Invalid):
        actions.choose_name("sometimes", actor=ann)
    actions.choose_name("never", actor=ann)
    actions.choose_name("ask", actor=ann)
    assert GapChoice.objects.get().name == "ask"


def test_two_communities_do_not_share_what_they_miss():
    one, other = a_community(), a_community()

    assert a_gap(in_=one) != a_gap(in_=other) != a_gap(in_=None)
