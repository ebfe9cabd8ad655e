"""The icons and hues a type can have: those of the sprite and of the design tokens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

#: Names in the icon sprite, in words for the chooser.
ICONS = {
    "page": _("Page"),
    "book": _("Book"),
    "check": _("Tick"),
    "question": _("Question"),
    "asset": _("Box"),
    "event": _("Calendar"),
    "course": _("Mortarboard"),
    "data": _("Data"),
    "users": _("People"),
    "user": _("Person"),
    "discussion": _("Talk"),
    "list": _("List"),
    "tasks": _("Tasks"),
    "history": _("History"),
    "warn": _("Warning"),
    "verified": _("Seal"),
    "pen": _("Pen"),
    "globe": _("Globe"),
    "link": _("Link"),
    "folder": _("Folder"),
    "tip": _("Light bulb"),
    "flag": _("Flag"),
    "quote": _("Quotation"),
    "heart": _("Heart"),
    "table": _("Table"),
    "clock": _("Clock"),
    "pin": _("Pin"),
    "tag": _("Label"),
    "chart": _("Chart"),
    "compass": _("Compass"),
    "refresh": _("Circle of arrows"),
}

#: Names of the ``--k-…`` tokens, in words of colour.
HUES = {
    "page": _("Green"),
    "asset": _("Ochre"),
    "event": _("Brick"),
    "question": _("Plum"),
    "course": _("Violet"),
    "discussion": _("Blue"),
    "data": _("Slate"),
}
