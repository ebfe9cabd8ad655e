"""Keeping the stored face of pages true when something they link to comes, goes or changes its name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from practica.content.pages.links import ENTRY_ADDRESS, FILE_ADDRESS, Context
from practica.content.pages.models import Page, Revision
from practica.content.pages.texts import read_text
from practica.core.communities.models import Community
from practica.core.entries.actions import set_links, title_path
from practica.core.entries.models import Alias, Entry, Link
from practica.core.files.models import StoredFile
from practica.core.people.models import Person

JOINED_AT_ONCE = 1000
_JOINED = ("page", "wiki", "include", "file")


def render_again(entry_ids: Iterable[int]) -> int:
    """Make the HTML and the links of these pages anew from their text (no actor: the house tidies).

    Links are followed as far as the writer of the current version may see. Nothing is recorded: no word of
    the page changed. Returns how many were made; a page saved meanwhile is left to its save.
    """
    return sum(_render(page) for page in Page.objects.filter(entry__in=list(entry_ids)).with_entry())


@transaction.atomic
def _render(page: Page) -> bool:
    context = Context(community=page.entry.community, actor=_last_writer(page), entry=page.entry)
    text = read_text(page.body, context)
    kept = {"html": text.html, "outline": text.outline, "words": text.words}
    if not Page.objects.filter(pk=page.pk, version=page.version).update(**kept):
        return False
    set_links(page.entry, text.links)
    return True


def _last_writer(page: Page) -> Person | None:
    revision = Revision.objects.filter(page=page, number=page.version).select_related("author").first()
    writer = revision.author if revision else None
    return writer if writer is not None and writer.has_account and writer.is_active else None


@transaction.atomic
def join_links(community: Community) -> int:
    """Give the links that were kept for entries ``coming`` in an import their targets; return how many.

    To be called once all of them exist. Nothing is rendered again: the addresses were right from the start.
    A link to a heading that is missing stays broken, and has the page as its target.
    """
    joined, after = 0, 0
    leads_to_page = Q(is_broken=False) | Q(kind="page") & ~Q(anchor="")
    waiting = Link.objects.filter(
        leads_to_page, source__community=community, kind__in=_JOINED, target__isnull=True
    ).order_by("pk")
    # Some at a time: an import may bring hundreds of thousands of links.
    while links := list(waiting.filter(pk__gt=after)[:JOINED_AT_ONCE]):
        after = links[-1].pk
        joined += _join(links, community)
    return joined


def _join(links: list[Link], community: Community) -> int:
    named = {
        link.pk: uid[1] for link in links if link.kind == "page" and (uid := ENTRY_ADDRESS.search(link.href))
    }
    filed = {
        link.pk: uid[1] for link in links if link.kind == "file" and (uid := FILE_ADDRESS.search(link.href))
    }
    titled = {
        link.pk: title_path(link.href.partition("#")[0]) for link in links if link.kind in ("wiki", "include")
    }
    by_uid = dict(Entry.objects.filter(uid__in=set(named.values())).values_list("uid", "pk"))
    # A file that belongs to a page's own text is no entry of its own.
    rows = StoredFile.objects.filter(uid__in=set(filed.values()), entry__kind="file")
    by_file = dict(rows.values_list("uid", "entry_id"))
    aliases = Alias.objects.filter(community=community, path__in=set(titled.values()))
    by_title = dict(aliases.values_list("path", "entry_id"))
    joined = []
    for link in links:
        link.target_id = (
            by_uid.get(named.get(link.pk, ""))
            or by_file.get(filed.get(link.pk, ""))
            or by_title.get(titled.get(link.pk, ""))
        )
        if link.target_id is not None:
            joined.append(link)
    # One statement for all of them: an update for each target would be thousands.
    Link.objects.bulk_create(joined, update_conflicts=True, unique_fields=["id"], update_fields=["target"])
    return len(joined)
