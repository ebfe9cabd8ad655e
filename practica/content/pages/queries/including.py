"""Passages of other pages, put into a text for the one who reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from practica.content.pages.models import Page
from practica.kit.markup import SafeHtml, including
from practica.kit.prepared import prepared

#: A passage may hold a passage, which may hold one more. What goes deeper stays a link.
MOST_DEEP = 3
MOST_SOURCES = 100

Sources = dict[str, tuple[str, str]]


def with_passages(html: SafeHtml | str, *, seen_by: Any, own: str = "") -> SafeHtml:
    """The stored ``html`` of a page with the passages it includes, as far as ``seen_by`` may see their pages.

    Nothing is asked for a text that includes nothing; else one query, and one more for each level below.
    ``own`` is the uid of the page itself: what leads back to it, or round in a circle, is said to.
    """
    wanted = {place.uid for place in including.places(html)}
    if not wanted:
        return SafeHtml(html)
    sources: Sources = {}
    asked: set[str] = set()
    for _level in range(MOST_DEEP):
        new = sorted(wanted - asked)[:MOST_SOURCES]
        found = _load(new, seen_by)
        asked.update(new)
        sources |= found
        wanted = {place.uid for _title, inside in found.values() for place in including.places(inside)}
    return _fill(html, sources, including.Room(), above=(own,))


def _load(uids: list[str], person: Any) -> Sources:
    return {uid: (title, html) for uid, title, html in _sources(person, uids=uids)} if uids else {}


@prepared
def _sources(person: Any, *, uids: list[str]) -> Any:
    rows = Page.objects.visible_to(person).filter(entry__uid__in=uids)
    return rows.values_list("entry__uid", "entry__title", "html")


def _fill(html: str, sources: Sources, room: including.Room, *, above: tuple[str, ...]) -> SafeHtml:
    def say(place: including.Place) -> SafeHtml | None:
        if len(above) > MOST_DEEP:
            return None
        address = f"/e/{place.uid}"
        title, source = sources.get(place.uid, ("", ""))
        if not title:
            return including.unseen(_("A passage you cannot see"))
        if place.uid in above:
            sentence = _("“%(title)s” cannot be shown inside itself.") % {"title": title}
            return including.unseen(sentence, address=address)
        found = including.passage(source, place.anchor, address=address)
        if found is None:
            sentence = _("The part that stood here is gone from “%(title)s”.") % {"title": title}
            return including.unseen(sentence, address=address)
        inside = _fill(found.html, sources, room, above=(*above, place.uid))
        origin = f"{title} › {found.heading}" if found.heading else title
        return including.shown(
            inside, origin=origin, address=f"{address}#{place.anchor}" if place.anchor else address
        )

    return including.filled(html, say, room)
