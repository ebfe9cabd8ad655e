"""Bytes and rows: what a rollback leaves behind goes a day later, what is named stays."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from practica.core.files import sweeping
from practica.core.files.actions import add_version
from practica.core.files.models import StoredFile
from practica.core.files.sweeping import locations, missing, sweep, unnamed
from practica.kit.storage import PART
from tests.builders import a_community, a_file, a_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_store(tmp_path, monkeypatch):
    monkeypatch.setattr(default_storage._wrapped, "_location", str(tmp_path))
    for name in ("base_location", "location"):
        default_storage._wrapped.__dict__.pop(name, None)


@pytest.fixture
def a_day_later(monkeypatch):
    monkeypatch.setattr(sweeping, "GRACE", dt.timedelta(seconds=-1))


@pytest.fixture
def stored():
    yard = a_community()
    return a_file(in_=yard, by=a_member(of=yard), content=b"first")


class Killed(Exception):
    """Stands for all that ends a transaction without its commit."""


def test_what_a_rollback_leaves_behind_goes_a_day_later(stored, a_day_later):
    with pytest.raises(Killed), transaction.atomic():
        lost = a_file(in_=stored.entry.community, by=stored.uploaded_by, content=b"lost")
        raise Killed
    assert default_storage.exists(lost.location)

    assert list(unnamed()) == [lost.location]
    assert sweep() == 1
    assert not default_storage.exists(lost.location)


def test_what_may_still_be_named_is_left_alone(stored):
    location = default_storage.save("ab/abcdefgh2345", ContentFile(b"on its way"))

    assert sweep() == 0
    assert default_storage.exists(location)


def test_every_version_is_kept_and_so_is_what_others_keep(stored, a_day_later):
    others = default_storage.save("imports/abcdefgh2345", ContentFile(b"an import"))
    add_version(stored, b"second", actor=stored.uploaded_by)

    assert sweep() == 0
    assert all(default_storage.exists(place) for place in (*locations(), others))
    assert len(locations()) == 2


def test_what_a_killed_writer_did_not_finish_goes(stored, a_day_later):
    folder = stored.location.partition("/")[0]
    default_storage.save(f"{folder}/{PART}x", ContentFile(b"half"))

    assert sweep() == 1


def test_pieces_of_an_upload_that_is_gone_go(a_day_later):
    place = default_storage.save("uploads/abcdefgh2345/0", ContentFile(b"piece"))

    assert sweep() == 1
    assert not default_storage.exists(place)


def test_a_file_whose_bytes_are_gone_is_told_of(stored):
    assert missing() == []

    default_storage.delete(stored.location)

    assert missing() == [StoredFile.objects.get()]
