"""Pages that come for the first time, a batch at once, each with its line of the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from practica.content.pages.actions import NewPage, PastVersion, create_many
from practica.content.pages.models import Page
from practica.core.entries.models import Alias, Entry
from practica.interfaces.transfer.models import ImportItem, SourceLink, Waiting
from practica.interfaces.transfer.pipeline.lease import beat
from practica.interfaces.transfer.pipeline.pages.reading import read
from practica.interfaces.transfer.pipeline.pages.shared import (
    Draft,
    Shared,
    add_reason,
    fail,
    moment,
    reason_of,
)
from practica.interfaces.transfer.words import kept, own
from practica.kit.access import Invalid, Refused


@transaction.atomic
def create(shared: Shared, drafts: list[Draft]) -> None:
    """Write all of ``drafts`` that can be read, or none. Raises Invalid or Refused."""
    fine = []
    for draft in drafts:
        if why := read(shared, draft):
            fail(shared, draft, why)
        else:
            fine.append(draft)
    if not fine:
        return
    standing = _standing(shared, fine)
    held = _held_paths(shared, fine)
    new = [_new_page(shared, draft, standing, held) for draft in fine]
    pages = create_many(new, community=shared.community, actor=shared.actor)
    SourceLink.objects.bulk_create(
        [
            SourceLink(
                community=shared.community,
                source=shared.imported.source,
                key=draft.item.key,
                entry_id=pages[draft.item.uid].entry_id,
                ident=draft.item.ident,
                fingerprint=draft.item.fingerprint,
                content=draft.item.content,
                sketch=draft.item.sketch,
                parent_uid=draft.item.parent_uid,
                place=shared.places[draft.item.uid],
                version=pages[draft.item.uid].version,
                seen_in=shared.imported,
            )
            for draft in fine
        ]
    )
    ids = [draft.item.pk for draft in fine]
    entry = Entry.objects.filter(uid=OuterRef("uid")).values("pk")[:1]
    version = Page.objects.filter(entry__uid=OuterRef("uid")).values("version")[:1]
    ImportItem.objects.filter(pk__in=ids).update(
        is_done=True, entry=Subquery(entry), wrote_version=Subquery(version)
    )
    for draft in fine:
        if draft.has_new_reasons:
            draft.item.save(update_fields=["reasons", "result"])
    Waiting.objects.filter(item__in=ids).delete()
    beat(shared.imported, done=F("done") + len(ids))


def create_alone(shared: Shared, draft: Draft) -> None:
    """Write one, or note in the ledger why not."""
    try:
        create(shared, [draft])
    except (Invalid, Refused) as problem:
        shared.authors.forget()
        fail(shared, draft, own("refused", sentence=problem))


def _standing(shared: Shared, drafts: Sequence[Draft]) -> set[str]:
    """Which of the pages asked for as parents are there."""
    wanted, coming = set(), {draft.item.uid for draft in drafts}
    for draft in drafts:
        uid = draft.item.parent_uid
        while uid:
            wanted.add(uid)
            uid = shared.above.get(uid, "")
    rows = Page.objects.of(shared.community).filter(entry__uid__in=wanted - coming)
    return coming | set(rows.exclude(entry__state=Entry.State.BINNED).values_list("entry__uid", flat=True))


def _held_paths(shared: Shared, drafts: Sequence[Draft]) -> set[str]:
    """Former paths that lead to pages of another source, or of people, and go on to."""
    paths = {path for draft in drafts for path in draft.about["aliases"]}
    held = Alias.objects.filter(community=shared.community, path__in=paths)
    held = held.exclude(entry__state=Entry.State.BINNED)
    ours = SourceLink.objects.filter(community=shared.community, source=shared.imported.source)
    return set(held.exclude(entry__in=ours.values("entry")).values_list("path", flat=True))


def _parent(shared: Shared, draft: Draft, standing: set[str]) -> str:
    parent = draft.item.parent_uid
    while parent and parent not in standing:
        parent = shared.above.get(parent, "")
    if parent != draft.item.parent_uid:
        add_reason(draft, own("no-entry"))
    return parent


def _new_page(shared: Shared, draft: Draft, standing: set[str], held: set[str]) -> NewPage:
    assert draft.text is not None
    about, now = draft.about, timezone.now()
    written = [shared.authors.person(name, email) for name, email in about["authors"]]
    past = _past(shared, draft)
    said, changed = moment(about["created"]), moment(about["changed"])
    created = said or (past[0].at if past else None)
    author = written[0] if written else None
    reviser, reason = author, ""
    if past:
        *past, last = past
        if past:
            created, author = past[0].at, past[0].author
        else:
            created, author = last.at, last.author
        # Older than its repository, when its own words say so.
        created = min(said, created) if said else created
        reviser, changed, reason = last.author, last.at, last.reason
        author = written[0] if written else author
    created = min(created or changed or now, now)
    return NewPage(
        uid=draft.item.uid,
        title=draft.item.title,
        text=draft.text,
        parent_uid=_parent(shared, draft, standing),
        author=author or shared.actor,
        reviser=reviser,
        created=created,
        changed=max(min(changed or created, now), created),
        summary=about["summary"],
        reason=reason or reason_of(shared),
        audience=Entry.Audience.CORE if about["draft"] else Entry.Audience.COMMUNITY,
        topics=tuple(about["topics"]),
        aliases=tuple(path for path in about["aliases"] if path not in held),
        past=past,
    )


def _past(shared: Shared, draft: Draft) -> list[PastVersion]:
    if shared.histories is None:
        return []
    versions, unread = shared.histories.of(draft.item.key, shared.authors)
    if unread:
        add_reason(draft, own("history-cut", count=unread))
    for reason in shared.histories.left_out(draft.item.key):
        add_reason(draft, kept(reason))
    return versions
