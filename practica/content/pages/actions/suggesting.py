"""Answering suggestions, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.pages import access
from practica.content.pages.actions.proposing import State, decide, hold, propose
from practica.content.pages.actions.writing import write_version
from practica.content.pages.models import Page, Proposal
from practica.content.pages.queries import (
    TITLE,
    Passages,
    gone_on,
    open_change_of,
    passages_of_suggestion,
)
from practica.core.people.models import Person
from practica.kit import markup
from practica.kit.access import Invalid, Stale, demand

ACCEPTED, REJECTED = "accepted", "rejected"


@transaction.atomic
def accept(suggestion: Proposal, keys: Iterable[str] | None = None, *, actor: Person) -> list[str]:
    """Put the passages called ``keys`` (None: all that wait) into the page as it stands, written by who
    suggested them. Return the keys of those whose place has changed underneath; they wait on.

    Where pages are reviewed they become a part of a change of ``actor`` that waits for review. Raises Invalid
    when no passage could be put in.
    """
    return _accept(suggestion, keys, over=False, actor=actor)


@transaction.atomic
def accept_over(suggestion: Proposal, key: str, *, read_version: int, actor: Person) -> None:
    """Put one passage in instead of what its place has become, which ``actor`` has read in ``read_version``
    of the page. Raises Stale when the page went on since."""
    if Page.objects.get(pk=suggestion.page_id).version != read_version:
        raise Stale(_("The page was changed once more. Read what it says now, then answer again."))
    _accept(suggestion, [key], over=True, actor=actor)


def _accept(suggestion: Proposal, keys: Iterable[str] | None, *, over: bool, actor: Person) -> list[str]:
    hold(suggestion)
    demand(access.can_answer(actor, suggestion), _("You cannot edit this page."))
    passages, wanted = _wanted(suggestion, keys)
    page: Page = Page.objects.with_entry().get(pk=suggestion.page_id)
    title, body = _standing(page, actor)
    merged = markup.put_in(
        body,
        passages.base.body,
        [one for one in passages.hunks if one.key in wanted],
        over=wanted if over else (),
    )
    stuck = set(merged.stuck)
    if TITLE in wanted and suggestion.title != title:
        if over or title == passages.base.title:
            title = suggestion.title
        else:
            stuck.add(TITLE)
    done = [key for key in wanted if key not in stuck]
    if not done:
        raise Invalid(_("The page has changed there since this was suggested. Take it over by hand."))
    version = _write(suggestion, page, title=title, body=merged.body, actor=actor)
    _note(suggestion, passages, dict.fromkeys(done, ACCEPTED), version=version, actor=actor)
    return [key for key in wanted if key in stuck]


@transaction.atomic
def reject(
    suggestion: Proposal, keys: Iterable[str] | None = None, *, sentence: str = "", actor: Person
) -> None:
    """Leave the passages called ``keys`` (None: all that wait) out of the page; ``sentence`` says why."""
    hold(suggestion)
    demand(access.can_answer(actor, suggestion), _("You cannot edit this page."))
    passages, wanted = _wanted(suggestion, keys)
    _note(suggestion, passages, dict.fromkeys(wanted, REJECTED), sentence=sentence, actor=actor)


def _standing(page: Page, actor: Person) -> tuple[str, str]:
    """Title and text that what is accepted goes into: where pages are reviewed those of the change of
    ``actor`` that waits, as several passages make one change."""
    mine = open_change_of(page, person=actor) if access.is_reviewed(page) else None
    text = gone_on(mine, page) if mine is not None else None
    if text is None or text.is_stuck:
        return page.entry.title, page.body
    return text.title, text.body


def _wanted(suggestion: Proposal, keys: Iterable[str] | None) -> tuple[Passages, list[str]]:
    passages = passages_of_suggestion(suggestion)
    waiting = [key for key in passages.keys if key not in suggestion.answers]
    wanted = waiting if keys is None else [key for key in waiting if key in set(keys)]
    if not wanted:
        raise Invalid(_("This passage has been answered already."))
    return passages, wanted


def _write(suggestion: Proposal, page: Page, *, title: str, body: str, actor: Person) -> int | None:
    author = suggestion.author
    reason = suggestion.reason or _("Suggested by %(name)s") % {
        "name": author.name if author else _("a reader")
    }
    if access.is_reviewed(page):
        propose(page, title=title, body=body, reason=reason, actor=actor)
        return None
    written = write_version(
        page,
        title=title,
        body=body,
        started_from=page.version,
        reason=reason,
        significance=suggestion.significance,
        accepted_by=actor if author is not None else None,
        # Links lead as far as the one who wrote them sees.
        actor=author or actor,
    )
    return written.version


def _note(
    suggestion: Proposal,
    passages: Passages,
    said: dict[str, str],
    *,
    sentence: str = "",
    version: int | None = None,
    actor: Person,
) -> None:
    answers = {**suggestion.answers, **said}
    values = {"answers": answers, "changed": timezone.now()}
    if version is not None:
        values["became_version"] = version
    Proposal.objects.filter(pk=suggestion.pk).update(**values)
    for name, value in values.items():
        setattr(suggestion, name, value)
    if all(key in answers for key in passages.keys):
        said_all = set(answers.values())
        state = (
            State.PARTLY if len(said_all) > 1 else State.ACCEPTED if ACCEPTED in said_all else State.DECLINED
        )
        decide(suggestion, state, sentence=sentence, actor=actor)
