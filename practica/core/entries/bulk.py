"""Many envelopes at once, for imports: the same rows and facts as one by one, in a few statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import slugify

from practica.core.communities.models import Community, Membership
from practica.core.entries import facts
from practica.core.entries.actions import LinkTo, clean_title, title_path
from practica.core.entries.models import NOT_ACTIVE, Alias, Entry, Link, Topic
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.bulk import insert_objects, put

BATCH = 400


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """What one envelope needs: dates are the original ones, ``aliases`` paths that lead to it as well. One
    that ``is_quiet`` stands in no feed until somebody changes it or replies: thousands are told of once."""

    uid: str
    title: str
    summary: str = ""
    author: Person | None = None
    audience: str = Entry.Audience.COMMUNITY
    created: dt.datetime
    changed: dt.datetime
    topics: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    links: Sequence[LinkTo] = ()
    is_quiet: bool = False


def create_entries(kind: str, new: Sequence[NewEntry], *, community: Community, actor: Person) -> list[Entry]:
    """Make published envelopes inside the caller's action (which has asked for the right), in this order.

    Raises Invalid for a title that cannot be taken.
    """
    entries = list(insert_objects([_entry(kind, one, community, actor) for one in new]))
    _claim_paths(entries, new, community)
    _give_topics(entries, new)
    Link.objects.bulk_create(
        [_link(entry, link) for entry, one in zip(entries, new, strict=True) for link in one.links],
        batch_size=BATCH,
    )
    record(
        *(
            facts.EntryPublished(
                actor_id=actor.pk,
                subject_id=entry.author_id,
                community_id=community.pk,
                entry_id=entry.pk,
                kind=kind,
            )
            for entry in entries
        )
    )
    now = timezone.now()
    Community.objects.filter(pk=community.pk).update(active_at=now)
    Membership.objects.filter(community=community, person=actor.pk).update(seen_at=now)
    return entries


def _entry(kind: str, one: NewEntry, community: Community, actor: Person) -> Entry:
    title = clean_title(one.title)
    return Entry(
        uid=one.uid,
        kind=kind,
        community=community,
        author=one.author,
        owner=one.author if one.author and one.author.has_account else actor,
        title=title,
        # bulk_create goes past Entry.save, which would do this.
        slug=slugify(title)[:80].strip("-"),
        summary=one.summary[:300],
        audience=one.audience,
        language=community.language,
        created=one.created,
        changed=one.changed,
        active_at=NOT_ACTIVE if one.is_quiet else one.changed,
        published=one.created,
    )


def _link(entry: Entry, link: LinkTo) -> Link:
    return Link(
        source=entry,
        target_id=link.target_id,
        kind=link.kind,
        href=link.href[:2000],
        anchor=link.anchor[:200],
        is_broken=link.is_broken,
    )


def _claim_paths(entries: Sequence[Entry], new: Sequence[NewEntry], community: Community) -> None:
    """Old paths lead to the new entries; titles too, unless another entry has that very title already."""
    titles = {entry: title_path(entry.title) for entry in entries}
    wanted: dict[str, Entry] = {}
    for entry in reversed(entries):
        wanted[titles[entry]] = entry
    held = Alias.objects.filter(community=community, path__in=list(wanted)).select_related("entry")
    for alias in held:
        if alias.entry.state != Entry.State.BINNED and title_path(alias.entry.title) == alias.path:
            del wanted[alias.path]
    for entry, one in zip(entries, new, strict=True):
        wanted.update({path[:500]: entry for path in one.aliases})
    put(
        Alias,
        {"path": list(wanted), "entry_id": [entry.pk for entry in wanted.values()]},
        same={"community_id": community.pk},
        unique=["community_id", "path"],
        update=["entry_id"],
    )


def _give_topics(entries: Sequence[Entry], new: Sequence[NewEntry]) -> None:
    topics = topics_named(label for one in new for label in one.topics)
    through = Entry.topics.through
    pairs = {
        (entry.pk, topics[key].pk)
        for entry, one in zip(entries, new, strict=True)
        for label in one.topics
        if (key := _key(label)) in topics
    }
    through.objects.bulk_create(
        [through(entry_id=entry, topic_id=topic) for entry, topic in sorted(pairs)],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def topics_named(labels: Iterable[str]) -> Mapping[str, Topic]:
    """The topics with these labels by ``label.casefold()``, made as needed."""
    wanted = {key: " ".join(label.split())[:80] for label in labels if (key := _key(label))}
    if not wanted:
        return {}
    known = {_key(topic.label): topic for topic in Topic.objects.all() if _key(topic.label) in wanted}
    slugs = set(Topic.objects.values_list("slug", flat=True)) if len(known) < len(wanted) else set()
    for key, label in wanted.items():
        if key not in known:
            slug = _free(slugify(label)[:70] or "topic", slugs)
            slugs.add(slug)
            known[key] = Topic.objects.create(slug=slug, label=label)
    return known


def _key(label: str) -> str:
    return " ".join(label.split())[:80].casefold()


def _free(stem: str, taken: set[str]) -> str:
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
