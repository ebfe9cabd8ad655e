"""Sample content for the living style page. Nothing here is stored."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils import timezone


class SampleForm(forms.Form):
    """One of each control, shown with errors."""

    name = forms.CharField(label="Name", max_length=80, help_text="As people will find it.")
    purpose = forms.CharField(label="Purpose", widget=forms.Textarea, required=False)
    language = forms.ChoiceField(label="Language", choices=[("en", "English"), ("fi", "Suomi")])
    joining = forms.ChoiceField(
        label="Joining",
        widget=forms.RadioSelect,
        choices=[
            ("open", "Anybody may join"),
            ("ask", "People ask, a lead answers"),
            ("invited", "By invitation"),
        ],
    )
    listed = forms.BooleanField(
        label="Show in the directory", required=False, help_text="You can change this later."
    )


def _person(name: str, initials: str, hue: int) -> SimpleNamespace:
    return SimpleNamespace(name=name, initials=initials, hue=hue)


def _ago(**before: float) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(**before)


def everything() -> dict[str, Any]:
    """The context of the style page."""
    diego, tomasz, mei = (
        _person("Diego Prado", "DP", 140),
        _person("Tomasz Lind", "TL", 255),
        _person("Mei Tanaka", "MT", 20),
    )
    wrong = SampleForm({"name": "", "purpose": "Fewer surprises", "language": "fi"})
    wrong.is_valid()
    return {
        "community": SimpleNamespace(name="Reliability & Maintenance", initials="RM", hue=62, cover_url=""),
        "other": SimpleNamespace(name="Data Practice", initials="DP", hue=255, cover_url=""),
        "diego": diego,
        "tomasz": tomasz,
        "people": [diego, tomasz, mei],
        "kinds": ["discussion", "question", "page", "asset", "event", "course", "data"],
        "moments": [
            _ago(seconds=20),
            _ago(minutes=18),
            _ago(hours=2),
            _ago(days=1, hours=8),
            _ago(days=4),
            _ago(days=40),
        ],
        "now": timezone.now(),
        "form": SampleForm(),
        "wrong": wrong,
        "tones": ["note", "tip", "important", "warning", "caution"],
        "series": ["ok", "warn", "danger", "info", "acc", "plain"],
        "tabs": [
            {"label": "For you", "url": "#", "current": True},
            {"label": "Following", "url": "#"},
            {"label": "Unanswered", "url": "#", "count": 7},
            {"label": "New in the library", "url": "#"},
        ],
        "crumbs": [
            {"label": "Reliability & Maintenance", "url": "#"},
            {"label": "Pumps", "url": "#"},
            {"label": "Choosing a pump seal"},
        ],
        "headings": [
            {"id": "buttons", "text": "Buttons", "depth": 0},
            {"id": "forms", "text": "Forms", "depth": 0},
            {"id": "text", "text": "Text", "depth": 1},
        ],
        "nodes": [
            _node("Start here", 0, has_children=True),
            _node("Rotating equipment", 0, has_children=True, open=True),
            _node("Pumps", 1, has_children=True, open=True),
            _node("Choosing a pump seal for a very long name that is cut", 2, current=True),
        ],
        "steps": [
            {"label": "Files received", "state": "done"},
            {"label": "Reading pages", "state": "now", "note": "412 of 960"},
            {"label": "Checking links", "state": "todo"},
            {"label": "Attachments", "state": "failed", "note": "one file is too large"},
        ],
        "rows": [
            {
                "kind": "same",
                "left": "## Before you start",
                "right": "## Before you start",
                "left_no": 1,
                "right_no": 1,
            },
            {
                "kind": "change",
                "left": "Wait two minutes.",
                "right": "Wait five minutes.",
                "left_no": 2,
                "right_no": 2,
            },
            {"kind": "add", "left": "", "right": "Mark each nut.", "right_no": 3},
            {"kind": "gap", "left": "12 lines are the same"},
        ],
    }


def _node(title: str, depth: int, **values: bool) -> SimpleNamespace:
    marks = {"has_children": False, "open": False, "current": False} | values
    return SimpleNamespace(title=title, url="#", depth=depth, **marks)
