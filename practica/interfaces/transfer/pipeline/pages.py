"""Pages of an import: rendered apart, written in batches, each batch with its lines of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from practica.content.pages.actions import NewPage, PastVersion, create_many, move, save
from practica.content.pages.links import Context
from practica.content.pages.models import Page
from practica.content.pages.texts import Text, read_text, words_in
from practica.core.entries.actions import LinkTo
from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile
from practica.core.people.models import Person
from practica.interfaces.transfer.models import Import, ImportItem, SourceLink, Waiting
from practica.interfaces.transfer.pipeline import apart
from practica.interfaces.transfer.pipeline.histories import Histories
from practica.interfaces.transfer.pipeline.lease import beat
from practica.interfaces.transfer.pipeline.linking import with_addresses
from practica.interfaces.transfer.pipeline.people import Authors
from practica.interfaces.transfer.pipeline.rendering import SECONDS, Renderer, renderer
from practica.interfaces.transfer.readers.archive.items import Source
from practica.interfaces.transfer.words import own
from practica.kit.access import Invalid, Refused, Stale
from practica.kit.markup import SafeHtml

BATCH = 50
Result = ImportItem.Result


@dataclass
class Draft:
    """A page on its way: its line of the ledger, its body for here, what is known about it."""

    item: ImportItem
    body: str
    about: Mapping[str, Any]
    order: apart.Order
    link: SourceLink | None
    piece: apart.Piece | None = None
    text: Text | None = None
    has_new_reasons: bool = False


def bring(imported: Import, source: Source | None, *, actor: Person) -> None:
    """Bring every page that is not in yet. ``source`` is given when it has a history worth bringing."""
    todo = ImportItem.objects.filter(import_run=imported, is_done=False).exclude(role=ImportItem.Role.FILE)
    count = todo.count()
    bringer = _Bringer(imported, actor, Histories(source) if source else None)
    with renderer(count) as apart_from_us:
        bringer.bring(apart_from_us)


class _Bringer:
    """Holds what all batches of one run share."""

    def __init__(self, imported: Import, actor: Person, histories: Histories | None) -> None:
        assert imported.community is not None
        self.imported, self.actor, self.histories = imported, actor, histories
        self.community = imported.community
        self.authors = Authors(self.community, actor)
        self.words = words_in(self.community.language)
        rows = ImportItem.objects.filter(import_run=imported, role__in=("page", "section", "part"))
        self.above: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        for uid, title, parent in rows.values_list("uid", "title", "parent_uid").iterator():
            slug = slugify(title)[:80].strip("-")
            handle = f"{slug}-{uid}" if slug else uid
            self.addresses[uid] = f"/c/{self.community.slug}/pages/{handle}"
            self.above[uid] = parent

    def bring(self, renders: Renderer) -> None:
        """One batch is written while the next one is being rendered."""
        ahead: tuple[list[Draft], Any] | None = None
        for drafts in self._batches():
            pending = renders.begin([draft.order for draft in drafts])
            if ahead:
                self._finish(*ahead, renders)
            ahead = (drafts, pending)
        if ahead:
            self._finish(*ahead, renders)

    def _batches(self) -> Iterator[list[Draft]]:
        after = 0
        while True:
            rows = ImportItem.objects.filter(import_run=self.imported, is_done=False, position__gt=after)
            rows = rows.exclude(role=ImportItem.Role.FILE).select_related("waiting").order_by("position")
            items = list(rows[:BATCH])
            if not items:
                return
            after = items[-1].position
            yield self._drafts(items)

    def _drafts(self, items: Sequence[ImportItem]) -> list[Draft]:
        bodies = [with_addresses(item.waiting.body, self.addresses) for item in items]
        named = {uid for body in bodies for uid in apart.uids_of_files(body)}
        sizes = StoredFile.objects.filter(uid__in=named, entry__community=self.community)
        known = {
            uid: ("file", width, height) for uid, width, height in sizes.values_list("uid", "width", "height")
        }
        links = SourceLink.objects.filter(
            community=self.community, source=self.imported.source, key__in=[item.key for item in items]
        )
        by_key = {link.key: link for link in links.select_related("entry")}
        return [
            Draft(item, body, item.waiting.about, self._order(item, body, known), by_key.get(item.key))
            for item, body in zip(items, bodies, strict=True)
        ]

    def _order(self, item: ImportItem, body: str, files: Mapping[str, Any]) -> apart.Order:
        uids = apart.uids_in(body)
        known = {uid: files[uid] for uid in uids if uid in files}
        known |= {uid: ("page", None, None) for uid in uids if uid in self.above}
        broken = frozenset(
            with_addresses(address, self.addresses) for address in item.waiting.about["broken"]
        )
        return apart.Order(body, self.words, known, settings.SITE_URL, broken)

    def _finish(self, drafts: list[Draft], pending: Any, renders: Renderer) -> None:
        pieces = renders.finish(pending, [draft.order for draft in drafts])
        for draft, piece in zip(drafts, pieces, strict=True):
            draft.piece = piece
        new = [draft for draft in drafts if draft.link is None]
        try:
            self._create(new)
        except (Invalid, Refused):
            self.authors.forget()
            for draft in new:
                self._create_alone(draft)
        for draft in drafts:
            if draft.link is not None:
                self._update(draft)

    def _create_alone(self, draft: Draft) -> None:
        try:
            self._create([draft])
        except (Invalid, Refused) as problem:
            self.authors.forget()
            self._fail(draft, own("refused", sentence=problem))

    @transaction.atomic
    def _create(self, drafts: list[Draft]) -> None:
        fine = []
        for draft in drafts:
            if why := self._read(draft):
                self._fail(draft, why)
            else:
                fine.append(draft)
        if not fine:
            return
        standing = self._standing(fine)
        new = [self._new_page(draft, standing) for draft in fine]
        pages = create_many(new, community=self.community, actor=self.actor)
        SourceLink.objects.bulk_create(
            [
                SourceLink(
                    community=self.community,
                    source=self.imported.source,
                    key=draft.item.key,
                    entry_id=pages[draft.item.uid].entry_id,
                    fingerprint=draft.item.fingerprint,
                    version=pages[draft.item.uid].version,
                    seen_in=self.imported,
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
        beat(self.imported, done=F("done") + len(ids))

    def _standing(self, drafts: Sequence[Draft]) -> set[str]:
        """Which of the pages asked for as parents are there."""
        wanted, coming = set(), {draft.item.uid for draft in drafts}
        for draft in drafts:
            uid = draft.item.parent_uid
            while uid:
                wanted.add(uid)
                uid = self.above.get(uid, "")
        rows = Page.objects.of(self.community).filter(entry__uid__in=wanted - coming)
        return coming | set(
            rows.exclude(entry__state=Entry.State.BINNED).values_list("entry__uid", flat=True)
        )

    def _parent(self, draft: Draft, standing: set[str]) -> str:
        parent = draft.item.parent_uid
        while parent and parent not in standing:
            parent = self.above.get(parent, "")
        if parent != draft.item.parent_uid:
            self._add_reason(draft, own("no-entry"))
        return parent

    @staticmethod
    def _add_reason(draft: Draft, reason: dict[str, Any]) -> None:
        draft.item.reasons = [*draft.item.reasons, reason]
        if draft.item.result in (Result.CREATED, Result.UPDATED):
            draft.item.result = Result.LOSSY
        draft.has_new_reasons = True

    def _new_page(self, draft: Draft, standing: set[str]) -> NewPage:
        assert draft.text is not None
        about, now = draft.about, timezone.now()
        written = [self.authors.person(name, email) for name, email in about["authors"]]
        past = self._past(draft)
        created = _moment(about["created"]) or (past[0].at if past else None)
        changed = _moment(about["changed"])
        author = written[0] if written else None
        reviser, reason = author, ""
        if past:
            *past, last = past
            if past:
                created, author = past[0].at, past[0].author
            else:
                created, author = last.at, last.author
            reviser, changed, reason = last.author, last.at, last.reason
            author = written[0] if written else author
        created = min(created or changed or now, now)
        return NewPage(
            uid=draft.item.uid,
            title=draft.item.title,
            text=draft.text,
            parent_uid=self._parent(draft, standing),
            author=author or self.actor,
            reviser=reviser,
            created=created,
            changed=max(min(changed or created, now), created),
            summary=about["summary"],
            reason=reason or self._reason(),
            audience=Entry.Audience.CORE if about["draft"] else Entry.Audience.COMMUNITY,
            topics=tuple(about["topics"]),
            aliases=tuple(about["aliases"]),
            past=past,
        )

    def _past(self, draft: Draft) -> list[PastVersion]:
        if self.histories is None:
            return []
        versions, unread = self.histories.of(draft.item.key, self.authors)
        if unread:
            self._add_reason(draft, own("history-cut", count=unread))
        return versions

    def _reason(self) -> str:
        return _("Imported from %(label)s") % {"label": self.imported.label}

    def _read(self, draft: Draft) -> dict[str, Any] | None:
        """Make the text of ``draft`` from what came back; the reason why not, when it cannot be taken."""
        piece = draft.piece
        assert piece is not None
        if piece.problem in ("slow", "renderer"):
            return own(piece.problem, **({"seconds": SECONDS} if piece.problem == "slow" else {}))
        if piece.problem:
            return own("refused", sentence=_(piece.problem) % piece.values)
        if piece.asks:
            # It was read within the time apart, so it can be read here, where its links can be looked up.
            context = Context(
                community=self.community, actor=self.actor, coming={uid: uid for uid in self.above}
            )
            try:
                draft.text = read_text(draft.body, context)
            except Invalid as problem:
                return own("refused", sentence=problem)
            return None
        links = [
            LinkTo(kind=k, href=href, anchor=anchor, is_broken=broken)
            for k, href, anchor, broken in piece.links
        ]
        draft.text = Text(
            body=draft.body.replace("\r\n", "\n").strip("\n"),
            html=SafeHtml(piece.html),
            outline=piece.outline,
            words=piece.words,
            summary=piece.summary,
            links=links,
            mentioned={},
        )
        return None

    def _update(self, draft: Draft) -> None:
        """A page that came from here before: a new version, unless somebody wrote in it since."""
        assert draft.link is not None and draft.piece is not None
        if draft.piece.problem:
            self._fail(draft, self._read(draft) or own("renderer"))
            return
        try:
            with transaction.atomic():
                self._save(draft, draft.link)
        except (Stale, Refused):
            self._leave(draft, own("edited-here"))
        except Invalid as problem:
            self._fail(draft, own("refused", sentence=problem))

    def _save(self, draft: Draft, link: SourceLink) -> None:
        page = Page.objects.with_entry().get(entry=link.entry_id)
        if page.version != link.version:
            raise Stale("", current=page)
        about = draft.about
        authors = [self.authors.person(name, email) for name, email in about["authors"]]
        latest = self.histories.latest(draft.item.key, self.authors) if self.histories else None
        at = latest.at if latest else _moment(about["changed"]) or timezone.now()
        saved = save(
            page,
            title=draft.item.title,
            body=draft.body,
            started_from=link.version,
            reason=(latest.reason if latest else "") or self._reason(),
            topics=about["topics"],
            at=min(at, timezone.now()),
            author=latest.author if latest else (authors[0] if authors else None),
            coming={uid: uid for uid in self.above},
            actor=self.actor,
        )
        before = {"version": page.version, "fingerprint": link.fingerprint}
        parent = page.parent.entry.uid if page.parent else ""
        if parent != draft.item.parent_uid:
            above = Page.objects.of(self.community).filter(entry__uid=draft.item.parent_uid or None).first()
            if above is not None or not draft.item.parent_uid:
                move(saved, parent=above, actor=self.actor)
                before["parent"] = parent
        link.fingerprint, link.version, link.seen_in = draft.item.fingerprint, saved.version, self.imported
        link.save(update_fields=["fingerprint", "version", "seen_in"])
        item = draft.item
        item.entry, item.before, item.wrote_version, item.is_done = page.entry, before, saved.version, True
        if item.result == Result.CREATED:
            item.result = Result.UPDATED
        item.save(update_fields=["entry", "before", "wrote_version", "is_done", "result"])
        Waiting.objects.filter(item=item).delete()
        beat(self.imported, done=F("done") + 1)

    @transaction.atomic
    def _fail(self, draft: Draft, why: dict[str, Any]) -> None:
        self._end(draft.item, Result.FAILED, why)

    @transaction.atomic
    def _leave(self, draft: Draft, why: dict[str, Any]) -> None:
        draft.item.entry = draft.link.entry if draft.link else None
        self._end(draft.item, Result.SKIPPED, why)

    def _end(self, item: ImportItem, result: str, why: dict[str, Any]) -> None:
        item.result, item.is_done, item.reasons = result, True, [*item.reasons, why]
        item.save(update_fields=["result", "is_done", "reasons", "entry"])
        Waiting.objects.filter(item=item).delete()
        beat(self.imported, done=F("done") + 1)


def _moment(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
