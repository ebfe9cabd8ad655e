"""What a filter can ask of a field, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Operator:
    """``name`` is for addresses and stored views, ``label`` completes "Site … Turku"; ``takes_value`` is
    False for those that need none."""

    name: str
    label: Any
    takes_value: bool = True


OPERATORS = {
    one.name: one
    for one in (
        Operator("is", _("is")),
        Operator("is_not", _("is not")),
        Operator("any_of", _("is one of")),
        Operator("contains", _("contains")),
        Operator("begins", _("begins with")),
        Operator("less", _("is less than")),
        Operator("at_most", _("is at most")),
        Operator("more", _("is more than")),
        Operator("at_least", _("is at least")),
        Operator("before", _("is before")),
        Operator("until", _("is on or before")),
        Operator("after", _("is after")),
        Operator("from", _("is on or after")),
        Operator("empty", _("is empty"), takes_value=False),
        Operator("filled", _("is not empty"), takes_value=False),
    )
}

BLANKS = ("empty", "filled")
EQUAL = ("is", "is_not", "any_of", *BLANKS)
NUMBERS = ("is", "is_not", "less", "at_most", "more", "at_least", *BLANKS)
MOMENTS = ("is", "before", "until", "after", "from", *BLANKS)
TEXTS = ("is", "is_not", "contains", "begins", *BLANKS)
