"""The texts annotations speak of, and reading what people say about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from practica.content.annotations.anchoring import flat
from practica.core.communities.models import Community
from practica.core.communities.queries import lead_ids, members_named
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit import markup
from practica.kit.access import Invalid
from practica.kit.contracts import quoting

LONGEST = 10_000
#: So many passages are offered to choose from where no text can be marked.
MOST_BLOCKS = 300


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody says, read once."""

    body: str
    html: markup.SafeHtml
    mentioned: tuple[int, ...]


def text_of(entry: Entry, *, person: Any) -> str:
    """The flat text of ``entry`` as ``person`` reads it; empty when she does not, or it has none."""
    return flat(" ".join(blocks_of(entry, person=person)))


def blocks_of(entry: Entry, *, person: Any) -> list[str]:
    """The text of ``entry`` in its blocks, headings included, for those who read it."""
    key = f"{entry.kind}:{entry.uid}"
    blocks: list[str] = []
    for stretch in quoting.texts_of({entry.kind: [key]}, person=person).get(key, ()):
        if stretch.heading:
            blocks.append(stretch.heading)
        blocks += [line for line in (flat(line) for line in stretch.text.split("\n")) if line]
    return blocks


def text_for_house(entry: Entry) -> str:
    """The flat text of ``entry`` as somebody who must see it reads it: its owner, its author, a lead."""
    people = [entry.owner_id, entry.author_id, *lead_ids(entry.community_id)]
    known = Person.objects.in_bulk([pk for pk in people if pk is not None])
    for pk in dict.fromkeys(people):
        if pk in known and (text := text_of(entry, person=known[pk])):
            return text
    return ""


def read(body: str, *, seen_by: Any, among: Community | None = None) -> Said:
    """Read what somebody says. Mentions lead to people ``seen_by`` sees, other links stay as they are.

    ``@handle`` in plain words mentions a member of ``among`` whom she sees. Raises Invalid with a sentence.
    """
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise Invalid(_("Write a few words first."), field="body")
    if len(body) > LONGEST:
        raise Invalid(_("This is too long for a comment. Start a discussion instead."), field="body")
    try:
        if among is not None:
            body = markup.with_mentions(body, members_named(body, community=among, seen_by=seen_by))
        tree = markup.parse(body)
        handles = {link.href for link in markup.links(tree) if link.kind == "mention"}
        rows = Person.objects.visible_to(seen_by).filter(handle__in=handles) if handles else ()
        people = {person.handle: person for person in rows}
        html = markup.to_html(tree, links=lambda link: _target(link, people))
    except markup.BodyRefused as problem:
        raise Invalid(_(problem.message) % problem.values, field="body") from problem
    return Said(body=body, html=html, mentioned=tuple(sorted(person.pk for person in people.values())))


def _target(link: markup.Link, people: dict[str, Person]) -> markup.Target | None:
    if link.kind == "mention":
        person = people.get(link.href)
        address = reverse("people:show", args=[person.handle]) if person else ""
        return markup.Target(address, missing=person is None)
    return markup.Target("", missing=False) if link.kind == "wiki" else None
