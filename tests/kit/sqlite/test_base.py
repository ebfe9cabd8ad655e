"""Our SQLite says what Django's says."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from practica.core.people.models import Person
from tests.builders import a_colleague

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="this database is not SQLite"),
]


def test_marks_and_percent_signs_are_told_apart():
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s, '100%%', %s", ["%s", "?"])
        assert cursor.fetchone() == ("%s", "100%", "?")


def test_named_marks_still_work():
    with connection.cursor() as cursor:
        cursor.execute("SELECT %(a)s || %(b)s", {"a": "x", "b": "y"})
        assert cursor.fetchone() == ("xy",)


def test_moments_come_back_as_they_went():
    somebody = a_colleague()
    moment = timezone.now().astimezone(datetime.timezone(datetime.timedelta(hours=5, minutes=30)))
    Person.objects.filter(pk=somebody.pk).update(joined=moment)

    found = Person.objects.get(pk=somebody.pk).joined

    assert (found, found.utcoffset()) == (moment, datetime.timedelta(0))
