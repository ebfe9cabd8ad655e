"""When a file is erased, the bytes of all its versions go with it."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage

from practica.core.entries.erasing import erase
from practica.core.files.actions import add_version
from practica.core.files.sweeping import locations
from tests.builders import a_community, a_file, a_member

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_bytes_of_all_versions_go():
    yard = a_community()
    stored = a_file(in_=yard, by=a_member(of=yard), content=b"first")
    add_version(stored, b"second", actor=stored.uploaded_by)
    places = locations()

    erase([stored.entry])

    assert len(places) == 2
    assert not any(default_storage.exists(place) for place in places)
