"""Talks that come with their text from elsewhere, with who said what when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from practica.content.annotations import access, facts
from practica.content.annotations.actions.talking import count_open
from practica.content.annotations.anchoring import find, flat
from practica.content.annotations.models import CONTEXT, LONGEST_QUOTE, Annotation, Reply
from practica.content.annotations.queries import MOST_OPEN, MOST_REPLIES
from practica.content.annotations.texts import Said, read, text_of
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand

AuthorOf = Callable[[str], Person | None]


@transaction.atomic
def bring(entry: Entry, talks: Sequence[Any], *, author_of: AuthorOf, actor: Person) -> int:
    """Keep ``talks``, as :func:`practica.content.annotations.carrying.taken_along` gives them, with
    ``entry``; ``author_of`` says who somebody is by name. Return how many are new.

    What is there already, or cannot be read, is left out; nobody is told. Leads only.
    """
    demand(access.can_bring(actor, entry), _("Only leads bring comments along."))
    text = text_of(entry, person=actor)
    known = set(Annotation.objects.filter(entry=entry).values_list("created", "body"))
    made = 0
    for talk in list(talks)[:MOST_OPEN]:
        said = _said(talk, actor)
        quote = flat(_text(talk, "quote"))[:LONGEST_QUOTE] if said else ""
        if said is None or not quote or (_moment(talk, "created"), said.body) in known:
            continue
        _keep(entry, talk, said, quote, text, author_of, actor)
        made += 1
    if made:
        count_open(entry)
        record(facts.PassagesBrought(actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk))
    return made


def _keep(
    entry: Entry, talk: Any, said: Said, quote: str, text: str, author_of: AuthorOf, actor: Person
) -> None:
    prefix, suffix = _text(talk, "prefix")[-CONTEXT:], _text(talk, "suffix")[:CONTEXT]
    anchor = find(text, _text(talk, "exact")[: LONGEST_QUOTE * 2] or quote, prefix=prefix, suffix=suffix)
    settled = bool(_text(talk, "resolved"))
    replies = [
        (reply, answer)
        for reply in list(talk.get("replies") or [])[:MOST_REPLIES]
        if (answer := _said(reply, actor)) is not None
    ]
    made = Annotation.objects.create(
        entry=entry,
        author=author_of(_text(talk, "author")),
        quote=quote,
        exact=anchor.exact[: LONGEST_QUOTE * 2] if anchor else quote,
        prefix=anchor.prefix if anchor else prefix,
        suffix=anchor.suffix if anchor else suffix,
        place=anchor.start if anchor else 0,
        is_gone=anchor is None,
        body=said.body,
        html=said.html,
        created=_moment(talk, "created"),
        reply_count=len(replies),
        resolved_at=_moment(talk, "resolved") if settled else None,
        resolved_by=author_of(_text(talk, "resolved_by")) if settled else None,
    )
    Reply.objects.bulk_create(
        Reply(
            annotation=made,
            author=author_of(_text(reply, "author")),
            body=answer.body,
            html=answer.html,
            created=_moment(reply, "created"),
        )
        for reply, answer in replies
    )


def _said(given: Any, actor: Person) -> Said | None:
    if not isinstance(given, dict):
        return None
    try:
        return read(_text(given, "body"), seen_by=actor)
    except Invalid:
        return None


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _moment(given: dict[str, Any], name: str) -> dt.datetime:
    try:
        moment = parse_datetime(_text(given, name))
    except ValueError:
        moment = None
    if moment is None:
        return timezone.now()
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
