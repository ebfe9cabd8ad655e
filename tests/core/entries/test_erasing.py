"""The bin keeps things for thirty days, then they are gone with all that hung on them."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from practica.core.entries.actions import bin_entry
from practica.core.entries.erasing import empty_bins
from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile
from practica.core.ledger.models import FactRow
from tests.builders import a_colleague, a_community, a_file, a_page

pytestmark = pytest.mark.django_db(transaction=True)


def _binned(entry: Entry, *, days_ago: int, by) -> None:
    bin_entry(entry, actor=by)
    Entry.objects.filter(pk=entry.pk).update(binned_at=timezone.now() - dt.timedelta(days=days_ago))


def test_what_lay_there_for_a_month_goes_with_its_bytes():
    ann = a_colleague()
    stored = a_file(in_=a_community(led_by=ann), by=ann)
    _binned(stored.entry, days_ago=31, by=ann)
    assert empty_bins() == 1
    assert not StoredFile.objects.exists() and not Entry.objects.exists()
    assert not default_storage.exists(stored.location)
    assert FactRow.objects.filter(name="EntryErased", entry_id=stored.entry_id).exists()


def test_what_lies_there_since_last_week_stays():
    ann = a_colleague()
    page = a_page(in_=a_community(led_by=ann), by=ann)
    _binned(page.entry, days_ago=7, by=ann)
    assert empty_bins() == 0
    assert Entry.objects.filter(pk=page.entry_id).exists()


def test_a_page_goes_and_its_children_stay():
    ann = a_colleague()
    community = a_community(led_by=ann)
    parent = a_page(in_=community, by=ann)
    child = a_page(in_=community, by=ann, parent=parent)
    _binned(parent.entry, days_ago=40, by=ann)
    empty_bins()
    assert set(Entry.objects.values_list("pk", flat=True)) == {child.entry_id}
