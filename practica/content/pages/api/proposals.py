"""What machines do with proposals: list, read, suggest, answer passages, review, publish, take back."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.utils.translation import gettext as _
from ninja import Schema, Status
from pydantic import Field

from practica.content.pages import actions, queries
from practica.content.pages.api.doors import found_page, router
from practica.content.pages.api.shapes import Version
from practica.content.pages.models import Page, Proposal
from practica.content.pages.texts import words_of_changes
from practica.kit.access import Stale, door, or_404
from practica.kit.contracts.api import CONFLICT, REFUSALS, AuthorOut, Body, Input, Title, author_out
from practica.kit.http import Request

Sentence = Field("", max_length=500)
PASSAGES = Field(default=None, max_length=2000, description="Keys of passages; null: all that wait.")


class ProposalLine(Schema):
    """A proposal in a list. ``purpose``: change, suggestion, publication (of a page nobody else sees),
    archiving, return (of an archived page), or retyping (giving it another type)."""

    uid: str
    url: str
    page: str
    purpose: str
    state: str
    round: int
    author: AuthorOut | None
    reason: str
    significance: str
    base_version: int
    became_version: int | None
    decision: str
    created: dt.datetime
    changed: dt.datetime


class PassageLine(Schema):
    """A passage of a suggestion. ``answer``: accepted, rejected, or empty while it waits; ``is_stuck`` when
    the page has changed there since."""

    key: str
    html: str
    answer: str
    is_stuck: bool
    is_there: bool


class VerdictOut(Schema):
    """What a reviewer said to text ``round``."""

    person: AuthorOut | None
    round: int
    approves: bool
    sentence: str
    at: dt.datetime


class ProposalOut(ProposalLine):
    """A proposal with its text. ``passages`` are those of a suggestion; ``type`` is the uid of the type that
    a retyping asks for; the rest is about a review."""

    title: str
    body: str
    type: str
    passages: list[PassageLine]
    approvals: int
    needed: int
    verdicts: list[VerdictOut]
    reviewers: list[AuthorOut]


class SuggestionIn(Input):
    """Another text for a page, begun from ``version``. One's open suggestion is replaced."""

    version: int = Version
    title: Title
    body: Body = ""
    reason: str = Field("", max_length=300)


class AnswerIn(Input):
    """Accept or reject passages of a suggestion."""

    answer: Literal["accept", "reject"]
    passages: list[str] | None = PASSAGES
    sentence: str = Sentence


class VerdictIn(Input):
    """Approve text ``round``, or ask for changes with a ``sentence``."""

    round: int = Version
    approves: bool
    sentence: str = Sentence


class PublishIn(Input):
    """Why it is published without waiting."""

    reason: str = Field(min_length=1, max_length=500)


@router.get(
    "/pages/{uid}/proposals",
    response={200: list[ProposalLine], **REFUSALS},
    operation_id="list_proposals",
    summary="What is proposed",
)
@door("pages.see")
def index(request: Request, uid: str) -> list[ProposalLine]:
    """The last hundred proposals for a page that you may see, open ones first."""
    found = queries.proposals_of(found_page(request, uid), seen_by=request.user)
    return [ProposalLine(**_line(one)) for one in found]


@router.post(
    "/pages/{uid}/suggestions",
    response={201: ProposalOut, **REFUSALS},
    operation_id="suggest_change",
    summary="Suggest a change",
)
@door("pages.suggest")
def suggest(request: Request, uid: str, data: SuggestionIn) -> Status[ProposalOut]:
    """Everyone who sees a page suggests; who may edit it answers passage by passage."""
    page = found_page(request, uid)
    made = actions.suggest(
        page,
        title=data.title,
        body=data.body,
        base_version=data.version,
        reason=data.reason,
        actor=request.user,
    )
    return Status(201, _out(request, _found(request, made.uid)))


@router.post(
    "/pages/{uid}/publish",
    response={200: ProposalOut | None, **REFUSALS},
    operation_id="publish_page",
    summary="Publish a draft",
)
@door("pages.publish")
def publish(request: Request, uid: str) -> ProposalOut | None:
    """Lets others see a draft. Where pages are reviewed, answers with the review that waits."""
    page = actions.publish(found_page(request, uid), actor=request.user)
    return _out(request, _found(request, page.proposed.uid)) if page.proposed else None


