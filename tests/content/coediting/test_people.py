"""What others are told of who sits at a socket."""

from __future__ import annotations

import pytest

from practica.content.coediting.people import face_of
from tests.builders import a_colleague

pytestmark = pytest.mark.django_db


def test_a_caret_has_the_hue_of_the_avatar_of_who_moves_it():
    mei = a_colleague(name="Mei Tanaka")

    assert face_of(mei)["hue"] == mei.hue
