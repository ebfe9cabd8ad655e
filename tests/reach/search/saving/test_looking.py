"""Saved searches tell their owners what is new: once, in time, and never what they may not see then."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from practica.core.communities.models import Community, Membership
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.reach.notifications.models import Notice
from practica.reach.search.models import SavedSearch
from practica.reach.search.saving import keeping, looking
from tests.builders import a_colleague, a_community, a_member, a_page, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


@pytest.fixture
def vault():
    """A community that only its members see, with a page that was there before."""
    community = a_community("Vault", audience=Community.Audience.MEMBERS)
    a_page(in_=community, title="Old zanzibar", body="Zanzibar.")
    settle()
    return community


def look(days=0.0):
    """The worker looks after some days; the notices that come of it."""
    looking.look_at_due(timezone.now() + dt.timedelta(days=days))
    settle()
    return sorted(Notice.objects.values_list("values__title", flat=True))


def save(person, asked="q=zanzibar", often="at_once", **values):
    return keeping.save(asked, name=values.get("name", "Mine"), often=often, actor=person)


def publish(community, title="New zanzibar", **values):
    page = a_page(in_=community, title=title, body="Zanzibar.", **values)
    settle()
    return page


def test_what_comes_after_is_told_and_what_was_there_is_not(vault):
    save(a_member(of=vault))
    assert look() == []

    publish(vault)

    assert look() == ["New zanzibar"]


def test_nothing_is_told_twice(vault):
    save(a_member(of=vault))
    page = publish(vault)
    look()
    Notice.objects.all().delete()

    Entry.objects.filter(pk=page.entry_id).update(changed=timezone.now(), active_at=timezone.now())

    assert look() == look() == []


def test_several_at_once_are_one_notice(vault):
    search = save(a_member(of=vault))
    publish(vault, "First zanzibar")
    publish(vault, "Second zanzibar")
    look()

    notice = Notice.objects.get()

    assert notice.values["count"] == "2"
    assert notice.url == f"/search?{search.asked}&sort=newest"


def test_who_left_meanwhile_hears_nothing(vault):
    ann = a_member(of=vault)
    save(ann)
    publish(vault)
    Membership.objects.filter(person=ann).delete()

    assert look() == []


def test_who_leaves_afterwards_sees_the_notice_no_more(vault):
    ann = a_member(of=vault)
    save(ann)
    publish(vault)
    look()
    Membership.objects.filter(person=ann).delete()

    assert not Notice.objects.visible_to(Person.objects.get(pk=ann.pk)).exists()


def test_who_cannot_see_it_hears_nothing_though_she_saved_the_same(vault):
    save(a_colleague())
    publish(vault)

    assert look() == []


def test_a_search_narrowed_to_what_is_gone_rests_instead_of_telling_of_everything(vault):
    yard = a_community("Yard")
    ann = a_member(of=vault)
    save(ann, "q=zanzibar&community=vault")
    Membership.objects.filter(person=ann).delete()
    publish(yard)

    assert look() == []


def test_ones_own_work_is_no_news(vault):
    ann = a_member(of=vault)
    save(ann)
    publish(vault, by=ann)

    assert look() == []


@pytest.mark.parametrize(
    ("often", "too_early", "in_time"), [("daily", 0.9, 1.1), ("weekly", 6.9, 7.1), ("never", 400, None)]
)
def test_each_search_has_its_pace(vault, often, too_early, in_time):
    save(a_member(of=vault), often=often)
    publish(vault)

    assert look(days=too_early) == []
    if in_time:
        assert look(days=in_time) == ["New zanzibar"]


def test_a_dropped_search_is_silent_and_gone_after_a_day(vault):
    ann = a_member(of=vault)
    search = save(ann)
    keeping.drop(search, actor=ann)
    publish(vault)

    assert look() == []
    assert look(days=2) == []
    assert not SavedSearch.objects.exists()


def test_somebody_without_an_account_any_more_hears_nothing(vault):
    ann = a_member(of=vault)
    save(ann)
    publish(vault)
    Person.objects.filter(pk=ann.pk).update(is_active=False)

    assert look() == []
