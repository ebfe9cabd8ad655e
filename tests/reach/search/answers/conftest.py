"""A community that knows a few things, so that some words are rarer than others."""

from __future__ import annotations

from typing import Any

import pytest

from practica.core.communities.models import Community
from tests.builders import a_community, a_page, settle

#: Titles and texts of a small library about pumps and other things.
LIBRARY = {
    "Replacing a gland seal": "Loosen the gland nut by half a turn before you replace the seal. "
    "Clean the shaft with a soft cloth. Never use a screwdriver on the seal face.",
    "Lubricating bearings": "Grease the bearing every 400 hours. Too much grease makes a bearing run hot.",
    "Holiday requests": "Ask for holiday four weeks ahead in the calendar of your team.",
    "Booking a meeting room": "Rooms are booked in the calendar. A room nobody uses is given back.",
    "Visiting the plant": "Visitors sign in at the gate and wear a helmet in the plant.",
    "Noise in pipes": "A knocking pipe is often a valve that closes too fast.",
    "Cleaning a filter": "Rinse the filter in warm water and let it dry before you put it back.",
    "Reading a flow meter": "The flow meter shows litres a minute. Read it when the pump has run a while.",
}


@pytest.fixture
def plant(own_index: Any) -> Community:
    """A public community with the library."""
    community = a_community("Plant", audience=Community.Audience.PUBLIC)
    for title, body in LIBRARY.items():
        a_page(in_=community, title=title, body=body)
    settle()
    return community
