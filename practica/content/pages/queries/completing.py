"""What comes to mind while one types: people, pages, topics, each with where it is and who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from practica.content.pages.models import Page
from practica.core.communities.models import Community, Membership, communities_of
from practica.core.entries.actions import title_path
from practica.core.entries.models import Alias, Entry, Topic
from practica.core.people.models import Person
from practica.kit.markup.outline import ANCHOR_PREFIX, slug

MOST = 6
MOST_PARTS = 100
# From the widest to the narrowest.
_WIDTH: list[str] = ["community", "members", "named", "core"]

# Letters a wiki link cannot hold, or takes for a heading's mark.
_NOT_IN_WIKI = frozenset("[]|#")


@dataclass(frozen=True, kw_only=True)
class Found:
    """One suggestion. ``about`` says who or where; ``warning`` what to know before it is taken. A person and
    a page that is there have an ``id``; a page has a ``target`` for a wiki link or, where no title leads to
    it, an ``href``."""

    label: str
    about: str = ""
    warning: str = ""
    id: str = ""
    target: str = ""
    href: str = ""


def people(typed: str, community: Community, entry: Entry | None, *, seen_by: Any) -> list[Found]:
    """People whose name or handle has words that begin as typed; members of the community first."""
    rows = Person.objects.visible_to(seen_by).active().select_related("organisation", "unit")
    for word in typed.split()[:3]:
        rows = rows.filter(
            Q(name__istartswith=word) | Q(name__icontains=f" {word}") | Q(handle__istartswith=word)
        )
    inside = Membership.objects.filter(
        person=OuterRef("pk"), community=community, state=Membership.State.ACTIVE
    )
    rows = rows.annotate(is_member=Exists(inside)).order_by("-is_member", "name", "pk")
    return [
        Found(
            id=person.handle,
            label=person.name,
            about=person.headline or (person.unit.name if person.unit else "") or _organisation(person),
            warning="" if _sees(person, community, entry) else _unseen(entry),
        )
        for person in rows[:MOST]
    ]


def _organisation(person: Person) -> str:
    return person.organisation.name if person.organisation else ""


def _sees(person: Person, community: Community, entry: Entry | None) -> bool:
    """The rule itself is asked, for each: there are six at most."""
    if entry is None:
        return Community.objects.visible_to(person).filter(pk=community.pk).exists()
    return Entry.objects.visible_to(person).filter(pk=entry.pk).exists()


def _unseen(entry: Entry | None) -> str:
    return _("Cannot see this page") if entry else _("Cannot see this community")


def pages(typed: str, community: Community, entry: Entry | None, *, seen_by: Any) -> list[Found]:
    """Pages whose title holds what is typed: first of this community, then of others one belongs to."""
    typed = " ".join(typed.split())
    rows = Page.objects.visible_to(seen_by).filter(entry__state=Entry.State.PUBLISHED)
    rows = rows.filter(Q(community=community) | Q(community__in=communities_of(seen_by)))
    if entry is not None:
        rows = rows.exclude(entry=entry)
    if typed:
        rows = rows.filter(entry__title__icontains=typed)
    starts = When(entry__title__istartswith=typed, then=Value(0))
    rows = rows.annotate(
        here=Case(When(community=community, then=Value(0)), default=Value(1), output_field=IntegerField()),
        rank=Case(starts, default=Value(1), output_field=IntegerField()),
    )
    rows = rows.select_related("entry", "community", "parent__entry")
    found = list(rows.order_by("here", "rank", "-entry__changed", "-pk")[:MOST])
    leads = _led_to(found, community)
    suggestions = [_page(page, community, entry, leads) for page in found]
    if typed and not any(page.entry.title.casefold() == typed.casefold() for page in found):
        about = _("Not there yet; the link offers to write it")
        suggestions.append(Found(label=typed, target=typed, about=about))
    return suggestions


def sources(typed: str, community: Community, entry: Entry | None, *, seen_by: Any) -> list[Found]:
    """Pages of which a part may be shown in another: as :func:`pages`, but only those that are there. ``id``
    asks for their :func:`parts`, ``target`` names the whole of each."""
    found = pages(typed, community, entry, seen_by=seen_by)
    there = (one for one in found if one.id)
    return [replace(one, target=one.target or one.href, href="") for one in there]


def parts(typed: str, uid: str, community: Community, *, seen_by: Any) -> list[Found]:
    """The whole of a page and what stands under each of its headings, where their words hold what is typed.
    Nothing of a page one may not see."""
    page = Page.objects.visible_to(seen_by).filter(entry__uid=uid).select_related("entry").first()
    if page is None:
        return []
    by_title = page.community_id == community.pk and is_led_to(page.entry, community)
    source = page.entry.title if by_title else f"/e/{uid}"
    whole = Found(label=_("The whole page"), about=page.entry.title, target=source)
    headings = (
        Found(label=one["text"], target=f"{source}#{_named(one, by_title=by_title)}")
        for one in page.outline
        if typed.casefold() in one["text"].casefold()
    )
    found = [*([] if typed else [whole]), *headings]
    return found[:MOST_PARTS]


def _named(heading: dict[str, Any], *, by_title: bool) -> str:
    """How an include names a heading: by its words where they lead to it, else by its id."""
    text, anchor = heading["text"], heading["id"].removeprefix(ANCHOR_PREFIX)
    return text if by_title and slug(text) == anchor and not set(text) & _NOT_IN_WIKI else anchor


def is_led_to(entry: Entry, community: Community) -> bool:
    """Whether ``[[its title]]`` leads to ``entry`` in ``community``."""
    led = Alias.objects.filter(community=community, path=title_path(entry.title), entry=entry)
    return not set(entry.title) & _NOT_IN_WIKI and led.exists()


def _led_to(found: Sequence[Page], community: Community) -> set[int]:
    """The entries to which their own title leads in ``community``."""
    paths = {title_path(page.entry.title) for page in found if page.community_id == community.pk}
    rows = Alias.objects.filter(community=community, path__in=paths) if paths else Alias.objects.none()
    return set(rows.values_list("entry_id", flat=True))


def _page(page: Page, community: Community, entry: Entry | None, leads: set[int]) -> Found:
    title = page.entry.title
    is_here = page.community_id == community.pk
    by_title = is_here and page.entry_id in leads and not set(title) & _NOT_IN_WIKI
    where = page.parent.entry.title if page.parent and is_here else page.community.name
    return Found(
        id=page.entry.uid,
        label=title,
        about=where,
        target=title if by_title else "",
        href="" if by_title else f"/e/{page.entry.uid}",
        warning=_narrower(page, community, entry),
    )


def _narrower(page: Page, community: Community, entry: Entry | None) -> str:
    """What to say when readers of ``entry`` may not see ``page``."""
    if page.community_id != community.pk:
        if page.community.audience in (Community.Audience.PUBLIC, Community.Audience.EVERYONE):
            return ""
        return _("Not everyone sees %(community)s") % {"community": page.community.name}
    own = entry.audience if entry else Entry.Audience.COMMUNITY
    if _WIDTH.index(page.entry.audience) <= _WIDTH.index(own):
        return ""
    return _("Not everyone who reads this page sees it")


def topics(typed: str, *, seen_by: Any) -> list[Found]:
    """Topics whose label begins as typed, then those that hold it; what is typed itself when it is none of
    them. Only topics of something ``seen_by`` sees: what others write about is not told."""
    seen = Entry.objects.visible_to(seen_by).filter(topics=OuterRef("pk"))
    rows = Topic.objects.filter(Exists(seen), label__icontains=typed).annotate(
        rank=Case(
            When(label__istartswith=typed, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
    )
    labels = list(rows.order_by("rank", "label").values_list("label", flat=True)[:MOST])
    found = [Found(label=label) for label in labels]
    if typed.casefold() not in {label.casefold() for label in labels}:
        found.append(Found(label=typed, about=_("A new topic")))
    return found
