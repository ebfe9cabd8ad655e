"""Who sits at a socket: the person of a session, and what others are told of her."""

from __future__ import annotations

import colorsys
from importlib import import_module
from types import SimpleNamespace
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest

from practica.core.people.models import Person
from practica.core.people.sessions import person_of


def person_by_session(key: str) -> Any:
    """Who is signed in by the session called ``key`` right now, or nobody (a visitor)."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(key or None)
    # What a request knows of a session is all that is asked.
    return person_of(cast(HttpRequest, SimpleNamespace(session=store)))


def face_of(person: Person) -> dict[str, Any]:
    """What stands at her caret. The colour is spelled as editors want it; the hue is that of her avatar."""
    hue = person.hue
    red, green, blue = colorsys.hls_to_rgb(hue / 360, 0.38, 0.6)
    color = f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
    return {"name": person.name, "hue": hue, "person": person.uid, "color": color}
