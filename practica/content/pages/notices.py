"""Who hears of what happens to pages: those named, those who follow, those asked to review, who proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_noop

from practica.content.pages.facts import (
    ChangeProposed,
    ChangeReviewed,
    PageCreated,
    PageSaved,
    ProposalDecided,
)
from practica.content.pages.models import Proposal
from practica.core.communities.queries import lead_ids
from practica.core.entries.models import Entry, Follow
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from practica.kit.contracts.notices import Notice, notices_of, settled_by


@notices_of(PageCreated, PageSaved)
def mentioned(fact: FactRow) -> Iterator[Notice]:
    """People the text names for the first time."""
    people = [pk for pk in fact.get("mentioned", ()) if pk != fact.actor_id]
    if people:
        yield from _notices(
            fact, people, "mention", gettext_noop("%(actor)s mentioned you in “%(title)s”"), key="mention"
        )


@notices_of(PageSaved)
def changed(fact: FactRow) -> Iterator[Notice]:
    """Those who follow the page and want to hear everything; a small correction tells nobody."""
    if fact.get("significance") in ("typo", "minor"):
        return
    told = {fact.actor_id, *fact.get("mentioned", ())}
    follows = Follow.objects.filter(entry=fact.entry_id, level=Follow.Level.EVERYTHING)
    people = [pk for pk in follows.values_list("person_id", flat=True) if pk not in told]
    if people:
        yield from _notices(
            fact, people, "changed", gettext_noop("%(actor)s changed “%(title)s”"), key="changed"
        )


def _notices(fact: FactRow, people: list[int], reason: str, sentence: str, *, key: str) -> Iterator[Notice]:
    if fact.entry_id is None:
        return
    entry = Entry.objects.filter(pk=fact.entry_id).select_related("community").first()
    if entry is None:
        return
    actor = Person.objects.filter(pk=fact.actor_id).values_list("name", flat=True).first() or ""
    for person_id in people:
        yield Notice(
            person_id=person_id,
            reason=reason,
            key=_key(entry, key),
            sentence=sentence,
            values={"actor": actor, "title": entry.title},
            entry_id=entry.pk,
            community_id=entry.community_id,
            url=entry.get_absolute_url(),
        )


def _key(entry: Entry, about: str) -> str:
    return f"page:{entry.uid}:{about}"


@notices_of(ChangeProposed)
def proposed(fact: FactRow) -> Iterator[Notice]:
    """Those asked to review, by name or the leads; of a suggestion, who owns the page, else the leads."""
    proposal = _proposal(fact)
    if proposal is None or not proposal.is_open:
        return
    if proposal.is_suggestion:
        owner = proposal.page.entry.owner_id
        people = [owner] if owner is not None else lead_ids(fact.community_id or 0)
        reason, sentence = "suggestion", gettext_noop("%(actor)s suggests a change to “%(title)s”")
    else:
        asked = list(proposal.reviewers.order_by("pk").values_list("person_id", flat=True))
        people = list(fact.get("reviewers", ())) or asked or lead_ids(fact.community_id or 0)
        reason, sentence = "review", gettext_noop("%(actor)s asks you to review “%(title)s”")
    told = [pk for pk in people if pk not in (fact.actor_id, proposal.author_id)]
    yield from _about_proposal(fact, proposal, told, reason, sentence)


@notices_of(ChangeReviewed)
def reviewed(fact: FactRow) -> Iterator[Notice]:
    """Who proposed it hears what a reviewer said; that it is published, she hears by itself."""
    proposal = _proposal(fact)
    if proposal is None or not proposal.is_open or proposal.author_id in (None, fact.actor_id):
        return
    approves = gettext_noop("%(actor)s approves your change to “%(title)s”")
    changes = gettext_noop("%(actor)s asks for changes to what you wrote in “%(title)s”")
    sentence = approves if fact.get("approves") else changes
    yield from _about_proposal(fact, proposal, [proposal.author_id], "review", sentence)


@notices_of(ProposalDecided)
def decided(fact: FactRow) -> Iterator[Notice]:
    """Who proposed it hears what became of it."""
    proposal = _proposal(fact)
    if proposal is None or proposal.author_id in (None, fact.actor_id):
        return
    sentences = {
        Proposal.State.ACCEPTED: gettext_noop("%(actor)s published what you wrote for “%(title)s”"),
        Proposal.State.PARTLY: gettext_noop("%(actor)s took over a part of your suggestion for “%(title)s”"),
        Proposal.State.DECLINED: gettext_noop("%(actor)s did not take over your suggestion for “%(title)s”"),
    }
    if sentence := sentences.get(fact.get("state")):
        yield from _about_proposal(fact, proposal, [proposal.author_id], "review", sentence)


@settled_by(ProposalDecided)
def answered(fact: FactRow) -> Iterator[str]:
    """The other reviewers need not look any more."""
    proposal = _proposal(fact)
    if proposal is not None:
        yield _key(proposal.page.entry, f"proposal-{proposal.uid}")


def _proposal(fact: FactRow) -> Proposal | None:
    rows = Proposal.objects.filter(pk=fact.get("proposal_id"))
    return rows.select_related("page__entry__community").first()


def _about_proposal(
    fact: FactRow, proposal: Proposal, people: list[int], reason: str, sentence: str
) -> Iterator[Notice]:
    for notice in _notices(fact, people, reason, sentence, key=f"proposal-{proposal.uid}"):
        yield replace(notice, url=proposal.get_absolute_url())
