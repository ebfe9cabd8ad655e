"""What an entry is called, leads to and is filed under."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

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
    """Keep the links of the text just saved."""
    Link.objects.filter(source=entry).delete()
    Link.objects.bulk_create(
        [
            Link(
                source=entry,
                target_id=link.target_id,
                kind=link.kind,
                href=link.href[:2000],
                anchor=link.anchor[:200],
                is_broken=link.is_broken,
            )
            for link in links
        ]
    )


def check_headings(entry: Entry, anchors: Collection[str]) -> None:
    """Say of every link to a heading of ``entry`` whether it is among those there now, inside the caller's
    action."""
    rows = Link.objects.filter(target=entry).exclude(anchor="").values_list("pk", "anchor", "is_broken")
    turned = [pk for pk, anchor, is_broken in rows if is_broken == (anchor in anchors)]
    for start in range(0, len(turned), CHECKED_AT_ONCE):
        some = Link.objects.filter(pk__in=turned[start : start + CHECKED_AT_ONCE])
        some.update(is_broken=Case(When(is_broken=True, then=Value(False)), default=Value(True)))


def set_topics(entry: Entry, labels: Iterable[str], *, actor: Person) -> None:
    """Give ``entry`` the topics with these labels, making new ones as needed; inside the caller's action."""
    topics = [_topic(label) for label in dict.fromkeys(" ".join(label.split()) for label in labels) if label]
    before = set(entry.topics.values_list("pk", flat=True)) if not entry._state.adding else set()
    wanted = {topic.pk for topic in topics}
    if wanted != before:
        entry.topics.set(wanted)
        record(
            facts.EntryTopicsChanged(actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk)
        )


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
