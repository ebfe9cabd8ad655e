"""The settle-in list of home: at most five first steps, ticked from what is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from practica.interfaces.web.queries import Figures
from practica.kit.addresses import address

ROUND = 94.2  # the way round a circle of radius 15, in its own units


@dataclass(frozen=True)
class Step:
    """One step; ``state`` is done, now (the first that is open) or todo."""

    label: str
    url: str
    state: str


@dataclass(frozen=True)
class Settling:
    """The list with its ring: ``arc`` is the drawn part of :data:`ROUND`."""

    steps: list[Step]
    done: int

    @property
    def arc(self) -> str:
        """The ring's dashes: what is done, then the rest."""
        return f"{ROUND * self.done / len(self.steps):.1f} {ROUND}"


def settling(person: Any, figures: Figures, *, has_community: bool) -> Settling | None:
    """The list, or None when everything is done: then it has done its work."""
    asked = [
        (
            _("Say what you work on"),
            _address("people:settings"),
            bool(person.headline or person.ask_me_about),
        ),
        (_("Join a community"), _address("communities:directory"), has_community),
        (_("Save something for later"), _address("web:saved"), figures.has_saved),
        (_("Answer one question"), _address("web:home") + "?show=unanswered", figures.has_answered),
        (_("Choose when we may mail you"), _address("notifications:choices"), figures.has_chosen_mail),
    ]
    done = sum(is_done for _label, _url, is_done in asked)
    if done == len(asked):
        return None
    first_open = next(label for label, _url, is_done in asked if not is_done)
    states = {True: "done", False: "todo"}
    return Settling(
        [
            Step(label, "" if ok else url, "now" if label == first_open else states[ok])
            for label, url, ok in asked
        ],
        done,
    )


def _address(name: str) -> str:
    try:
        return address(name)
    except NoReverseMatch:
        return ""
