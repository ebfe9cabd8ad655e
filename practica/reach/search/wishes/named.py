"""Names in a question, looked up with the eyes of the person who asks.

What she may not see is answered exactly as what is not there: every name is looked for among what is visible
to her, and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from django.conf.locale import LANG_INFO
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from practica.core.communities.models import Community
from practica.core.entries.models import Entry, Topic
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import of_type
from practica.kit.contracts import kinds
from practica.kit.contracts.search import (
    ARCHIVED,
    CHECKED,
    CURRENT,
    DUE,
    FRESHNESS,
    STATES,
    SUPERSEDED,
    Filters,
)
from practica.reach.search.wishes.asked import LISTS, Asked

# So many people may share a name that was typed.
_NAMESAKES = 5

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True)
class Chip:
    """One thing the search is narrowed to, in the reader's words, and what is asked for without it."""

    label: str
    without: Asked


@dataclass
class Named:
    """What was asked for, in names that are known: the same for every way to type it.

    ``filters`` is what the index is asked, ``labels`` the reader's words by (field, value), ``complaints``
    sentences about what nothing here is called.
    """

    asked: Asked
    filters: Filters = field(default_factory=Filters)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    community: Community | None = None

    @property
    def chips(self) -> list[Chip]:
        """Everything it is narrowed to."""
        found = [
            Chip(self.labels[name, value], self.asked.toggled(name, value))
            for name in LISTS
            for value in getattr(self.asked, name)
        ]
        days = {"after": _("From %(day)s"), "before": _("Before %(day)s")}
        for name, words in days.items():
            if text := getattr(self.asked, name):
                day = date_format(dt.date.fromisoformat(text), "DATE_FORMAT")
                found.append(Chip(words % {"day": day}, self.asked.having(name, "")))
        return found


def named(asked: Asked, *, person: Any) -> Named:
    """What ``person`` asked for, looked up. What is unknown is left out and complained of."""
    out = Named(asked, complaints=list(asked.complaints))
    values: dict[str, Any] = {}
    values["kinds"] = _keep(out, "kind", {value: _kind(value) for value in asked.kind}, _no_kind)
    values["types"] = _keep(out, "type", _types(asked.type, person), _no_type)
    values["community_uids"] = _keep(
        out, "community", _communities(out, asked.community, person), _no_community
    )
    values["topics"] = _keep(out, "topic", _topics(asked.topic, person), _no_topic)
    values["authors"] = _keep(out, "author", _people(asked.author, person), _no_person)
    states = {value: [(value, value, STATE_LABELS[value]())] for value in asked.state if value in STATES}
    values["states"] = _keep(out, "state", states, _no_state)
    fresh = {
        value: [(value, value, FRESHNESS_LABELS[value]())] for value in asked.freshness if value in FRESHNESS
    }
    values["freshness"] = _keep(out, "freshness", fresh, _no_state)
    values["languages"] = _keep(
        out, "language", {value: _language(value) for value in asked.language}, _no_language
    )
    values["changed_from"], values["changed_before"] = _day(out, "after"), _day(out, "before")
    out.filters = Filters(**values)
    return out


# For each value typed: (name in addresses, name in the index, words for the reader), of everything it means.
_Meant = list[tuple[str, str, str]]


def _keep(out: Named, name: str, meant: dict[str, _Meant], complain: Any) -> tuple[str, ...]:
    """Write the field ``name`` in the names of addresses; return those of the index."""
    found: dict[str, str] = {}
    for typed in getattr(out.asked, name):
        if not meant.get(typed):
            out.complaints.append(complain(typed))
        for address, uid, label in meant.get(typed, ()):
            found[address] = uid
            out.labels[name, address] = label
    out.asked = out.asked.having(name, found)
    return tuple(found.values())


def _kind(typed: str) -> _Meant:
    wanted = typed.casefold()
    return [
        (kind.name, kind.name, str(kind.plural))
        for kind in kinds.all_kinds().values()
        if wanted in (kind.name, str(kind.label).casefold(), str(kind.plural).casefold())
    ][:1]


def _types(typed: tuple[str, ...], person: Any) -> dict[str, _Meant]:
    """A type we came with is there for everyone, another for those who see it and something of it.

    Types of several communities with one name are one here.
    """
    if not typed:
        return {}
    found: dict[str, _Meant] = {}
    rows = KnowledgeType.objects.visible_to(person).only("name", "label", "shipped", "community")
    for row in sorted(rows, key=lambda row: (row.community_id is not None, row.pk)):
        called = {_plain(row.name), _plain(row.title), _plain(row.label)}
        for value in typed:
            if value not in found and _plain(value) in called and _is_there(row, person):
                found[value] = [(row.name, row.name, row.title)]
    return found


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", name.casefold()))


