"""Reviewing: approve, ask for changes, publish what was approved."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practica.content.pages import access, facts
from practica.content.pages.actions.archiving import settle
from practica.content.pages.actions.proposing import Purpose, State, decide, hold
from practica.content.pages.actions.showing import say_restored, show_draft
from practica.content.pages.actions.writing import write_version
from practica.content.pages.models import Page, Proposal, Revision, Verdict
from practica.content.pages.queries import standing_of
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types.actions import put_type, put_values
from practica.core.types.queries import fields_of
from practica.kit import markup
from practica.kit.access import Invalid, Stale, demand

SENTENCE_LENGTH = 500


@transaction.atomic
def review(proposal: Proposal, *, approves: bool, sentence: str = "", round_: int, actor: Person) -> Proposal:
    """Approve text ``round_`` of ``proposal``, or ask for changes with a ``sentence``. The last approval that
    was needed publishes it, unless somebody asked for changes to the same text.

    Raises Stale when there is another text by now, Invalid without a sentence where one is needed.
    """
    hold(proposal)
    demand(access.can_review(actor, proposal), _("You cannot review this."))
    sentence = " ".join(sentence.split())[:SENTENCE_LENGTH]
    if not approves and not sentence:
        raise Invalid(_("Say in a sentence what should change."), field="sentence")
    if proposal.round != round_:
        raise Stale(_("There is another text by now. Read it, then answer again."))
    said = {"approves": approves, "sentence": sentence}
    Verdict.objects.update_or_create(proposal=proposal, person=actor, round=round_, defaults=said)
    record(
        facts.ChangeReviewed(
            actor_id=actor.pk,
            subject_id=proposal.author_id,
            community_id=proposal.page.community_id,
            entry_id=proposal.page.entry_id,
            proposal_id=proposal.pk,
            approves=approves,
        )
    )
    standing = standing_of(proposal)
    objections = standing.objections > 0
    proposal.state = State.CHANGES if objections else State.OPEN
    proposal.save(update_fields=["state"])
    if standing.is_enough:
        _publish(proposal, sentence="", actor=actor)
    return proposal


@transaction.atomic
def publish_now(proposal: Proposal, *, reason: str, actor: Person) -> Proposal:
    """Publish without the approvals that are missing; everyone reads the ``reason``."""
    hold(proposal)
    demand(
        access.can_publish_now(actor, proposal), _("Only stewards and coordinators publish without review.")
    )
    if not reason.strip():
        raise Invalid(_("Give the reason; it stands beside the version."), field="reason")
    _publish(proposal, sentence=reason, actor=actor)
    return proposal


def _publish(proposal: Proposal, *, sentence: str, actor: Person) -> None:
    decide(proposal, State.ACCEPTED, sentence=sentence, actor=actor)
    page: Page = Page.objects.with_entry().select_related("type").get(pk=proposal.page_id)
    version = page.version
    match proposal.purpose:
        case Purpose.PUBLICATION:
            show_draft(page, actor=actor)
        case Purpose.ARCHIVING:
            settle(page, Entry.State.ARCHIVED, actor=actor)
        case Purpose.RETURN:
            settle(page, Entry.State.PUBLISHED, actor=actor)
        case Purpose.RETYPING:
            _retype(proposal, page, actor)
        case _:
            version = _write(proposal, page, actor).version
            _fill(proposal, page, actor)
    Proposal.objects.filter(pk=proposal.pk).update(became_version=version)
    proposal.became_version = version


def _write(proposal: Proposal, page: Page, actor: Person) -> Page:
    base = Revision.objects.get(page=page, number=proposal.base_version)
    merged = markup.merge(base.body, page.body, proposal.body)
    if merged.stuck:
        count = len(merged.stuck)
        raise Invalid(
            ngettext(
                "A passage of it has been changed on the page meanwhile. Its author has to look at it again.",
                "%(count)d passages of it have been changed on the page meanwhile. Its author has to look at"
                " them again.",
                count,
            )
            % {"count": count}
        )
    # Links lead as far as the one who wrote them sees.
    writer = proposal.author or actor
    written = write_version(
        page,
        title=proposal.title if proposal.title != base.title else page.entry.title,
        body=merged.body,
        started_from=page.version,
        reason=proposal.reason,
        significance=proposal.significance,
        topics=proposal.topics,
        restored_from=proposal.restored_from,
        accepted_by=actor,
        actor=writer,
    )
    if proposal.restored_from is not None and written.version != page.version:
        say_restored(written, proposal.restored_from, actor=writer)
    return written


def _retype(proposal: Proposal, page: Page, actor: Person) -> None:
    """Make the page what was proposed. Raises Invalid for a type that is gone or used here no more."""
    if proposal.type is None:
        raise Invalid(_("This type is not used here."))
    put_type(page.entry, proposal.type, actor=proposal.author or actor)


def _fill(proposal: Proposal, page: Page, actor: Person) -> None:
    """Give the page the values that were proposed; fields that went meanwhile are left out."""
    current = {field.name for field in fields_of(page.type)}
    wanted = {name: value for name, value in proposal.wanted.items() if name in current}
    if wanted:
        put_values(page.entry, wanted, actor=proposal.author or actor)
