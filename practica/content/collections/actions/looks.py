"""Views of a collection: made, changed, put in order, opened to people from outside."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.collections import access, facts
from practica.content.collections.actions.collections import note_change
from practica.content.collections.models import Collection, View
from practica.content.collections.models.asked import Asked, saved, with_widths
from practica.content.collections.models.collection import NAME_LENGTH
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid, Stale, demand

MOST_VIEWS = 30


@transaction.atomic
def add_view(
    collection: Collection, *, name: str, shape: str, asked: Asked | None = None, actor: Person
) -> View:
    """A new view, last in line. ``asked`` is what it shows from the start."""
    demand(access.can_edit(actor, collection), _("You cannot change this collection."))
    views = View.objects.filter(collection=collection)
    if views.count() >= MOST_VIEWS:
        raise Invalid(_("A collection has 30 views at most. Remove one first."))
    last = views.aggregate(last=Max("position"))["last"]
    view = View.objects.create(
        collection=collection,
        name=_clean_name(name),
        shape=_clean_shape(shape),
        settings=asked.kept() if asked else {},
        position=0 if last is None else last + 1,
    )
    note_change(collection, actor=actor)
    return view


@transaction.atomic
def change_view(view: View, *, name: str, shape: str, asked: Asked, started_from: int, actor: Person) -> View:
    """Save ``view`` as ``asked``. Raises Stale when somebody changed it since version ``started_from``."""
    demand(access.can_shape(actor, view), why_not(actor, view))
    changed = View.objects.filter(pk=view.pk, version=started_from).update(
        name=_clean_name(name),
        shape=_clean_shape(shape),
        settings=asked.kept(),
        version=F("version") + 1,
        changed=timezone.now(),
    )
    if not changed:
        now = View.objects.get(pk=view.pk)
        raise Stale(_("Somebody else changed this view meanwhile."), current=now)
    note_change(view.collection, actor=actor)
    view.refresh_from_db()
    return view


@transaction.atomic
def keep_look(view: View, *, widths: Mapping[str, Any], columns: list[str] | None, actor: Person) -> None:
    """Keep how wide the columns of a table are drawn, and their order; two people at once do no harm."""
    demand(access.can_edit(actor, view.collection), _("You cannot change this collection."))
    fields = fields_of(view.collection.type)
    current = View.objects.select_for_update().get(pk=view.pk)
    asked = with_widths(saved(current, fields), widths)
    # What it was filtered or sorted by stays as it is written, also by a field that may come back.
    kept = {**current.settings, **{name: asked.kept()[name] for name in ("columns", "widths")}}
    if columns is not None:
        known = list(asked.columns)
        kept["columns"] = [name for name in columns if name in known]
        kept["columns"] += [name for name in known if name not in kept["columns"]]
    View.objects.filter(pk=view.pk).update(settings=kept)


@transaction.atomic
def remove_view(view: View, *, actor: Person) -> None:
    """Take a view away; a collection keeps at least one."""
    demand(access.can_edit(actor, view.collection), _("You cannot change this collection."))
    if View.objects.filter(collection=view.collection_id).count() < 2:
        raise Invalid(_("A collection needs one view. Make another first."))
    view.delete()
    note_change(view.collection, actor=actor)


@transaction.atomic
def move_view(view: View, *, by: int, actor: Person) -> None:
    """Put a view ``by`` places further back (negative: to the front)."""
    demand(access.can_edit(actor, view.collection), _("You cannot change this collection."))
    views = list(View.objects.filter(collection=view.collection_id))
    at = next(place for place, one in enumerate(views) if one.pk == view.pk)
    views.insert(max(0, min(len(views) - 1, at + by)), views.pop(at))
    for place, one in enumerate(views):
        one.position = place
    View.objects.bulk_update(views, ["position"])


@transaction.atomic
def open_view(view: View, *, actor: Person) -> str:
    """Give ``view`` a link by which anybody reads it, in place of an earlier one; its secret is told once.

    Raises Invalid where the community, or the collection, is not open to everyone signed in.
    """
    collection = view.collection
    demand(access.can_open(actor, collection), _("Only the core group opens a view."))
    if not access.is_open_community(collection):
        raise Invalid(
            _("Only communities that everyone signed in may see can open a view. This one is for fewer.")
        )
    secret = secrets.token_urlsafe(24)
    View.objects.filter(pk=view.pk).update(
        link_hash=secret_hash(secret), link_made=timezone.now(), link_by=actor
    )
    record(
        facts.ViewOpened(
            actor_id=actor.pk,
            community_id=collection.entry.community_id,
            entry_id=collection.entry_id,
            view=view.uid,
        )
    )
    return secret


@transaction.atomic
def close_view(view: View, *, actor: Person) -> None:
    """Make the link of ``view`` useless at once."""
    collection = view.collection
    demand(access.can_edit(actor, collection), _("You cannot change this collection."))
    View.objects.filter(pk=view.pk).update(link_hash=None, link_made=None, link_by=None)
    record(
        facts.ViewClosed(
            actor_id=actor.pk,
            community_id=collection.entry.community_id,
            entry_id=collection.entry_id,
            view=view.uid,
        )
    )


def why_not(person: Any, view: View) -> str:
    """Why ``person`` cannot change ``view``."""
    if view.link_hash and access.can_edit(person, view.collection):
        return _("This view has a link for everyone. Only the core group changes what it shows.")
    return _("You cannot change this collection.")


def secret_hash(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _clean_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid(_("Give it a name."), field="name")
    if len(name) > NAME_LENGTH:
        raise Invalid(_("The name is longer than %(most)d characters.") % {"most": NAME_LENGTH}, field="name")
    return name


def _clean_shape(shape: str) -> str:
    if shape not in View.Shape.values:
        raise Invalid(_("There is no such view."), field="shape")
    return shape
