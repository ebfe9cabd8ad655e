"""How much room files have: every version counts, what is shared counts once, full is said in a sentence."""

from __future__ import annotations

import shutil

import pytest
from django.utils import timezone

from practica.core.entries.actions import bin_entry
from practica.core.files.actions import add_version, bring_back, store
from practica.core.files.models import StoredFile, Upload
from practica.core.files.space import GB, Space, by_community, space_of, space_of_site
from practica.kit.access import Invalid
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


def test_what_lies_in_the_bin_or_is_on_its_way_counts_too(yard, ann):
    bin_entry(a_file(in_=yard, by=ann, content=b"12345").entry, actor=ann)
    an_upload(yard, ann, 100)
    an_upload(yard, ann, 1000, is_done=True)

    assert (space_of(yard).used, space_of_site().used) == (105, 105)
    assert by_community(seen_by=ann) == ([(yard, 105)], 0, 0)


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
