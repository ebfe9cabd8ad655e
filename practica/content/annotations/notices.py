"""Who hears of what is said about a passage: those named, who owns the text, who takes part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from practica.content.annotations import facts
from practica.content.annotations.models import Annotation, Reply
from practica.core.entries.models import Follow
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from practica.kit import markup
from practica.kit.contracts.notices import Notice, notices_of, words_of


@notices_of(facts.PassageCommented)
def commented(fact: FactRow) -> Iterator[Notice]:
    """Who owns the text, or wrote it, and who follows everything about it."""
    annotation = _annotation(fact)
    if annotation is None:
        return
    named = _named(fact)
    said = annotation.anchor
    sentence = gettext_noop("%(actor)s mentioned you in “%(title)s”")
    yield from _each(annotation, fact, named, "mention", sentence, anchor=said)
    entry = annotation.entry
    followers = Follow.objects.filter(entry=entry, level=Follow.Level.EVERYTHING).order_by("pk")
    people = [entry.owner_id or entry.author_id, *followers.values_list("person_id", flat=True)]
    sentence = gettext_noop("%(actor)s commented on a passage of “%(title)s”")
    yield from _each(annotation, fact, people, "comment", sentence, but=named, anchor=said)


@notices_of(facts.PassageReplied)
def replied(fact: FactRow) -> Iterator[Notice]:
    """Who began the talk, and who replied before."""
    annotation = _annotation(fact)
    if annotation is None:
        return
    named = _named(fact)
    replies = annotation.replies.order_by("pk")
    uid = replies.filter(pk=fact.get("reply_id")).values_list("uid", flat=True).first()
    said = f"reply-{uid}" if uid else ""
    sentence = gettext_noop("%(actor)s mentioned you in “%(title)s”")
    yield from _each(annotation, fact, named, "mention", sentence, anchor=said)
    people = [annotation.author_id, *replies.values_list("author_id", flat=True)]
    sentence = gettext_noop("%(actor)s replied to a comment on “%(title)s”")
    yield from _each(annotation, fact, people, "reply", sentence, but=named, anchor=said)


@notices_of(facts.PassageResolved)
def resolved(fact: FactRow) -> Iterator[Notice]:
    """Who began the talk."""
    annotation = _annotation(fact)
    if annotation is not None:
        sentence = gettext_noop("%(actor)s resolved your comment on “%(title)s”")
        yield from _each(annotation, fact, [annotation.author_id], "comment", sentence)


@words_of("comment")
def comment_words(uid: str, *, seen_by: Any) -> str:
    """How a comment on a passage begins."""
    rows = Annotation.objects.visible_to(seen_by).filter(uid=uid)
    return markup.first_words(rows.values_list("html", flat=True).first() or "")


@words_of("reply")
def reply_words(uid: str, *, seen_by: Any) -> str:
    """How a reply to such a comment begins."""
    rows = Reply.objects.visible_to(seen_by).filter(uid=uid)
    return markup.first_words(rows.values_list("html", flat=True).first() or "")


def _annotation(fact: FactRow) -> Annotation | None:
    rows = Annotation.objects.filter(pk=fact.get("annotation_id"))
    return rows.select_related("entry__community").first()


def _named(fact: FactRow) -> list[int]:
    return list(fact.get("mentioned", ()))


def _each(
    annotation: Annotation,
    fact: FactRow,
    people: Sequence[int | None],
    reason: str,
    sentence: str,
    *,
    but: Sequence[int] = (),
    anchor: str = "",
) -> Iterator[Notice]:
    told = {None, fact.actor_id, *but}
    entry = annotation.entry
    actor = Person.objects.filter(pk=fact.actor_id).values_list("name", flat=True).first() or ""
    for person_id in dict.fromkeys(people):
        if person_id is not None and person_id not in told:
            yield Notice(
                person_id=person_id,
                reason=reason,
                key=f"annotation:{annotation.uid}",
                sentence=sentence,
                values={"actor": actor, "title": entry.title},
                entry_id=entry.pk,
                community_id=entry.community_id,
                anchor=anchor,
                url=annotation.get_absolute_url(),
            )
