"""A process that writes much keeps the database out of its memory and waits long for its turn to write."""

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from practica.kit.sqlite.writing import _suit, writes_much

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite is told"),
]


@pytest.fixture(autouse=True)
def as_before():
    yield
    connection_created.disconnect(_suit, dispatch_uid="practica.kit.sqlite.writing")
    _told("PRAGMA mmap_size=134217728")
    _told("PRAGMA wal_autocheckpoint=1000")
    _told("PRAGMA busy_timeout=20000")
    _told("PRAGMA cache_size=-16000")


def test_an_open_connection_is_told():
    writes_much()

    assert _told("PRAGMA mmap_size") in (None, (0,))
    assert _told("PRAGMA wal_autocheckpoint") == (6000,)
    assert _told("PRAGMA busy_timeout") == (60_000,)
    assert _told("PRAGMA cache_size") == (-8000,)


def _told(statement):
    with connection.cursor() as cursor:
        return cursor.execute(statement).fetchone()
