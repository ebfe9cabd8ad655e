"""What is shown of one page: itself, what stands around it, its history and drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from practica.content.pages.models import Draft, Page, PageTemplate, Proposal, Revision
from practica.core.communities.models import Community
from practica.core.entries.models import Entry, Follow, Link, Saved, Topic
from practica.core.entries.queries import linked_from, topics_of
from practica.core.files.models import StoredFile
from practica.core.types.models import Value
from practica.core.types.queries import Then, pointing_at, values_at
from practica.kit.prepared import prepared

HISTORY_PAGE = 50
LINKED_SHOWN = 5


@dataclass(frozen=True)
class Around:
    """What stands beside a page for one reader."""

    linked_from: list[Entry]
    more_linked: list[Entry]
    included_in: list[Entry]
    files: list[StoredFile]
    topics: list[Topic]


def page_to_read(uid: str, person: Any) -> Page | None:
    """The page called ``uid`` if ``person`` may see it, joined with all its reader needs, with what she did
    with it."""
    found: Page | None = _to_read.first(person, uid=uid)
    return found


@prepared
def _to_read(person: Any, *, uid: str) -> Any:
    entry = OuterRef("entry")
    rows = Page.objects.visible_to(person).filter(entry__uid=uid, entry__kind="page")
    rows = rows.with_entry().select_related("type")
    rows = rows.defer("type__template", "type__example", "type__checklist")
    rows = rows.annotate(
        has_links_in=Exists(Link.objects.filter(target=entry)),
        is_pointed_at=Exists(Value.objects.filter(target=entry)),
        has_files=Exists(StoredFile.objects.filter(entry=entry)),
        is_template=Exists(PageTemplate.objects.filter(page=OuterRef("pk"))),
        has_topics=Exists(Entry.topics.through.objects.filter(entry=entry)),
    )
    if person.pk is None:
        return rows
    follow = Follow.objects.filter(person=person.pk, entry=entry).values("level")[:1]
    return rows.annotate(
        is_saved=Exists(Saved.objects.filter(person=person.pk, entry=entry)),
        follow_level=Subquery(follow),
        has_draft=Exists(Draft.objects.filter(person=person.pk, page=OuterRef("pk"))),
        has_proposals=Exists(Proposal.objects.open().filter(page=OuterRef("pk"))),
    )


def around(page: Any, *, seen_by: Any) -> Around:
    """What leads to a page from :func:`page_to_read` by its text or by a field, its files and topics; asks
    only for what there is."""
    linking = linked_from(page.entry, seen_by=seen_by) if page.has_links_in else []
    included_in = [entry for entry in linking if entry.includes]  # type: ignore[attr-defined]
    pointing = pointing_at(page.entry, seen_by=seen_by) if page.is_pointed_at else []
    # One that leads here by its text and by a field stands once.
    sources = list(dict.fromkeys(entry for entry in [*pointing, *linking] if entry not in included_in))
    return Around(
        included_in=included_in,
        linked_from=sources[:LINKED_SHOWN],
        more_linked=sources[LINKED_SHOWN:],
        files=list(StoredFile.objects.filter(entry=page.entry).order_by("name", "pk")[:50])
        if page.has_files
        else [],
        topics=topics_of(page.entry) if page.has_topics else [],
    )


def history(page: Page, *, seen_by: Any, before: int | None = None) -> tuple[list[Revision], int | None]:
    """Versions, newest first, without their bodies, and the number to go on below (None at the end)."""
    rows = Revision.objects.visible_to(seen_by).filter(page=page).defer("body")
    rows = rows.select_related("author", "accepted_by").prefetch_related("contributors")
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows.order_by("-number")[: HISTORY_PAGE + 1])
    more = len(found) > HISTORY_PAGE
    return found[:HISTORY_PAGE], found[HISTORY_PAGE - 1].number if more else None


def revision(page: Page, number: int, *, seen_by: Any) -> Revision | None:
    """One version with its text."""
    rows = Revision.objects.visible_to(seen_by).filter(page=page, number=number)
    return rows.select_related("author").first()


def values_then(page: Page, revision: Revision, *, seen_by: Any) -> list[Then]:
    """The fields of ``page`` that held something else when ``revision`` was replaced by the next one."""
    if not page.type.field_count:
        return []
    following = Revision.objects.visible_to(seen_by).filter(page=page, number__gt=revision.number)
    until = following.order_by("number").values_list("created", flat=True).first()
    return values_at(page.entry, page.type, until, seen_by=seen_by) if until is not None else []


def draft_of(page: Page, *, person: Any) -> Draft | None:
    """What ``person`` has typed and not saved of ``page``."""
    return Draft.objects.visible_to(person).filter(page=page).first()


def drafts_to_continue(person: Any) -> Any:
    """The drafts of ``person`` whose page, or whose community, she still sees."""
    page = Exists(Page.objects.visible_to(person).filter(pk=OuterRef("page")))
    community = Exists(Community.objects.visible_to(person).filter(pk=OuterRef("community")))
    return Draft.objects.visible_to(person).filter(Q(page__isnull=True) & community | page)


def unpublished_pages(person: Any) -> Any:
    """Pages ``person`` began that nobody else reads yet."""
    begun = (Entry.State.DRAFT, Entry.State.IN_REVIEW)
    return Page.objects.visible_to(person).filter(entry__state__in=begun, entry__author=person.pk)
