"""What an entry is called, leads to and is filed under."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Value, When
from django.utils.text import slugify

from practica.core.entries import facts
from practica.core.entries.models import (
    Alias,
    Entry,
    Link,
    Topic,
)
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.bulk import put
from practica.kit.prepared import prepared

CHECKED_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class LinkTo:
    """One link found in a text. ``target_id`` is the entry it leads to, if it does."""

    kind: str
    href: str
    anchor: str = ""
    target_id: int | None = None
    is_broken: bool = False


def title_path(title: str) -> str:
    """The alias under which a title is remembered."""
    return "title:" + " ".join(title.split()).casefold()[:480]


def remember_alias(entry: Entry, path: str) -> None:
    """Let ``path`` lead to ``entry`` in its community; a newer claim wins over an older."""
    Alias.objects.update_or_create(
        community_id=entry.community_id, path=path[:500], defaults={"entry": entry}
    )


def set_links(entry: Entry, links: Sequence[LinkTo]) -> None:
    """Keep the links of the text just saved; nearly always they are those of the text before."""
    wanted = [
        (link.kind, link.href[:2000], link.anchor[:200], link.target_id, link.is_broken) for link in links
    ]
    kept = _links_of(None, entry=entry.pk)
    if kept == wanted:
        return
    if kept:
        Link.objects.filter(source=entry).delete()
    names = ("kind", "href", "anchor", "target_id", "is_broken")
    columns = dict(zip(names, map(list, zip(*wanted, strict=True)), strict=False))
    put(Link, columns, same={"source_id": entry.pk})


@prepared
def _links_of(_person: Any, *, entry: int) -> Any:
    rows = Link.objects.filter(source=entry).order_by("pk")
    return rows.values_list("kind", "href", "anchor", "target_id", "is_broken")


def check_headings(entry: Entry, anchors: Collection[str]) -> None:
    """Say of every link to a heading of ``entry`` whether it is among those there now, inside the caller's
    action."""
    rows = _links_to_headings(None, entry=entry.pk)
    turned = [pk for pk, anchor, is_broken in rows if is_broken == (anchor in anchors)]
    for start in range(0, len(turned), CHECKED_AT_ONCE):
        some = Link.objects.filter(pk__in=turned[start : start + CHECKED_AT_ONCE])
        some.update(is_broken=Case(When(is_broken=True, then=Value(False)), default=Value(True)))


@prepared
def _links_to_headings(_person: Any, *, entry: int) -> Any:
    return Link.objects.filter(target=entry).exclude(anchor="").values_list("pk", "anchor", "is_broken")


def set_topics(entry: Entry, labels: Iterable[str], *, actor: Person) -> None:
    """Give ``entry`` the topics with these labels, making new ones as needed; inside the caller's action."""
    topics = [_topic(label) for label in dict.fromkeys(" ".join(label.split()) for label in labels) if label]
    before = set(_topics_of(None, entry=entry.pk)) if not entry._state.adding else set()
    wanted = {topic.pk for topic in topics}
    if wanted != before:
        entry.topics.set(wanted)
        record(
            facts.EntryTopicsChanged(actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk)
        )


@prepared
def _topics_of(_person: Any, *, entry: int) -> Any:
    return Entry.topics.through.objects.filter(entry=entry).values_list("topic_id", flat=True)


def _topic(label: str) -> Topic:
    label = label[:80]
    known = Topic.objects.filter(label__iexact=label).first()
    if known is not None:
        return known
    stem = slugify(label)[:70] or "topic"
    slug, number = stem, 2
    while Topic.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return Topic.objects.create(slug=slug, label=label)
