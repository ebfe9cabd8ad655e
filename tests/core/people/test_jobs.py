"""What nobody uses any more does not pile up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from practica.core.people.models import Session
from practica.kit.jobs import routines

pytestmark = pytest.mark.django_db


def test_sessions_that_ended_are_forgotten_and_those_that_count_stay():
    for key, days in (("ended", -1), ("counts", 1)):
        Session.objects.create(
            session_key=key, session_data="{}", expire_date=timezone.now() + timedelta(days)
        )
    next(one for one in routines() if one.name == "people.forget_sessions").work()
    assert [one.session_key for one in Session.objects.all()] == ["counts"]