def _is_there(row: KnowledgeType, person: Any) -> bool:
    return row.shipped or of_type(Entry.objects.visible_to(person), row).exists()


def _communities(out: Named, typed: tuple[str, ...], person: Any) -> dict[str, _Meant]:
    if not typed:
        return {}
    either = Q(pk=None)
    for value in typed:
        either |= Q(slug=value.lower()) | Q(name__iexact=value) | Q(former_slugs__slug=value.lower())
    rows = list(
        Community.objects.visible_to(person).filter(either).prefetch_related("former_slugs").distinct()
    )
    found: dict[str, _Meant] = {}
    for value in typed:
        for row in rows:
            slugs = {row.slug, *(former.slug for former in row.former_slugs.all())}
            if value.lower() in slugs or value.casefold() == row.name.casefold():
                found.setdefault(value, []).append((row.slug, row.uid, row.name))
                out.community = row
    return found


def _topics(typed: tuple[str, ...], person: Any) -> dict[str, _Meant]:
    """A topic is there for those who see something that has it."""
    if not typed:
        return {}
    either = Q(pk=None)
    for value in typed:
        either |= Q(slug=value.lower()) | Q(label__iexact=value)
    seen = Entry.objects.visible_to(person)
    rows = [row for row in Topic.objects.filter(either) if seen.filter(topics=row.pk).exists()]
    return {
        value: [
            (row.slug, row.slug, row.label)
            for row in rows
            if value.lower() == row.slug or value.casefold() == row.label.casefold()
        ]
        for value in typed
    }


def _people(typed: tuple[str, ...], person: Any) -> dict[str, _Meant]:
    if not typed:
        return {}
    seen = Person.objects.visible_to(person)
    found: dict[str, _Meant] = {}
    for value in typed:
        if value.casefold() == "me" and person.pk is not None:
            rows = [person]
        else:
            name = value.removeprefix("@")
            rows = list(seen.filter(handle=name.lower())[:1]) or list(
                seen.filter(Q(name__iexact=name) | Q(name__istartswith=f"{name} ")).order_by("name")[
                    :_NAMESAKES
                ]
            )
        found[value] = [(row.handle, row.uid, row.name) for row in rows]
    return found


def _language(typed: str) -> _Meant:
    code = typed.replace("_", "-").partition("-")[0].lower()
    for known, about in LANG_INFO.items():
        names = {about.get("name", "").casefold(), about.get("name_local", "").casefold()} - {""}
        if known == code or typed.casefold() in names:
            base = known.partition("-")[0]
            return [(base, base, language_label(base))]
    return []


def language_label(code: str) -> str:
    """What a language is called in its own words; its code when we do not know it."""
    about = LANG_INFO.get(code, {})
    label = about.get("name_local", code)
    return str(label[:1].upper() + label[1:])


def _day(out: Named, name: str) -> dt.date | None:
    """The day of a field; a year or a month alone is its first day."""
    text = getattr(out.asked, name)
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        day = dt.date(*(int(part or 1) for part in found.groups())) if found else None
    except ValueError:
        day = None
    out.asked = out.asked.having(name, day.isoformat() if day else "")
    if day is None:
        sentence = _("“%(value)s” is no date we can read. Write it as 2026-01-31, 2026-01 or 2026.")
        out.complaints.append(sentence % {"value": text})
    return day


#: What the states and what is known of freshness are called in filters.
STATE_LABELS = {
    CURRENT: lambda: pgettext("state of an entry", "Current"),
    ARCHIVED: lambda: pgettext("state of an entry", "Archived"),
    SUPERSEDED: lambda: pgettext("state of an entry", "Replaced by another"),
}
FRESHNESS_LABELS = {
    CHECKED: lambda: pgettext("freshness", "Verified"),
    DUE: lambda: pgettext("freshness", "Needs a look"),
}


def _no_kind(value: str) -> str:
    known = ", ".join(str(kind.name) for kind in kinds.all_kinds().values())
    return _("There is no kind called “%(value)s”. There are: %(known)s.") % {"value": value, "known": known}


def _no_type(value: str) -> str:
    return _("No type of page is called “%(value)s” here.") % {"value": value}


def _no_community(value: str) -> str:
    return _("No community is called “%(value)s” here.") % {"value": value}


def _no_topic(value: str) -> str:
    return _("No topic is called “%(value)s” here.") % {"value": value}


def _no_person(value: str) -> str:
    return _("Nobody is called “%(value)s” here.") % {"value": value}


def _no_state(value: str) -> str:
    return _("“%(value)s” is no state we know.") % {"value": value}


def _no_language(value: str) -> str:
    return _("We know no language “%(value)s”. Write its two letters, such as en.") % {"value": value}
