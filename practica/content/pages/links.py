"""Where the links of a page lead: found in a few queries for the whole text, never telling what is unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from practica.content.pages.models import Page
from practica.core.communities.models import Community
from practica.core.entries.actions import LinkTo, title_path
from practica.core.entries.models import Alias, Entry, Link
from practica.core.files.models import StoredFile
from practica.core.people.models import Person
from practica.kit import markup
from practica.kit.markup.addresses import is_outside

ENTRY_ADDRESS = re.compile(r"/(?:e|c/[\w-]+/[\w-]+)/(?:[\w-]*-)?([2-9a-z]{12})/?(?=[?#]|$)")
FILE_ADDRESS = re.compile(r"/files/([2-9a-z]{12})/")
_KEPT = ("page", "file", "wiki", "anchor", "include")
_BY_TITLE = ("wiki", "include")


@dataclass
class Context:
    """Whose text it is and who writes it.

    ``actor`` None is the house itself, rendering again what nobody here wrote: it tells only what everyone
    who sees the community sees.
    ``entry`` is None before the page exists. ``coming`` maps uids, or titles as ``title_path`` spells them,
    to the uids of entries that the same import is about to create.
    """

    community: Community
    actor: Any = None
    entry: Entry | None = None
    coming: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Resolved:
    """Answers for every link of one text; hand :meth:`target` to ``markup.to_html``. ``mentioned`` are the
    people it names, by handle."""

    targets: dict[tuple[Any, str], markup.Target]
    kept: list[LinkTo]
    mentioned: dict[str, int]

    def target(self, link: markup.Link) -> markup.Target | None:
        """Where ``link`` leads; None leaves it as its author wrote it."""
        return self.targets.get((link.kind, link.href))


def resolve(links: Iterable[markup.Link], headings: Iterable[markup.Heading], context: Context) -> Resolved:
    """Look up all ``links`` of a text: five queries at most, whatever their number.

    A wiki link leads to ``/e/<uid>``, which carries no title, so that nobody reads the name of a page she may
    not see from an address. A link the writer may not follow is a missing one.
    """
    found = list(dict.fromkeys(links))
    lookup = _Lookup(found, context)
    own = {heading.id for heading in headings}
    answers = {(link.kind, link.href): _answer(link, lookup, own, context) for link in found}
    kept = [kept for _target, kept in answers.values() if kept is not None]
    targets = {key: target for key, (target, _kept) in answers.items() if target is not None}
    return Resolved(targets, kept, {person.handle: person.pk for person in lookup.people.values()})


Answer = tuple["markup.Target | None", "LinkTo | None"]


def _answer(link: markup.Link, lookup: _Lookup, own: set[str], context: Context) -> Answer:
    match link.kind:
        case "wiki":
            return _wiki(link, lookup, context)
        case "include":
            return _included(link, lookup, context)
        case "mention":
            person = lookup.people.get(link.href.casefold())
            if person is None:
                return markup.Target("", missing=True), None
            return markup.Target(f"/people/{person.handle}"), LinkTo(kind="mention", href=person.handle)
        case "anchor":
            broken = markup.anchor_of(link.href) not in own and link.href != "#"
            return None, LinkTo(kind="anchor", href=link.href, anchor=link.fragment, is_broken=broken)
    return _address(link, lookup)


def _included(link: markup.Link, lookup: _Lookup, context: Context) -> Answer:
    """The page a passage is taken from, named by its title or by its lasting address."""
    if not link.path.startswith("/"):
        target, kept = _wiki(link, lookup, context)
    else:
        named = ENTRY_ADDRESS.match(link.path)
        entry = lookup.by_uid.get(named[1]) if named else None
        fragment = markup.anchor_of(link.fragment) if link.fragment else ""
        if entry is None:
            return markup.Target("", missing=True), LinkTo(kind="include", href=link.href, is_broken=True)
        target = markup.Target(f"/e/{entry.uid}" + (f"#{fragment}" if fragment else ""))
        broken = bool(fragment) and not lookup.has_anchor(entry, fragment)
        kept = LinkTo(kind="include", href=link.href, anchor=fragment, target_id=entry.pk, is_broken=broken)
    if kept is None:
        # A heading of this very page: there is nothing to take from elsewhere.
        return markup.Target("", missing=True), LinkTo(kind="include", href=link.href, is_broken=True)
    return target, replace(kept, kind="include")


def _wiki(link: markup.Link, lookup: _Lookup, context: Context) -> Answer:
    title, anchor = link.path, link.fragment
    if not title:
        return None, None
    key = title_path(title)
    entry, uid = lookup.by_title.get(key), context.coming.get(key, "")
    if entry is None and not uid:
        href = reverse("pages:new", args=[context.community.slug]) + f"?title={quote(title)}"
        return markup.Target(href, missing=True), LinkTo(kind="wiki", href=link.href, is_broken=True)
    fragment = markup.anchor_of(markup.slug(anchor)) if anchor else ""
    href = f"/e/{entry.uid if entry else uid}" + (f"#{fragment}" if fragment else "")
    return markup.Target(href), LinkTo(
        kind="wiki",
        href=link.href,
        anchor=fragment,
        target_id=entry.pk if entry else None,
        is_broken=bool(fragment) and not lookup.has_anchor(entry, fragment),
    )


def _address(link: markup.Link, lookup: _Lookup) -> Answer:
    path = _local_path(link.path)
    if path is None:
        return None, None
    if stored_uid := FILE_ADDRESS.match(path):
        stored = lookup.files.get(stored_uid[1])
        if stored is None:
            return markup.Target("", missing=True), LinkTo(kind="file", href=link.href, is_broken=True)
        target = markup.Target(stored.get_absolute_url(), width=stored.width, height=stored.height)
        own = stored.entry if stored.entry.kind == "file" else None
        return target, LinkTo(kind="file", href=link.href, target_id=own.pk if own else None)
    if named := ENTRY_ADDRESS.match(path):
        entry, expected = lookup.by_uid.get(named[1]), named[1] in lookup.coming
        if entry is None and not expected:
            return markup.Target("", missing=True), LinkTo(kind="page", href=link.href, is_broken=True)
        fragment = markup.anchor_of(link.fragment) if link.fragment and entry and entry.kind == "page" else ""
        target = markup.Target(f"{path}#{fragment}" if fragment else link.href)
        broken = bool(fragment) and not lookup.has_anchor(entry, fragment)
        target_id = entry.pk if entry else None
        return target, LinkTo(
            kind="page", href=link.href, anchor=fragment, target_id=target_id, is_broken=broken
        )
    if path.startswith("/"):
        return None, None
    if entry := lookup.by_path.get(path):
        fragment = f"#{markup.anchor_of(link.fragment)}" if link.fragment else ""
        kept = LinkTo(kind="page", href=link.href, anchor=fragment[1:], target_id=entry.pk)
        return markup.Target(f"/e/{entry.uid}{fragment}"), kept
    return markup.Target("", missing=True), LinkTo(kind=link.kind, href=link.href, is_broken=True)


def _local_path(address: str) -> str | None:
    """The path on this site, or None for an address elsewhere."""
    if address.startswith(settings.SITE_URL + "/"):
        return urlsplit(address).path
    return None if is_outside(address) else address


class _Lookup:
    """Everything the links of one text could mean, asked once each."""

    def __init__(self, links: list[markup.Link], context: Context) -> None:
        self.context = context
        self.coming = set(context.coming) | set(context.coming.values())
        paths = [path for link in links if link.kind in _KEPT and (path := _local_path(link.path))]
        self.by_uid = self._entries({m[1] for p in paths if (m := ENTRY_ADDRESS.match(p))})
        self.files = self._files({m[1] for p in paths if (m := FILE_ADDRESS.match(p))})
        titles = {title_path(link.path) for link in links if link.kind in _BY_TITLE and link.path}
        relative = {path for path in paths if not path.startswith("/")}
        aliases = self._aliases(titles | relative)
        self.by_title = {path: entry for path, entry in aliases.items() if path in titles}
        self.by_path = {path: entry for path, entry in aliases.items() if path in relative}
        self.people = self._people({link.href.casefold() for link in links if link.kind == "mention"})
        self._anchors = self._outlines(links, aliases)

    def _may_be_told(self, prefix: str = "") -> Q:
        """What the writer sees, and what this text already led to. The house tells only what all are told."""
        if self.context.actor is not None:
            told = Entry.objects.all().sight_of(self.context.actor, prefix=prefix)
        else:
            told = Q(
                **{
                    f"{prefix}community": self.context.community,
                    f"{prefix}audience": Entry.Audience.COMMUNITY,
                    f"{prefix}state__in": (Entry.State.PUBLISHED, Entry.State.ARCHIVED),
                }
            )
        if self.context.entry is not None:
            known = Link.objects.filter(source=self.context.entry, target__isnull=False).values("target")
            told |= Q(**{f"{prefix}pk__in": known})
        return told & ~Q(**{f"{prefix}state": Entry.State.BINNED})

    def _entries(self, uids: set[str]) -> dict[str, Entry]:
        if not uids:
            return {}
        return {entry.uid: entry for entry in Entry.objects.filter(uid__in=uids).filter(self._may_be_told())}

    def _aliases(self, paths: set[str]) -> dict[str, Entry]:
        if not paths:
            return {}
        rows = Alias.objects.filter(community=self.context.community, path__in=paths)
        rows = rows.filter(self._may_be_told("entry__")).select_related("entry")
        return {alias.path: alias.entry for alias in rows}

    def _files(self, uids: set[str]) -> dict[str, StoredFile]:
        if not uids:
            return {}
        own = Q(entry=self.context.entry) if self.context.entry is not None else Q(pk__in=[])
        rows = StoredFile.objects.filter(uid__in=uids).filter(own | self._may_be_told("entry__"))
        return {stored.uid: stored for stored in rows.select_related("entry")}

    def _people(self, handles: set[str]) -> dict[str, Person]:
        if not handles:
            return {}
        rows = Person.objects.filter(handle__in=handles, is_active=True)
        if self.context.actor is not None:
            rows = rows.visible_to(self.context.actor)
        else:
            rows = rows.filter(memberships__community=self.context.community)
        return {person.handle.casefold(): person for person in rows.distinct()}

    def _outlines(self, links: list[markup.Link], aliases: dict[str, Entry]) -> dict[int, set[str]]:
        """The anchors of every page that is linked to at an anchor."""
        if not any(link.fragment for link in links if link.kind in ("page", *_BY_TITLE)):
            return {}
        ids = {entry.pk for entry in (*self.by_uid.values(), *aliases.values())}
        rows = Page.objects.filter(entry__in=ids).values_list("entry_id", "outline")
        return {entry_id: {heading["id"] for heading in outline} for entry_id, outline in rows}

    def has_anchor(self, entry: Entry | None, anchor: str) -> bool:
        """Whether the page has that heading. Of anything but a page nothing is claimed."""
        return entry is None or entry.pk not in self._anchors or anchor in self._anchors[entry.pk]
