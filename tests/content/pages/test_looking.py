"""When a page needs a look: as many days after writing or verifying as its type says."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from practica.content.pages.actions import save
from practica.core.entries.actions import take_back_verification, verify
from practica.core.entries.models import Entry
from practica.core.ledger.listeners import deliver_due
from practica.core.ledger.models import FactRow
from practica.core.types.actions import change_type, retype
from tests.builders import a_colleague, a_community
from tests.builders.pages import a_page
from tests.builders.types import a_type

pytestmark = pytest.mark.django_db

MONTH = dt.timedelta(days=30)


@pytest.fixture
def lead():
    return a_colleague("Lea")


@pytest.fixture
def guideline(lead):
    type = a_type(in_=a_community(led_by=lead), by=lead, label="Rule")
    return change_type(type, review_days=30, actor=lead)


@pytest.fixture
def page(guideline, lead):
    page = a_page(in_=guideline.community, by=lead, body="Under 60 Nm.")
    retype(page.entry, guideline, actor=lead)
    return page


def _due(page, *, written=0):
    """The planned day, once what was ``written`` so many days ago has been told."""
    if written:
        then = timezone.now() - dt.timedelta(days=written)
        Entry.objects.filter(pk=page.entry_id).update(changed=then)
    deliver_due()
    return Entry.objects.get(pk=page.entry_id).review_due


def _written(page):
    """The day on which the text was written; midnight may pass in the middle of a test."""
    return Entry.objects.get(pk=page.entry_id).changed.date()


def test_it_is_looked_at_again_as_many_days_later_as_its_type_says(page):
    assert _due(page) == _written(page) + MONTH


def test_an_article_needs_no_look(guideline, lead):
    assert _due(a_page(in_=guideline.community, by=lead)) is None


def test_what_was_written_long_ago_needs_one_now_and_says_so(page, lead, client):
    assert _due(page, written=40) == _written(page) + MONTH
    client.force_login(lead)
    assert "Needs a look" in client.get(page.get_absolute_url()).content.decode()


def test_verifying_is_the_look(page, lead):
    _due(page, written=40)
    entry = Entry.objects.get(pk=page.entry_id)

    verify(entry, actor=lead)
    verified = Entry.objects.get(pk=page.entry_id)
    assert _due(page) == verified.verification.at.date() + MONTH
    take_back_verification(verified, actor=lead)
    assert _due(page) == _written(page) + MONTH


def test_a_new_text_needs_a_look_later(page, lead):
    before = _due(page, written=40)
    save(page, title=page.entry.title, body="Under 50 Nm.", started_from=1, actor=lead)
    assert _due(page) == _written(page) + MONTH >= before + dt.timedelta(days=40)


def test_a_type_that_says_otherwise_moves_the_day_of_all_its_pages(page, guideline, lead):
    _due(page)
    change_type(guideline, review_days=7, actor=lead)
    assert _due(page) == _written(page) + dt.timedelta(days=7)
    guideline.refresh_from_db()
    change_type(guideline, review_days=None, actor=lead)
    assert _due(page) is None


def test_nothing_is_told_when_the_day_stays(page, lead):
    _due(page)
    told = FactRow.objects.filter(name="LookPlanned").count()
    save(page, title=page.entry.title, body="Under 50 Nm.", started_from=1, actor=lead)
    deliver_due()
    assert FactRow.objects.filter(name="LookPlanned").count() == told == 1
