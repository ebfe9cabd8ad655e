"""What a search can be narrowed to, in the reader's words, with how many each choice leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from practica.core.communities.models import Community
from practica.core.entries.models import Topic
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType
from practica.kit.contracts import kinds
from practica.kit.contracts.search import FRESHNESS, STATES
from practica.kit.prepared import prepared
from practica.reach.search.queries.finding import Findings
from practica.reach.search.wishes import Asked, Named
from practica.reach.search.wishes.named import FRESHNESS_LABELS, STATE_LABELS, language_label

#: So many values of a field are offered, beside those that were chosen.
MOST_OFFERED = 6


@dataclass(frozen=True)
class Value:
    """One choice: its words, how many it leaves (None when that is not known), what is asked for when it is
    pressed."""

    label: str
    count: int | None
    then: Asked
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One field with its choices."""

    name: str
    label: str
    values: list[Value]

    @property
    def is_chosen(self) -> bool:
        """Whether something of it was chosen."""
        return any(value.is_chosen for value in self.values)


# Name in addresses, name in the index.
_FIELDS = {
    "kind": "kinds",
    "type": "types",
    "community": "community_uids",
    "topic": "topics",
    "state": "states",
    "freshness": "freshness",
    "author": "authors",
    "language": "languages",
}


def panel(named: Named, found: Findings, *, person: Any) -> list[Facet]:
    """The fields that still tell things apart, each with its most frequent values.

    A value whose name the reader may not know is not offered.
    """
    labels = {
        "kind": _("Kind"),
        "type": _("Type"),
        "community": _("Community"),
        "topic": _("Topic"),
        "state": _("State"),
        "freshness": pgettext("filter", "Can I rely on it"),
        "author": pgettext("filter", "Written by"),
        "language": _("Language"),
    }
    facets = []
    for name, field in _FIELDS.items():
        counts = found.counts.get(field, {})
        fewest = 1 if name in ("topic", "author", "freshness") or getattr(named.asked, name) else 2
        # Names are asked for only where there is something to choose.
        values = _values(name, counts, named, person) if len(counts) >= fewest or fewest == 1 else []
        if values and (len(values) >= fewest or any(value.is_chosen for value in values)):
            facets.append(Facet(name, labels[name], values))
    return facets


def _values(name: str, counts: Mapping[str, int], named: Named, person: Any) -> list[Value]:
    chosen = getattr(named.asked, name)
    known = _known(name, sorted(counts, key=lambda uid: -counts[uid]), person)
    offered: dict[str, tuple[str, int | None]] = {}
    for uid, (value, label) in known.items():
        if value in chosen or len(offered) < MOST_OFFERED:
            offered[value] = (label, counts[uid])
    for value in chosen:
        # Nothing is left of it: known only when all values were counted, so that nothing is said.
        offered.setdefault(value, (named.labels[name, value], None))
    return [
        Value(label, count, named.asked.toggled(name, value), value in chosen)
        for value, (label, count) in offered.items()
    ]


def _known(name: str, uids: list[str], person: Any) -> dict[str, tuple[str, str]]:
    """For values of the index, in their order, (name in addresses, words) of those the reader may know."""
    if not uids:
        return {}
    if name == "kind":
        known = kinds.all_kinds()
        return {uid: (uid, str(known[uid].plural)) for uid in uids if uid in known}
    if name == "state":
        return {uid: (uid, STATE_LABELS[uid]()) for uid in uids if uid in STATES}
    if name == "freshness":
        return {uid: (uid, FRESHNESS_LABELS[uid]()) for uid in uids if uid in FRESHNESS}
    if name == "language":
        return {uid: (uid, language_label(uid)) for uid in uids}
    if name == "type":
        rows = sorted(_types(person, uids=uids), key=lambda row: row.community_id is None)
        # Of several with one name that of the site is last, which names them all.
        return _in_order(uids, ((row.name, row.name, row.title) for row in rows))
    asks = {"community": _communities, "topic": _topics, "author": _authors}
    return _in_order(uids, asks[name](person, uids=uids))


def _in_order(uids: Iterable[str], rows: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, str]]:
    by_uid = {uid: (value, label) for uid, value, label in rows}
    return {uid: by_uid[uid] for uid in uids if uid in by_uid}


@prepared
def _types(person: Any, *, uids: list[str]) -> Any:
    rows = KnowledgeType.objects.visible_to(person).filter(name__in=uids)
    return rows.only("name", "label", "shipped", "community")


@prepared
def _communities(person: Any, *, uids: list[str]) -> Any:
    return Community.objects.visible_to(person).filter(uid__in=uids).values_list("uid", "slug", "name")


@prepared
def _topics(_person: Any, *, uids: list[str]) -> Any:
    # They come from what was found, which the reader may see.
    return Topic.objects.filter(slug__in=uids).values_list("slug", "slug", "label")


@prepared
def _authors(person: Any, *, uids: list[str]) -> Any:
    return Person.objects.visible_to(person).filter(uid__in=uids).values_list("uid", "handle", "name")
