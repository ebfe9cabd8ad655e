"""Hits that were opened: kept as the site and the person want it, for nobody to read, and not for ever."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone

from practica.core.communities.models import Community
from practica.kit.access import Invalid, Refused
from practica.kit.jobs import routines
from practica.reach.search.judging import clicks, shown
from practica.reach.search.judging.clicks import choose, forget_old, record_click
from practica.reach.search.judging.models import ClickChoice, ClickSalt, SearchClick
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page
from tests.reach.search.judging.scenes import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard():
    """A community that everyone signed in sees."""
    return a_community("Yard")


@pytest.fixture
def ann(yard):
    """A member of it."""
    return a_member(of=yard)


@pytest.fixture
def pages(yard):
    """Three pages."""
    return [a_page(in_=yard, title=f"Heap {number}").entry for number in range(3)]


def test_an_opened_hit_is_kept_with_what_stood_beside_it(ann, pages):
    record_click(page_of(*pages, question="Warm  HEAPS", first=21, person=ann), position=22, actor=ann)

    click = SearchClick.objects.get()
    assert (click.question, click.first, click.position) == ("warm heaps", 21, 22)
    assert click.entry == pages[1]
    assert click.shown == [
        [pages[0].uid, 1000, 0, 0],
        [pages[1].uid, 900, 100, 0],
        [pages[2].uid, 800, 200, 0],
    ]
    assert click.covered == 0.5


def test_nothing_of_the_person_is_kept(ann, pages):
    click = record_click(page_of(*pages, person=ann), position=1, actor=ann)

    assert click.person is None
    assert ann.uid not in str(vars(click))


def test_the_same_hit_of_the_same_question_counts_once_a_day(ann, pages):
    for question in ("heaps", "Heaps ", "other"):
        record_click(page_of(*pages, question=question, person=ann), position=1, actor=ann)

    assert SearchClick.objects.count() == 2


def test_she_may_say_later_whether_it_helped(ann, pages):
    carried = page_of(*pages, person=ann)
    record_click(carried, position=1, actor=ann)

    record_click(carried, position=1, helpful=False, actor=ann)

    assert SearchClick.objects.get().helpful is False


def test_a_name_is_kept_where_both_the_site_and_she_want_it(settings, ann, pages):
    settings.SEARCH_CLICKS = "named"
    bob = a_colleague()
    choose("by_name", actor=ann)

    mine = record_click(page_of(*pages, person=ann), position=1, actor=ann)
    his = record_click(page_of(*pages, person=bob), position=1, actor=bob)

    assert mine.person == ann
    assert his.person is None


def test_a_name_is_not_kept_where_the_site_does_not_want_it(ann, pages):
    choose("by_name", actor=ann)

    assert record_click(page_of(*pages, person=ann), position=1, actor=ann).person is None


def test_who_never_wants_it_leaves_nothing(ann, pages):
    carried = page_of(*pages, person=ann)
    record_click(carried, position=1, actor=ann)

    choose("never", actor=ann)

    assert record_click(carried, position=2, actor=ann) is None
    assert not SearchClick.objects.exists()


def test_who_takes_her_name_back_takes_what_bears_it(settings, ann, pages):
    settings.SEARCH_CLICKS = "named"
    choose("by_name", actor=ann)
    record_click(page_of(*pages, person=ann), position=1, actor=ann)

    choose("without_name", actor=ann)

    assert clicks.kept_by_name(ann) == 0
    assert not SearchClick.objects.exists()


def test_what_bears_a_name_goes_with_the_person(settings, ann, pages):
    settings.SEARCH_CLICKS = "named"
    bob = a_colleague()
    choose("by_name", actor=bob)
    record_click(page_of(*pages, person=bob), position=1, actor=bob)

    bob.delete()

    assert not SearchClick.objects.exists()
    assert not ClickChoice.objects.exists()


def test_there_is_no_other_choice(ann):
    with pytest.raises(Invalid):
        choose("sometimes", actor=ann)


@pytest.mark.parametrize("setting", ["off", "nonsense"])
def test_a_site_that_keeps_none_sends_out_nothing_to_come_back(settings, ann, pages, setting):
    carried = page_of(*pages, person=ann)
    settings.SEARCH_CLICKS = setting

    assert page_of(*pages, person=ann) == ""
    assert record_click(carried, position=1, actor=ann) is None


def test_visitors_are_not_asked_and_so_not_noted(pages):
    from django.contrib.auth.models import AnonymousUser

    assert page_of(*pages, person=AnonymousUser()) == ""
    with pytest.raises(Refused):
        record_click("", position=1, actor=AnonymousUser())


@pytest.mark.parametrize("position", [0, 4, 99_999])
def test_a_place_that_was_not_shown_is_no_hit(ann, pages, position):
    with pytest.raises(Invalid):
        record_click(page_of(*pages, person=ann), position=position, actor=ann)


def test_one_person_cannot_tell_of_another_ones_page(ann, pages):
    with pytest.raises(Invalid):
        record_click(page_of(*pages, person=a_colleague()), position=1, actor=ann)


@pytest.mark.parametrize("change", ["", "x", ":", "a:b", "é" * 5000])
def test_what_we_did_not_write_is_not_believed(ann, pages, change):
    carried = page_of(*pages, person=ann)

    with pytest.raises(Invalid):
        record_click(change and f"{carried[:8]}{change}{carried[9:]}", position=1, actor=ann)


@pytest.mark.parametrize("who", [a_guest, a_colleague])
def test_only_what_one_may_see_can_be_opened(who):
    vault = a_community("Vault", audience=Community.Audience.MEMBERS)
    page, person = a_page(in_=vault).entry, who()

    with pytest.raises(Http404):
        record_click(page_of(page, person=person), position=1, actor=person)


def test_one_person_does_not_fill_the_log(monkeypatch, ann, pages):
    monkeypatch.setattr(clicks, "MOST_A_DAY", 2)
    for number in range(4):
        record_click(page_of(*pages, question=f"heap {number}", person=ann), position=1, actor=ann)

    assert SearchClick.objects.count() == 2


def test_clicks_go_when_their_time_is_over(settings, ann, pages):
    settings.SEARCH_CLICKS_DAYS = 30
    for number in range(2):
        record_click(page_of(*pages, question=f"heap {number}", person=ann), position=1, actor=ann)
    old = SearchClick.objects.order_by("pk").first()
    SearchClick.objects.filter(pk=old.pk).update(at=timezone.now() - dt.timedelta(days=31))

    assert forget_old() == 1
    assert not SearchClick.objects.filter(pk=old.pk).exists()


def test_the_secret_of_a_day_goes_with_the_day(ann, pages):
    record_click(page_of(*pages, person=ann), position=1, actor=ann)
    ClickSalt.objects.update(day=timezone.localdate() - dt.timedelta(days=1))

    forget_old()

    assert not ClickSalt.objects.exists()


def test_the_worker_forgets_every_so_often():
    assert forget_old in [routine.work for routine in routines()]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Warm\tHeaps ", "warm heaps"),
        ("ＳＴＲＡßＥ\u200b", "strasse"),
        ("\x00\x1b", ""),
        ("a" * 900, "a" * 200),
    ],
)
def test_a_question_is_kept_folded(typed, kept):
    assert shown.fold(typed) == kept


def test_a_page_of_twenty_hits_carries_little(yard, ann):
    entries = [a_page(in_=yard, title=f"Page {number}").entry for number in range(20)]

    assert len(page_of(*entries, person=ann)) < 900
