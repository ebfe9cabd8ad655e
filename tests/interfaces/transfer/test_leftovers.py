"""Uploads that no import names go a day later; those that are named, or were just kept, stay."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from practica.interfaces.transfer import leftovers
from practica.interfaces.transfer.actions import forget_uploads
from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.tables.models import TableImport
from tests.builders import a_colleague, a_collection, a_community, a_member
from tests.builders.imports import a_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_store(tmp_path, monkeypatch):
    monkeypatch.setattr(default_storage._wrapped, "_location", str(tmp_path))
    for name in ("base_location", "location"):
        default_storage._wrapped.__dict__.pop(name, None)


@pytest.fixture
def a_day_later(monkeypatch):
    monkeypatch.setattr(leftovers, "GRACE", dt.timedelta(seconds=-1))


def test_a_store_without_uploads_has_no_leftovers(a_day_later):
    assert leftovers.sweep() == 0


def test_an_upload_that_no_import_names_goes_a_day_later(a_day_later):
    left = default_storage.save("imports/left", ContentFile(b"x"))

    assert leftovers.sweep() == 1
    assert not default_storage.exists(left)


def test_an_upload_that_may_still_be_named_stays():
    left = default_storage.save("imports/left", ContentFile(b"x"))

    assert leftovers.sweep() == 0
    assert default_storage.exists(left)


def test_what_an_import_names_stays(a_day_later):
    zipped = default_storage.save("imports/zipped", ContentFile(b"x"))
    Import.objects.create(started_by=a_colleague(), location=zipped)
    table = default_storage.save("imports/table", ContentFile(b"x"))
    community = a_community()
    pumps = a_collection(in_=community, by=a_member(of=community))
    TableImport.objects.create(collection=pumps, started_by=pumps.entry.author, name="t.csv", location=table)

    assert leftovers.sweep() == 0
    assert default_storage.exists(zipped)
    assert default_storage.exists(table)


def test_an_upload_that_could_not_be_read_goes_after_two_days_and_one_that_waits_to_be_run_stays():
    unreadable = a_plan(b"no zip at all")
    planned = a_plan({"a.md": "Words"}, name="Others")
    assert forget_uploads() == 0

    Import.objects.update(created=timezone.now() - dt.timedelta(days=3))

    assert forget_uploads() == 1
    assert not default_storage.exists(unreadable.location)
    assert default_storage.exists(planned.location)
