"""Saying something about a passage, replying, settling it, taking it up again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.annotations import access, facts
from practica.content.annotations.anchoring import find, flat
from practica.content.annotations.models import CONTEXT, LONGEST_QUOTE, Annotation, Reply
from practica.content.annotations.queries import MOST_OPEN, MOST_REPLIES
from practica.content.annotations.texts import read, text_of
from practica.core.entries.actions import keep_open_comments
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand


@transaction.atomic
def comment(
    entry: Entry, *, quote: str, prefix: str = "", suffix: str = "", body: str, actor: Person
) -> Annotation:
    """Say something about the passage ``quote`` of ``entry``; ``prefix`` and ``suffix`` stand around it.

    Raises Invalid when the text says no such thing, or too many talks are open.
    """
    demand(access.can_comment(actor, entry), _("Only members comment here."))
    quote = flat(quote)
    if not quote:
        raise Invalid(_("Choose the passage you speak of."), field="quote")
    if len(quote) > LONGEST_QUOTE:
        raise Invalid(
            _("Choose a shorter passage, of at most %(most)d characters.") % {"most": LONGEST_QUOTE},
            field="quote",
        )
    said = read(body, seen_by=actor, among=entry.community)
    anchor = find(text_of(entry, person=actor), quote, prefix=prefix[-CONTEXT:], suffix=suffix[:CONTEXT])
    if anchor is None:
        raise Invalid(_("The text does not say this, or no longer. Choose a passage of it."), field="quote")
    if Annotation.objects.filter(entry=entry).open().count() >= MOST_OPEN:
        raise Invalid(_("Many comments are open here. Resolve some first."))
    annotation = Annotation.objects.create(
        entry=entry,
        author=actor,
        quote=quote,
        exact=anchor.exact[: LONGEST_QUOTE * 2],
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        place=anchor.start,
        body=said.body,
        html=said.html,
    )
    count_open(entry)
    record(
        facts.PassageCommented(
            **_where(annotation, actor), annotation_id=annotation.pk, mentioned=said.mentioned
        )
    )
    return annotation


@transaction.atomic
def reply(annotation: Annotation, *, body: str, actor: Person) -> Reply:
    """Go on with a talk."""
    demand(access.can_reply(actor, annotation), _("Only members comment here."))
    said = read(body, seen_by=actor, among=annotation.entry.community)
    if annotation.reply_count >= MOST_REPLIES:
        raise Invalid(_("This talk is long enough for a discussion of its own. Start one."))
    made = Reply.objects.create(annotation=annotation, author=actor, body=said.body, html=said.html)
    Annotation.objects.filter(pk=annotation.pk).update(reply_count=F("reply_count") + 1)
    annotation.reply_count += 1
    record(
        facts.PassageReplied(
            **_where(annotation, actor),
            annotation_id=annotation.pk,
            reply_id=made.pk,
            mentioned=said.mentioned,
        )
    )
    return made


@transaction.atomic
def resolve(annotation: Annotation, *, actor: Person) -> None:
    """Settle a talk; it stays to be read. Settled already: nothing happens."""
    demand(access.can_resolve(actor, annotation), _("Only members who write here resolve comments."))
    changed = Annotation.objects.filter(pk=annotation.pk).open()
    if changed.update(resolved_at=timezone.now(), resolved_by=actor):
        annotation.refresh_from_db(fields=["resolved_at", "resolved_by"])
        count_open(annotation.entry)
        record(facts.PassageResolved(**_where(annotation, actor), annotation_id=annotation.pk))


@transaction.atomic
def reopen(annotation: Annotation, *, actor: Person) -> None:
    """Take a settled talk up again."""
    demand(access.can_resolve(actor, annotation), _("Only members who write here reopen comments."))
    settled = Annotation.objects.filter(pk=annotation.pk, resolved_at__isnull=False)
    if settled.update(resolved_at=None, resolved_by=None):
        annotation.refresh_from_db(fields=["resolved_at", "resolved_by"])
        count_open(annotation.entry)
        record(facts.PassageReopened(**_where(annotation, actor), annotation_id=annotation.pk))


@transaction.atomic
def delete(annotation: Annotation, *, actor: Person) -> None:
    """Take out what was said about a passage, with its replies. Gone already: nothing happens."""
    standing = Annotation.objects.select_for_update(of=("self",)).select_related("entry__community")
    # As it is now: somebody may have replied a moment ago.
    now = standing.filter(pk=annotation.pk).first()
    if now is None:
        return
    demand(access.can_delete(actor, now), _("You cannot delete this comment."))
    record(facts.PassageCommentDeleted(**_where(now, actor)))
    now.delete()
    count_open(annotation.entry)


@transaction.atomic
def delete_reply(made: Reply, *, actor: Person) -> None:
    """Take out a reply. Gone already: nothing happens."""
    demand(access.can_delete(actor, made), _("You cannot delete this reply."))
    gone, _by_model = Reply.objects.filter(pk=made.pk).delete()
    if not gone:
        return
    record(facts.PassageCommentDeleted(**{**_where(made.annotation, actor), "subject_id": made.author_id}))
    Annotation.objects.filter(pk=made.annotation_id, reply_count__gt=0).update(
        reply_count=F("reply_count") - 1
    )


def count_open(entry: Entry) -> None:
    """Keep how many talks about ``entry`` are open, inside the caller's action."""
    keep_open_comments(entry, Annotation.objects.filter(entry=entry).open().count())


def _where(annotation: Annotation, actor: Person) -> dict[str, int | None]:
    return {
        "actor_id": actor.pk,
        "subject_id": annotation.author_id,
        "community_id": annotation.entry.community_id,
        "entry_id": annotation.entry_id,
    }
