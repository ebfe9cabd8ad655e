"""Reading a post's Markdown once: its HTML, its summary, where its links lead, whom it mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _

from practica.core.communities.models import Community
from practica.core.communities.queries import members_named
from practica.core.entries.actions import LinkTo, title_path
from practica.core.entries.models import Alias, Entry
from practica.core.people.models import Person
from practica.kit import markup
from practica.kit.access import Invalid
from practica.kit.models import UID_ALPHABET, UID_LENGTH

# The uid at the end of our own addresses: /e/<uid> and /c/<community>/<kind>/<slug>-<uid>.
_OWN = re.compile(rf"^/(?:e/|c/[\w-]+/[a-z]+/(?:[\w-]*-)?)([{UID_ALPHABET}]{{{UID_LENGTH}}})$")


@dataclass(frozen=True, kw_only=True)
class Text:
    """What a save keeps of a body."""

    body: str
    html: markup.SafeHtml
    summary: str
    links: tuple[LinkTo, ...]
    mentioned: tuple[int, ...]

    @property
    def links_kept(self) -> list[dict[str, Any]]:
        """The links as a post keeps them."""
        return [asdict(link) for link in self.links]


def read(body: str, *, community: Community, seen_by: Any) -> Text:
    """Read ``body``. Links and mentions lead to what ``seen_by`` sees; ``@handle`` in plain words mentions a
    member whom she sees. Raises Invalid with a sentence."""
    body = body.replace("\r\n", "\n").strip()
    try:
        body = markup.with_mentions(body, members_named(body, community=community, seen_by=seen_by))
        tree = markup.parse(body)
        found = markup.links(tree)
        people = _people(found, seen_by)
        entries = _entries(found, community, seen_by)
        html = markup.to_html(tree, links=lambda link: _target(link, people, entries), words=_words())
    except markup.BodyRefused as problem:
        raise Invalid(_(problem.message) % problem.values, field="body") from problem
    return Text(
        body=body,
        html=html,
        summary=markup.summary(tree),
        links=tuple(_link_rows(found, entries)),
        mentioned=tuple(dict.fromkeys(person.pk for person in people.values())),
    )


def preview(body: str, *, community: Community, seen_by: Any) -> markup.SafeHtml:
    """``body`` as it would be shown."""
    return read(body, community=community, seen_by=seen_by).html


def _words() -> dict[str, str]:
    return {key: _(word) for key, word in markup.DEFAULT_WORDS.items()}


def _people(links: Iterable[markup.Link], seen_by: Any) -> dict[str, Person]:
    handles = {link.href for link in links if link.kind == "mention"}
    if not handles:
        return {}
    return {person.handle: person for person in Person.objects.visible_to(seen_by).filter(handle__in=handles)}


def _key(link: markup.Link) -> str:
    """What an own link is found by: a uid, or a title."""
    if link.kind == "wiki":
        return title_path(link.path)
    match = _OWN.match(link.path)
    return match[1] if match else ""


def _entries(links: Iterable[markup.Link], community: Community, seen_by: Any) -> dict[str, Entry]:
    """Entries by uid and by title path, for links that lead to one."""
    links = list(links)
    keys = {key for link in links if (key := _key(link))}
    if not keys:
        return {}
    written = {" ".join(link.path.split()) for link in links if link.kind == "wiki"}
    paths = {title_path(title) for title in written}
    rows = Entry.objects.visible_to(seen_by).select_related("community")
    # As it is written, too: SQLite makes small letters of A to Z alone.
    rows = rows.annotate(lower_title=Lower("title"))
    by_name = Q(lower_title__in=[title.lower() for title in written]) | Q(title__in=written)
    found: dict[str, Entry] = {}
    former = Alias.objects.visible_to(seen_by).filter(community=community, path__in=paths)
    for alias in former.select_related("entry__community"):
        found[alias.path] = alias.entry
    for entry in rows.filter(Q(uid__in=keys - paths) | Q(by_name, community=community)).order_by("pk"):
        found[entry.uid] = entry
        if entry.community_id == community.pk:
            found[title_path(entry.title)] = entry
    return found


def _target(link: markup.Link, people: dict[str, Person], entries: dict[str, Entry]) -> markup.Target | None:
    if link.kind == "mention":
        person = people.get(link.href)
        if person is None:
            return markup.Target("", missing=True)
        return markup.Target(reverse("people:show", args=[person.handle]))
    entry = entries.get(_key(link))
    if entry is None:
        return markup.Target("", missing=True) if link.kind == "wiki" else None
    # The permalink stays right when the entry is renamed or moved.
    fragment = f"#{markup.anchor_of(link.fragment)}" if link.kind == "wiki" and link.fragment else ""
    fragment = fragment or (f"#{link.fragment}" if link.fragment else "")
    return markup.Target(f"/e/{entry.uid}{fragment}")


def _link_rows(links: Iterable[markup.Link], entries: dict[str, Entry]) -> Iterable[LinkTo]:
    for link in links:
        key = _key(link)
        if key:
            entry = entries.get(key)
            yield LinkTo(
                kind=link.kind,
                href=link.href,
                anchor=link.fragment,
                target_id=entry.pk if entry else None,
                is_broken=entry is None and link.kind == "wiki",
            )
