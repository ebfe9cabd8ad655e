"""Texts that wait: changes and new pages for a review, suggestions for an answer, and taking them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.pages import access, facts
from practica.content.pages.actions.writing import REASON_LENGTH
from practica.content.pages.links import Context
from practica.content.pages.models import Draft, Page, Proposal, Reviewer, Revision
from practica.content.pages.queries import reviewers_for
from practica.content.pages.texts import read_text
from practica.core.entries.actions import clean_title, show_to_asked
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType
from practica.kit.access import Invalid, Stale, demand

MOST_OPEN = 50
MOST_REVIEWERS = 10
Purpose, State = Proposal.Purpose, Proposal.State
#: What others may have changed of a proposal since somebody loaded it.
_GOES_ON = (
    "title", "body", "topics", "values", "type", "base_version", "restored_from", "reason", "significance",
    "round", "answers", "state",
)  # fmt: skip


def propose(
    page: Page,
    *,
    title: str,
    body: str,
    reason: str = "",
    significance: str = Revision.Significance.MAJOR,
    topics: Sequence[str] | None = None,
    restored_from: int | None = None,
    actor: Person,
) -> Proposal | None:
    """Keep a change to ``page`` until it is approved, inside the caller's action (which has asked for the
    right). One's change that waits already gets the new text, and keeps its values; the text of the page as
    it stands leaves it as it is. None when nothing would change.

    Raises Invalid for a text that could not be saved.
    """
    if significance not in Revision.Significance.values:
        raise Invalid(_("Choose how much has changed."), field="significance")
    values = _text(page, title, body, actor) | {"significance": significance, "reason": _line(reason)}
    values["restored_from"] = restored_from
    Draft.objects.filter(page=page, person=actor).delete()
    labels = None if topics is None else [" ".join(label.split()) for label in topics if label.strip()]
    same_topics = labels is None or set(labels) == set(page.entry.topics.values_list("label", flat=True))
    if (values["title"], values["body"]) == (page.entry.title, page.body) and same_topics:
        return _waiting(page, Purpose.CHANGE).filter(author=actor).first()
    return _keep(page, Purpose.CHANGE, {**values, "topics": None if same_topics else labels}, actor=actor)


def propose_values(page: Page, values: Mapping[str, tuple[Any, Any]], *, actor: Person) -> Proposal | None:
    """Keep what the fields of ``page`` are to hold until it is approved, by name: as it stands and as it is
    to be, as JSON; inside the caller's action. It becomes a part of one's change that waits. None when
    nothing would change."""
    known = _waiting(page, Purpose.CHANGE).filter(author=actor).first()
    all_of_them = {**(known.values if known else {}), **{name: list(both) for name, both in values.items()}}
    wanted = {name: both for name, both in all_of_them.items() if both[0] != both[1]}
    if known is None:
        text = {"title": page.entry.title, "body": page.body}
        return _keep(page, Purpose.CHANGE, {**text, "values": wanted}, actor=actor) if wanted else None
    known.page = page
    if wanted != known.values:
        _renew(known, {"values": wanted})
        _say(known, again=True, actor=actor)
    return known


def ask(page: Page, purpose: str, *, actor: Person) -> Proposal:
    """Ask that ``page`` be archived, or current again, inside the caller's action. Who asks what somebody has
    asked already joins in with that."""
    asked = _waiting(page, purpose).first()
    if asked is not None:
        asked.page = page
        return asked
    return _keep(page, purpose, {"title": page.entry.title}, actor=actor)


def propose_type(page: Page, type: KnowledgeType, *, actor: Person) -> Proposal:
    """Ask that ``page`` be of another ``type``, inside the caller's action. Who asks what somebody has asked
    already joins in with that; one's own that waits is for this type from now on."""
    rows = _waiting(page, Purpose.RETYPING).filter(type=type)
    asked: Proposal | None = rows.first()
    if asked is not None:
        asked.page = page
        return asked
    return _keep(page, Purpose.RETYPING, {"title": page.entry.title, "type": type}, actor=actor)


def _waiting(page: Page, purpose: str) -> Any:
    return Proposal.objects.filter(page=page, purpose=purpose).open().select_related("author")


@transaction.atomic
def suggest(
    page: Page, *, title: str, body: str, base_version: int, reason: str = "", actor: Person
) -> Proposal:
    """Suggest another text for ``page``, begun from ``base_version``; a suggestion that is open is replaced.

    Raises Invalid when nothing is different, or too many suggestions wait for an answer.
    """
    demand(access.can_suggest(actor, page), _("Sign in to suggest a change."))
    base = Revision.objects.filter(page=page, number=base_version).first()
    if base is None:
        raise Invalid(_("There is no such version."), field="started_from")
    values = _text(page, title, body, actor) | {"reason": _line(reason)}
    if (values["title"], values["body"]) == (base.title, base.body):
        raise Invalid(_("Nothing is different yet. Change the text first."), field="body")
    waiting = Proposal.objects.filter(page=page, purpose=Purpose.SUGGESTION).open().exclude(author=actor)
    if waiting.count() >= MOST_OPEN:
        raise Invalid(_("Many suggestions wait for an answer here already. Ask in a discussion instead."))
    return _keep(page, Purpose.SUGGESTION, values, base_version=base_version, actor=actor)