@router.get(
    "/proposals/{uid}",
    response={200: ProposalOut, **REFUSALS},
    operation_id="read_proposal",
    summary="Read a proposal",
)
@door("pages.see")
def show(request: Request, uid: str) -> ProposalOut:
    """One proposal with its text and how far it is."""
    return _out(request, _found(request, uid))


@router.post(
    "/proposals/{uid}/answer",
    response={200: ProposalOut, **CONFLICT, **REFUSALS},
    operation_id="answer_suggestion",
    summary="Accept or reject passages",
)
@door("pages.answer_suggestion")
def answer(request: Request, uid: str, data: AnswerIn) -> ProposalOut:
    """What is accepted becomes a version by who suggested it; passages whose place has changed wait on."""
    proposal = _found(request, uid)
    if data.answer == "accept":
        actions.accept(proposal, data.passages, actor=request.user)
    else:
        actions.reject(proposal, data.passages, sentence=data.sentence, actor=request.user)
    return _out(request, _found(request, uid))


@router.post(
    "/proposals/{uid}/verdict",
    response={200: ProposalOut, **CONFLICT, **REFUSALS},
    operation_id="review_proposal",
    summary="Approve or ask for changes",
)
@door("pages.review")
def verdict(request: Request, uid: str, data: VerdictIn) -> ProposalOut:
    """The last approval that was needed publishes it. 409 when there is another text by now."""
    proposal = _found(request, uid)
    try:
        actions.review(
            proposal, approves=data.approves, sentence=data.sentence, round_=data.round, actor=request.user
        )
    except Stale as problem:
        problem.current = proposal.page
        raise
    return _out(request, _found(request, uid))


@router.post(
    "/proposals/{uid}/publish",
    response={200: ProposalOut, **REFUSALS},
    operation_id="publish_proposal",
    summary="Publish without waiting",
)
@door("pages.publish_now")
def publish_now(request: Request, uid: str, data: PublishIn) -> ProposalOut:
    """Leads only, for a reason everyone reads."""
    actions.publish_now(_found(request, uid), reason=data.reason, actor=request.user)
    return _out(request, _found(request, uid))


@router.delete(
    "/proposals/{uid}",
    response={204: None, **REFUSALS},
    operation_id="withdraw_proposal",
    summary="Take it back",
)
@door("pages.withdraw")
def withdraw(request: Request, uid: str) -> Status[None]:
    """Only who proposed it."""
    actions.withdraw(_found(request, uid), actor=request.user)
    return Status(204, None)


def _found(request: Request, uid: str) -> Proposal:
    found = or_404(Page.objects.visible_to(request.user).with_entry().filter(proposals__uid=uid).first())
    proposal: Proposal = or_404(queries.proposal_of(found, uid, seen_by=request.user))
    return proposal


def _line(proposal: Proposal) -> dict[str, Any]:
    return {
        "uid": proposal.uid,
        "url": proposal.get_absolute_url(),
        "page": proposal.page.entry.uid,
        "author": author_out(proposal.author),
        **{
            name: getattr(proposal, name)
            for name in (
                "purpose",
                "state",
                "round",
                "reason",
                "significance",
                "base_version",
                "became_version",
                "decision",
                "created",
                "changed",
            )
        },
    }


def _out(request: Request, proposal: Proposal) -> ProposalOut:
    passages: list[Any] = []
    if proposal.is_suggestion:
        known = queries.passages_of_suggestion(proposal)
        passages = [
            PassageLine(
                key=one.key,
                html=one.differences.html,
                answer=one.answer,
                is_stuck=one.is_stuck,
                is_there=one.is_there,
            )
            for one in queries.shown_passages(proposal, known, words_of_changes())
        ]
        if known.renames:
            said = proposal.answers.get(queries.TITLE, "")
            title = PassageLine(key=queries.TITLE, html="", answer=said, is_stuck=False, is_there=False)
            passages.insert(0, title)
    standing = queries.standing_of(proposal)
    verdicts: list[Any] = [
        VerdictOut(
            person=author_out(one.person),
            round=one.round,
            approves=one.approves,
            sentence=one.sentence,
            at=one.at,
        )
        for one in standing.verdicts
    ]
    asked = [author_out(one.person) for one in proposal.reviewers.all()]
    return ProposalOut(
        **_line(proposal),
        title=proposal.title or _("Without a title"),
        body=proposal.page.body if proposal.is_publication else proposal.body,
        type=proposal.type.uid if proposal.type else "",
        passages=passages,
        approvals=standing.approvals,
        needed=standing.needed,
        verdicts=verdicts,
        reviewers=[one for one in asked if one],
    )
