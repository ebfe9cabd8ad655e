"""What was asked for, as an address can say it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from practica.kit.contracts.search import CHECKED, CURRENT, FRESHNESS, STATES
from practica.reach.search.wishes import typed

#: The fields with any number of values, by their names in addresses.
LISTS = ("kind", "type", "community", "topic", "author", "state", "language", "freshness")

#: In which order hits stand: the best first, the newest first, the best of each kind.
SORTS = ("", "newest", "kind")

#: Nobody chooses more values of one field than this.
MOST_VALUES = 20

#: A longer question is a document; its beginning says what it is about.
LONGEST = 2_000
_LONGEST_VALUE = 120
_NAMED = 110

# Signs that no keyboard types and no page can show.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Asked:
    """Words, and what to narrow them to, by the names that stand in addresses: slugs, handles, codes.

    ``after`` and ``before`` are days as text, ``sort`` is one of ``SORTS``. ``complaints`` are
    sentences about what could not be understood; they are no part of what was asked.
    """

    words: str = ""
    kind: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    community: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    freshness: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    sort: str = ""
    complaints: tuple[str, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.words or self.is_narrowed)

    @property
    def is_narrowed(self) -> bool:
        """Whether there is more than words."""
        return any(getattr(self, name) for name in (*LISTS, "after", "before"))

    @property
    def in_short(self) -> str:
        """The words where they are named: the beginning of a long question."""
        return self.words if len(self.words) <= _NAMED else f"{self.words[:_NAMED].rstrip()} …"

    def pairs(self, *, without: Iterable[str] = ()) -> list[tuple[str, str]]:
        """All of it as fields of a form or an address, in the order of the form."""
        found = [("q", self.words)]
        found += [(name, value) for name in LISTS for value in getattr(self, name)]
        found += [("after", self.after), ("before", self.before), ("sort", self.sort)]
        left_out = set(without)
        return [(name, value) for name, value in found if value and name not in left_out]

    def address(self, path: str, *, page: int = 1) -> str:
        """The one address of it."""
        pairs = self.pairs() + ([("page", str(page))] if page > 1 else [])
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def toggled(self, name: str, value: str) -> Asked:
        """With ``value`` of the field ``name``, or without it where it was."""
        values = getattr(self, name)
        return self.having(
            name, [one for one in values if one != value] if value in values else [*values, value]
        )

    def having(self, name: str, value: Any) -> Asked:
        """With ``value`` (several for a field of ``LISTS``) instead of what the field ``name`` had."""
        change: dict[str, Any] = {name: tuple(value) if name in LISTS else value}
        return replace(self, **change)


def from_address(values: QueryDict) -> Asked:
    """What an address or a form asks for, with the operators in its words. Never raises."""
    text = _clean(values.get("q", ""))
    words, wishes = typed.split(text[:LONGEST])
    found: dict[str, list[str]] = {name: _values(values.getlist(name)) for name in LISTS}
    days: dict[str, Any] = {
        name: _clean(values.get(name, ""))[:_LONGEST_VALUE] for name in ("after", "before")
    }
    complaints = []
    for wish in wishes:
        if not wish.value:
            complaints.append(_without_value(wish.operator))
        elif wish.field == "is":
            complaints += _add_state(found, wish.value)
        elif wish.field in days:
            days[wish.field] = wish.value
        else:
            found[wish.field].append(wish.value[:_LONGEST_VALUE])
    if len(text) > LONGEST:
        complaints.append(
            _("That is a long question; its first %(count)d characters were used.") % {"count": LONGEST}
        )
    lists: dict[str, Any] = {name: tuple(dict.fromkeys(each))[:MOST_VALUES] for name, each in found.items()}
    sort = values.get("sort", "")
    return Asked(
        words=words,
        **lists,
        **days,
        sort=sort if sort in SORTS else "",
        complaints=tuple(complaints),
    )


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _values(given: Iterable[str]) -> list[str]:
    return [value for one in given if (value := _clean(one)[:_LONGEST_VALUE])]


def _add_state(found: dict[str, list[str]], value: str) -> list[str]:
    """Put what ``is:`` asks for where it belongs; a sentence when it is nothing we know."""
    value = value.lower()
    value = _OTHER_WORDS.get(value, value)
    if value in STATES:
        found["state"].append(value)
    elif value in FRESHNESS:
        found["freshness"].append(value)
    else:
        known = ", ".join(("current", *STATES[1:], "verified", *FRESHNESS[1:]))
        return [
            _("“is:%(value)s” says nothing here. There are: %(known)s.") % {"value": value, "known": known}
        ]
    return []


# What people call what the index calls otherwise.
_OTHER_WORDS = {"current": CURRENT, "verified": CHECKED}

_EXAMPLES = {
    "after": "2026-01-31",
    "before": "2026-01-31",
    "kind": "page",
    "type": "lesson",
    "lang": "en",
    "language": "en",
    "is": "archived",
}


def _without_value(operator: str) -> str:
    """That something has to stand right after the colon."""
    example = f"{operator}:{_EXAMPLES.get(operator, 'name')}"
    return _("“%(operator)s:” needs something right after the colon, as in %(example)s.") % {
        "operator": operator,
        "example": example,
    }
