"""A collection comes into the world, changes its words, and goes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from practica.content.collections import access, facts
from practica.content.collections.models import COLLECTION, Collection, View
from practica.core.communities.models import Community
from practica.core.entries.actions import bin_entry, create_entry, text_changed
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType
from practica.kit.access import Invalid, demand

ABOUT_LENGTH = 300
MOST_OF_COMMUNITY = 200


@transaction.atomic
def make(
    *,
    community: Community,
    title: str,
    type: KnowledgeType,
    about: str = "",
    audience: str = Entry.Audience.COMMUNITY,
    actor: Person,
) -> Collection:
    """A collection of the entries of ``type`` in ``community``, with a table of all as its first view.

    Raises Invalid when the type is not for this community, or there are 200 collections already.
    """
    demand(access.can_create(actor, community), _("Only members make collections here."))
    if not KnowledgeType.objects.visible_to(actor).usable_in(community).filter(pk=type.pk).exists():
        raise Invalid(_("There is no such type here."), field="type")
    if Collection.objects.filter(entry__community=community).count() >= MOST_OF_COMMUNITY:
        raise Invalid(_("There are 200 collections here. Delete one that nobody needs first."))
    entry = create_entry(
        kind=COLLECTION,
        community=community,
        author=actor,
        title=title,
        summary=_clean_about(about),
        audience=audience,
        actor=actor,
    )
    collection = Collection.objects.create(entry=entry, type=type)
    View.objects.create(collection=collection, name=_("All"), shape=View.Shape.TABLE)
    record(facts.CollectionMade(actor_id=actor.pk, community_id=community.pk, entry_id=entry.pk))
    return collection


@transaction.atomic
def change(collection: Collection, *, title: str, about: str, actor: Person) -> None:
    """Give a collection another name or other words."""
    demand(access.can_edit(actor, collection), _("You cannot change this collection."))
    text_changed(collection.entry, title=title, summary=_clean_about(about), actor=actor)
    note_change(collection, actor=actor)


@transaction.atomic
def delete(collection: Collection, *, actor: Person) -> None:
    """Put a collection into the bin. Its rows stay where they are."""
    demand(access.can_delete(actor, collection), _("You cannot delete this collection."))
    bin_entry(collection.entry, actor=actor)


def note_change(collection: Collection, *, actor: Person) -> None:
    """Record, inside the caller's action, that the collection or its views are other than before."""
    entry = collection.entry
    record(
        facts.CollectionChanged(
            actor_id=actor.pk, community_id=entry.community_id, entry_id=collection.entry_id
        )
    )


def _clean_about(about: str) -> str:
    about = " ".join(about.split())
    if len(about) > ABOUT_LENGTH:
        raise Invalid(_("This is longer than %(most)d characters.") % {"most": ABOUT_LENGTH}, field="about")
    return about
