"""How much room files have: every version counts, what is shared counts once, full is said in a sentence."""

from __future__ import annotations

import shutil

import pytest
from django.utils import timezone

from practica.core.entries.actions import bin_entry
from practica.core.files.actions import add_version, allot_space, bring_back, store
from practica.core.files.models import StoredFile, Upload
from practica.core.files.space import GB, Space, by_community, space_of, space_of_site
from practica.core.ledger.models import FactRow
from practica.kit.access import Invalid, Refused
from tests.builders import a_colleague, a_community, a_file, a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard():
    return a_community("Yard")


@pytest.fixture
def ann(yard):
    return a_member(of=yard)


def an_upload(yard, ann, size, **values):
    return Upload.objects.create(
        person=ann, community=yard, name="a", size=size, expires=timezone.now(), **values
    )


def test_all_versions_count_and_what_came_back_once(yard, ann):
    stored = a_file(in_=yard, by=ann, content=b"12345")
    add_version(stored, b"123", actor=ann)
    assert space_of(yard).used == 8

    bring_back(stored, 1, actor=ann)

    assert space_of(yard).used == 8
    (listed,), _others, _of_others = by_community(seen_by=ann)
    assert listed.space.used == 8


def test_what_lies_in_the_bin_or_is_on_its_way_counts_too(yard, ann):
    bin_entry(a_file(in_=yard, by=ann, content=b"12345").entry, actor=ann)
    an_upload(yard, ann, 100)
    an_upload(yard, ann, 1000, is_done=True)

    assert (space_of(yard).used, space_of_site().used) == (105, 105)
    named, others, _size = by_community(seen_by=ann)
    assert [(one.community, one.space.used) for one in named] == [(yard, 105)]
    assert not others


def test_of_communities_one_does_not_see_the_sum_is_told_and_no_name():
    hidden = a_community(audience="members")
    a_file(in_=hidden, by=a_member(of=hidden), content=b"12345")

    assert by_community(seen_by=a_colleague(is_administrator=True)) == ([], 1, 5)


def test_a_full_community_says_so_and_takes_nothing(yard, ann, settings):
    settings.FILES_COMMUNITY_GB = 10 / GB
    a_file(in_=yard, by=ann, content=b"12345")

    with pytest.raises(Invalid, match=r"The files of Yard have no room for this: 5\xa0bytes of 10\xa0bytes"):
        store(b"123456", name="a.txt", community=yard, actor=ann)
    store(b"12345", name="a.txt", community=yard, actor=ann)
    assert StoredFile.objects.count() == 2


def test_what_is_allotted_to_a_community_counts_instead_of_the_usual(yard, ann, settings):
    settings.FILES_COMMUNITY_GB = 1
    chief = a_colleague(is_administrator=True)
    allot_space(yard, 10 / GB, actor=chief)
    a_file(in_=yard, by=ann, content=b"12345")

    with pytest.raises(Invalid, match=r"5\xa0bytes of 10\xa0bytes are used.*ask an administrator"):
        store(b"123456", name="a.txt", community=yard, actor=ann)

    allot_space(yard, 0, actor=chief)
    assert space_of(yard).most == 0
    allot_space(yard, None, actor=chief)
    assert space_of(yard).most == GB
    assert FactRow.objects.filter(name="SpaceAllotted").count() == 3


def test_a_lead_who_is_no_administrator_allots_nothing(yard, ann):
    with pytest.raises(Refused):
        allot_space(yard, 5, actor=ann)


@pytest.mark.parametrize("wrong", [-1, 2_000_000, float("nan")])
def test_room_is_a_number_of_gigabytes(yard, wrong):
    with pytest.raises(Invalid, match="from 0 to"):
        allot_space(yard, wrong, actor=a_colleague(is_administrator=True))


def test_a_full_site_says_so(yard, ann, settings):
    settings.FILES_SITE_GB = 10 / GB
    other = a_community()
    a_file(in_=other, by=a_member(of=other), content=b"1234567")

    with pytest.raises(Invalid, match="This site has no room"):
        store(b"1234", name="a.txt", community=yard, actor=ann)


def test_a_full_disk_says_so(yard, ann, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: shutil._ntuple_diskusage(100, 99, 1))

    with pytest.raises(Invalid, match="The disk of this site is full"):
        store(b"1234", name="a.txt", community=yard, actor=ann)


@pytest.mark.parametrize(
    ("space", "percent", "nearly"),
    [(Space(0, 100), 0, False), (Space(1, 10_000), 1, False), (Space(90, 100), 90, True),
     (Space(300, 100), 100, True), (Space(5, 0), 0, False)],
)  # fmt: skip
def test_what_is_used_at_all_shows(space, percent, nearly):
    assert (space.percent, space.is_nearly_full) == (percent, nearly)
