"""Word, icon and hue of a kind: from the app that owns it, or from the house for what is not an entry."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from practica.kit.contracts import kinds


class Look(NamedTuple):
    """How a kind is shown. ``css`` is the hue class."""

    label: Any
    icon: str
    css: str


_HOUSE = {
    "discussion": Look(_("Discussion"), "discussion", "k-discussion"),
    "question": Look(_("Question"), "question", "k-question"),
    "answer": Look(_("Answer"), "reply", "k-question"),
    "page": Look(_("Page"), "page", "k-page"),
    "asset": Look(_("Good practice"), "asset", "k-asset"),
    "event": Look(_("Event"), "event", "k-event"),
    "course": Look(_("Course"), "course", "k-course"),
    "data": Look(_("Database"), "data", "k-data"),
    "file": Look(_("File"), "file", "k-file"),
    "person": Look(_("Person"), "person", "k-person"),
    "community": Look(_("Community"), "community", "k-community"),
}


def look(name: str) -> Look:
    """How to show ``name``. A kind nobody registered gets its own name and the look of a page."""
    known = kinds.all_kinds().get(name)
    if known is not None:
        return Look(known.label, known.icon, known.css)
    return _HOUSE.get(name) or Look(name, "page", "k-page")
