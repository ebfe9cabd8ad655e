"""What every new text of a thread goes through, inside the action that asked for the right."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from practica.content.discussions.models import Post, PostDraft, Thread
from practica.content.discussions.text import Text
from practica.core.communities.access import can_lead
from practica.core.communities.actions import remember_author
from practica.core.communities.models import Community
from practica.core.entries.actions import LinkTo, follow_if_new, set_links
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.bulk import insert_objects
from practica.kit.prepared import prepared

# The same words again within this time are the same post or thread: a button pressed twice sends twice.
PRESSED_TWICE = dt.timedelta(minutes=1)


def speaker(author: Person | None, *, community: Community, actor: Person) -> Person:
    """Who a new text is by: ``actor``, or ``author`` when a lead brings what somebody else wrote."""
    if author is None or author.pk == actor.pk:
        return actor
    demand(can_lead(actor, community), _("Only leads post in the name of somebody else."))
    if not author.has_account:
        remember_author(community, author)
    return author


def demand_words(text: Text) -> None:
    """Raise Invalid when there is nothing in ``text``."""
    if not text.body:
        raise Invalid(_("Write something first."), field="body")


def add_post(
    thread: Thread,
    text: Text,
    *,
    kind: str,
    author: Person,
    parent: Post | None = None,
    created: dt.datetime | None,
) -> Post:
    """Keep a new post with its links; its author follows the thread from now on."""
    dated = {"created": created} if created else {}
    post = Post(
        thread=thread,
        kind=kind,
        parent=parent,
        author=author,
        body=text.body,
        html=text.html,
        links=text.links_kept,
        **dated,
    )
    insert_objects([post])
    if text.links:
        keep_links(thread)
    if author.has_account:
        follow_if_new(thread.entry, actor=author)
    return post


def keep_links(thread: Thread) -> None:
    """Let the entry link to what its standing posts link to, and to the page it became."""
    kept = Post.objects.standing().filter(thread=thread).exclude(links=[]).order_by("created", "pk")
    links = [LinkTo(**link) for links in kept.values_list("links", flat=True) for link in links]
    if thread.page_entry is not None:
        links.append(LinkTo(kind="page", href=f"/e/{thread.page_entry.uid}", target_id=thread.page_entry_id))
    set_links(thread.entry, links)


def drop_draft(
    *, person: Person, thread: Thread | None = None, community: Community | None = None, kind: str = ""
) -> None:
    """Forget what ``person`` had typed, now that it is posted."""
    where = {"thread": thread.pk if thread else None, "community": community.pk if community else None}
    if drafts := _drafts(None, person=person.pk, kind=kind, **where):
        PostDraft.objects.filter(pk__in=drafts).delete()


@prepared
def _drafts(_person: Any, **where: Any) -> Any:
    return PostDraft.objects.filter(**where).values_list("pk", flat=True)
