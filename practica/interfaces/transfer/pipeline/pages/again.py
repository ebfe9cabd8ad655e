"""Pages that came before and come again: new versions, unless somebody wrote in them here."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from practica.content.pages.actions import save
from practica.content.pages.models import Page
from practica.interfaces.transfer.models import SourceLink, Waiting
from practica.interfaces.transfer.pipeline.lease import beat
from practica.interfaces.transfer.pipeline.pages.reading import read
from practica.interfaces.transfer.pipeline.pages.shared import (
    Draft,
    Result,
    Shared,
    fail,
    leave,
    moment,
    reason_of,
)
from practica.interfaces.transfer.words import own
from practica.kit.access import Invalid, Refused, Stale


def update(shared: Shared, draft: Draft) -> None:
    """A page that came from here before: a new version, unless somebody wrote in it since."""
    assert draft.link is not None and draft.piece is not None
    if draft.piece.problem:
        fail(shared, draft, read(shared, draft) or own("renderer"))
        return
    try:
        with transaction.atomic():
            _save(shared, draft, draft.link)
    except (Stale, Refused):
        leave(shared, draft, own("edited-here"))
    except Invalid as problem:
        fail(shared, draft, own("refused", sentence=problem))


def _save(shared: Shared, draft: Draft, link: SourceLink) -> None:
    page = Page.objects.with_entry().get(entry=link.entry_id)
    if page.version != link.version:
        raise Stale("", current=page)
    about = draft.about
    authors = [shared.authors.person(name, email) for name, email in about["authors"]]
    latest = shared.histories.latest(draft.item.key, shared.authors) if shared.histories else None
    at = latest.at if latest else moment(about["changed"]) or timezone.now()
    saved = save(
        page,
        title=draft.item.title,
        body=draft.body,
        started_from=link.version,
        reason=(latest.reason if latest else "") or reason_of(shared),
        topics=about["topics"],
        at=min(at, timezone.now()),
        author=latest.author if latest else (authors[0] if authors else None),
        coming={uid: uid for uid in shared.above},
        actor=shared.actor,
    )
    item = draft.item
    before = {
        **(item.before or {}),
        "version": page.version,
        "fingerprint": link.fingerprint,
        "content": link.content,
        "sketch": link.sketch,
    }
    link.fingerprint, link.version, link.seen_in = item.fingerprint, saved.version, shared.imported
    link.content, link.sketch = item.content, item.sketch
    link.save(update_fields=["fingerprint", "version", "seen_in", "content", "sketch"])
    item.entry, item.before, item.wrote_version, item.is_done = page.entry, before, saved.version, True
    if item.result == Result.CREATED:
        item.result = Result.UPDATED
    item.save(update_fields=["entry", "before", "wrote_version", "is_done", "result"])
    Waiting.objects.filter(item=item).delete()
    beat(shared.imported, done=F("done") + 1)