@transaction.atomic
def ask_to_publish(page: Page, *, reviewers: Iterable[Person] = (), actor: Person) -> Proposal:
    """Ask that a page nobody else sees yet be reviewed and published."""
    demand(access.can_publish(actor, page), _("You cannot publish this page."))
    page.entry.state = Entry.State.IN_REVIEW
    page.entry.save(update_fields=["state"])
    proposal = _keep(page, Purpose.PUBLICATION, {"title": page.entry.title}, actor=actor)
    if chosen := list(reviewers):
        ask_reviewers(proposal, chosen, actor=actor)
    return proposal


def text_went_on(page: Page, *, actor: Person) -> None:
    """A page that waits to be published has another text: what was said is of the text before."""
    for proposal in Proposal.objects.filter(page=page, purpose=Purpose.PUBLICATION).open():
        _renew(proposal, {"title": page.entry.title, "base_version": page.version})
        _say(proposal, again=True, actor=actor)


@transaction.atomic
def ask_reviewers(proposal: Proposal, people: Sequence[Person], *, actor: Person) -> None:
    """Have ``people`` asked by name; before, the leads were. Who does not write here, or would not see the
    page once it is out, is no reviewer; a page that waits for its review is shown to those asked."""
    demand(access.can_ask_reviewers(actor, proposal), _("Only who proposed it chooses the reviewers."))
    chosen = [one for one in dict.fromkeys(people) if one.pk != proposal.author_id]
    if len(chosen) > MOST_REVIEWERS:
        raise Invalid(_("Ask at most %(most)d people.") % {"most": MOST_REVIEWERS}, field="reviewers")
    could = set(
        reviewers_for(proposal).filter(pk__in=[one.pk for one in chosen]).values_list("pk", flat=True)
    )
    for person in chosen:
        if person.pk not in could:
            sentence = _("%(name)s cannot edit this page, so cannot review it.") % {"name": person.name}
            raise Invalid(sentence, field="reviewers")
    known = set(proposal.reviewers.values_list("person_id", flat=True))
    new = [one for one in chosen if one.pk not in known]
    Reviewer.objects.filter(proposal=proposal).exclude(person__in=chosen).delete()
    Reviewer.objects.bulk_create([Reviewer(proposal=proposal, person=one) for one in new])
    if proposal.is_publication:
        show_to_asked(proposal.page.entry, chosen)
    if new:
        _say(proposal, reviewers=tuple(one.pk for one in new), actor=actor)


@transaction.atomic
def withdraw(proposal: Proposal, *, actor: Person) -> None:
    """Take back what one proposed. A page that waited is a draft again."""
    demand(access.can_withdraw(actor, proposal), _("Only who proposed it can take it back."))
    decide(proposal, State.WITHDRAWN, actor=actor)
    entry = proposal.page.entry
    if proposal.is_publication and entry.state == Entry.State.IN_REVIEW:
        entry.state = Entry.State.DRAFT
        entry.save(update_fields=["state"])


def hold(proposal: Proposal) -> None:
    """Let nobody else answer ``proposal`` until the transaction ends, and know what is said of it by now: of
    two who answer at once the second would overwrite the first, or neither see that both are enough."""
    proposal.refresh_from_db(fields=_GOES_ON, from_queryset=Proposal.objects.select_for_update(of=("self",)))


def decide(proposal: Proposal, state: str, *, sentence: str = "", actor: Person) -> None:
    """Close ``proposal``, once, inside the caller's action. Raises Stale when somebody was first."""
    values = {
        "state": state,
        "decision": _line(sentence, 500),
        "decided_by": actor,
        "changed": timezone.now(),
    }
    if not Proposal.objects.filter(pk=proposal.pk).open().update(**values):
        raise Stale(_("Somebody else has answered this meanwhile."))
    for name, value in values.items():
        setattr(proposal, name, value)
    if proposal.is_publication:
        show_to_asked(proposal.page.entry, ())
    record(
        facts.ProposalDecided(
            actor_id=actor.pk,
            subject_id=proposal.author_id,
            community_id=proposal.page.community_id,
            entry_id=proposal.page.entry_id,
            proposal_id=proposal.pk,
            state=state,
        )
    )


def _keep(
    page: Page, purpose: str, values: dict[str, object], *, base_version: int = 0, actor: Person
) -> Proposal:
    values = {**values, "base_version": base_version or page.version}
    known = Proposal.objects.filter(page=page, purpose=purpose, author=actor).open().first()
    if known is not None:
        _renew(known, values)
    proposal = known or Proposal.objects.create(page=page, purpose=purpose, author=actor, **values)
    proposal.page = page
    _say(proposal, again=known is not None, actor=actor)
    return proposal


def _renew(proposal: Proposal, values: dict[str, object]) -> None:
    now = {**values, "state": State.OPEN, "answers": {}, "changed": timezone.now()}
    Proposal.objects.filter(pk=proposal.pk).update(round=F("round") + 1, **now)
    proposal.refresh_from_db(fields=["round", *now])


def _say(proposal: Proposal, *, reviewers: tuple[int, ...] = (), again: bool = False, actor: Person) -> None:
    record(
        facts.ChangeProposed(
            actor_id=actor.pk,
            subject_id=proposal.author_id,
            community_id=proposal.page.community_id,
            entry_id=proposal.page.entry_id,
            proposal_id=proposal.pk,
            reviewers=reviewers,
            again=again,
        )
    )


def _text(page: Page, title: str, body: str, actor: Person) -> dict[str, object]:
    text = read_text(body, Context(community=page.entry.community, actor=actor, entry=page.entry))
    return {"title": clean_title(title), "body": text.body}


def _line(text: str, most: int = REASON_LENGTH) -> str:
    return " ".join(text.split())[:most]
