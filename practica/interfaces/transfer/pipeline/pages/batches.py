"""Pages in batches: one is rendered apart while the one before is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from practica.core.files.models import StoredFile
from practica.core.people.models import Person
from practica.interfaces.transfer.models import Import, ImportItem, SourceLink, Waiting
from practica.interfaces.transfer.pipeline import apart
from practica.interfaces.transfer.pipeline.histories import Histories
from practica.interfaces.transfer.pipeline.linking import with_addresses
from practica.interfaces.transfer.pipeline.pages.again import update
from practica.interfaces.transfer.pipeline.pages.new import create, create_alone
from practica.interfaces.transfer.pipeline.pages.shared import Draft, Shared
from practica.interfaces.transfer.pipeline.rendering import Renderer, renderer
from practica.interfaces.transfer.readers.archive.items import Source
from practica.kit.access import Invalid, Refused

# Others who write wait meanwhile: a fifth of a second for pages as they mostly are.
BATCH, BATCH_LETTERS = 150, 1_000_000

# The body of a page, and what is known about it.
Words = tuple[str, dict[str, Any]]


def bring(imported: Import, source: Source | None, *, actor: Person) -> None:
    """Bring every page that is not in yet. ``source`` is given when it has a history worth bringing."""
    count = ImportItem.objects.filter(import_run=imported, is_done=False, waiting__isnull=False).count()
    shared = Shared(imported, actor, Histories(source) if source else None)
    with renderer(count) as apart_from_us:
        _bring(shared, apart_from_us)


def _bring(shared: Shared, renders: Renderer) -> None:
    """One batch is written while the next one is being rendered."""
    ahead: tuple[list[Draft], Any] | None = None
    for drafts in _batches(shared):
        pending = renders.begin([draft.order for draft in drafts])
        if ahead:
            _finish(shared, *ahead, renders)
        ahead = (drafts, pending)
    if ahead:
        _finish(shared, *ahead, renders)


def _batches(shared: Shared) -> Iterator[list[Draft]]:
    after = 0
    while True:
        # What has no text waiting is only put elsewhere.
        rows = Waiting.objects.filter(
            item__import_run=shared.imported, item__is_done=False, item__position__gt=after
        ).order_by("item__position")
        # As plain values: a text and a line that know each other are a circle, which stays in memory long.
        texts = dict(_some(rows.values_list("item_id", "body", "about")[:BATCH]))
        if not texts:
            return
        items = list(ImportItem.objects.filter(pk__in=texts).order_by("position"))
        after = items[-1].position
        yield _drafts(shared, items, texts)


def _some(rows: QuerySet[Any]) -> Iterator[tuple[int, Words]]:
    """As many of ``rows`` as have no more text than a batch may have, and at least one, by line."""
    letters = 0
    for item, body, about in rows.iterator(chunk_size=10):
        letters += len(body)
        if letters > BATCH_LETTERS and letters > len(body):
            return
        yield item, (body, about)


def _drafts(shared: Shared, items: Sequence[ImportItem], texts: Mapping[int, Words]) -> list[Draft]:
    abouts = [texts[item.pk][1] for item in items]
    bodies = [with_addresses(texts[item.pk][0], shared.addresses) for item in items]
    named = {uid for body in bodies for uid in apart.uids_of_files(body)}
    sizes = StoredFile.objects.filter(uid__in=named, entry__community=shared.community)
    known = {
        uid: ("file", width, height) for uid, width, height in sizes.values_list("uid", "width", "height")
    }
    links = SourceLink.objects.filter(
        community=shared.community, source=shared.imported.source, key__in=[item.key for item in items]
    )
    by_key = {link.key: link for link in links.select_related("entry")}
    return [
        Draft(item, body, about, _order(shared, about, body, known), by_key.get(item.key))
        for item, body, about in zip(items, bodies, abouts, strict=True)
    ]


def _order(shared: Shared, about: Mapping[str, Any], body: str, files: Mapping[str, Any]) -> apart.Order:
    uids = apart.uids_in(body)
    known = {uid: files[uid] for uid in uids if uid in files}
    known |= {uid: ("page", None, None) for uid in uids if uid in shared.above}
    broken = frozenset(with_addresses(address, shared.addresses) for address in about["broken"])
    return apart.Order(body, shared.words, known, settings.SITE_URL, broken)


def _finish(shared: Shared, drafts: list[Draft], pending: Any, renders: Renderer) -> None:
    pieces = renders.finish(pending, [draft.order for draft in drafts])
    for draft, piece in zip(drafts, pieces, strict=True):
        draft.piece = piece
    new = [draft for draft in drafts if draft.link is None]
    try:
        create(shared, new)
    except (Invalid, Refused):
        shared.authors.forget()
        for draft in new:
            create_alone(shared, draft)
    for draft in drafts:
        if draft.link is not None:
            update(shared, draft)
