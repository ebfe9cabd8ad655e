"""A live text becomes a version, and versions made elsewhere come into the live text."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from practica.content.coediting import access, queries
from practica.content.coediting.actions.keeping import note_writers, open_document
from practica.content.coediting.actions.locking import Gone, locked
from practica.content.coediting.models import LiveDocument, LiveUpdate
from practica.content.coediting.texts import NOTHING, edited, markdown_of, merged, since
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit import markup
from practica.kit.access import Invalid, Refused, Stale, demand
from practica.kit.contracts.documents import LiveText, document_of

log = structlog.get_logger(__name__)

Save = Callable[[LiveText], int]


@transaction.atomic
def save(entry: Entry, *, save: Save, update: bytes = b"", generation: str = "", actor: Person) -> int:
    """Make what is live the next version by ``save`` and return its number.

    ``update`` is what a browser could not send by its socket. Raises what ``save`` raises, Stale for an
    update of another generation, Invalid for one that is none.
    """
    demand(access.can_write(actor, entry), _("You cannot edit this page."))
    live = locked(open_document(entry).pk)
    if update:
        if generation != live.generation:
            raise Stale(_("This page was built anew while you were writing."))
        _take(live, update, actor=actor)
    return _save(live, save, actor=actor)


def save_what_was_left(live_id: int) -> int | None:
    """Make what people left in a live document a version in the name of who typed last; its number.

    None when there is nothing to save, when it cannot be saved as it is (it stays, and whoever opens the text
    is told when she saves), or when nobody who typed may still write here.
    """
    try:
        with transaction.atomic():
            live = locked(live_id)
            people = queries.writers(live)
            author = next((one for one in people if _may_write(one, live.entry)), None)
            if author is None or not live.updates.filter(is_saved=False).exists():
                return None
            others = [one for one in people if one.pk != author.pk]
            return _save(live, lambda text: _saved(live, text, author, others), actor=author)
    except (Invalid, Refused, Stale) as problem:
        log.info("left unsaved", document=live_id, why=type(problem).__name__)
    except Gone:
        log.info("gone before it was saved", document=live_id)
    return None


@transaction.atomic
def catch_up(live_id: int) -> bool:
    """Bring a version that was made elsewhere into the live text as an edit; whether there was one.

    Of two processes that notice, one does it: the document is locked, and the other finds it done.
    """
    return _catch_up(locked(live_id))


def _save(live: LiveDocument, save: Save, *, actor: Person) -> int:
    _catch_up(live)
    stored = _stored(live)
    rows = queries.updates(live)
    written = markdown_of([row.data for row in rows], like=stored.markdown)
    people = tuple(queries.writers(live))
    version = save(LiveText(markdown=written, base_version=live.base_version, writers=people))
    if version == live.base_version and written != stored.markdown:
        return version  # it was not made a version, but something else of the app's: it stays live
    live.base_version = version
    live.save(update_fields=["base_version"])
    live.updates.filter(pk__in=[row.id for row in rows], is_saved=False).update(is_saved=True)
    live.writers.all().delete()
    return version


def _saved(live: LiveDocument, text: LiveText, author: Person, others: Collection[Person]) -> int:
    document = document_of(live.entry.kind)
    assert document is not None
    if text.markdown == document.read(live.entry).markdown:
        return live.base_version
    return document.save(
        live.entry,
        markdown=text.markdown,
        base_version=text.base_version,
        actor=author,
        contributors=others,
    )


def _catch_up(live: LiveDocument) -> bool:
    stored = _stored(live)
    if stored.version == live.base_version:
        return False
    saved = [row.data for row in queries.updates(live, saved=True)]
    try:
        change = edited(saved, stored.markdown)
    except markup.BodyRefused as problem:
        # A version that no reader could be shown cannot have been saved; say so rather than lose it.
        raise Invalid(_(problem.message) % problem.values, field="body") from problem
    if change != NOTHING:
        LiveUpdate.objects.create(document=live, data=change, is_saved=True)
    live.base_version = stored.version
    live.save(update_fields=["base_version"])
    return True


def _take(live: LiveDocument, update: bytes, *, actor: Person) -> None:
    """Keep what of ``update`` is not there yet."""
    try:
        news = since(merged([row.data for row in queries.updates(live)]), [update])
    except ValueError as problem:
        raise Invalid(_("This text cannot be read.")) from problem
    if news != NOTHING:
        LiveUpdate.objects.create(document=live, data=news)
        note_writers(live, [actor.pk])


def _stored(live: LiveDocument) -> Any:
    document = document_of(live.entry.kind)
    if document is None:
        raise Gone(live.pk)
    return document.read(live.entry)


def _may_write(person: Person, entry: Entry) -> bool:
    seen = Entry.objects.visible_to(person).filter(pk=entry.pk).exists()
    return bool(person.is_active and seen and access.can_write(person, entry))
