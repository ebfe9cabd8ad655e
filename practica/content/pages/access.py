"""Who may do what with pages. Sight is asked by whoever loads the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from practica.core.communities.access import can_lead, can_write, is_core, role_in
from practica.core.communities.models import CORE_GROUP, WRITERS, Community
from practica.core.entries.models import Entry
from practica.kit.access import verb


@verb("pages.create")
def can_create(person: Any, community: Community) -> bool:
    """Members and up write pages; guests suggest by asking."""
    return can_write(person, community)


@verb("pages.edit")
def can_edit(person: Any, page: Any) -> bool:
    """Members and up edit every page they see: a page belongs to its readers. What only the core group sees,
    the core group edits; what waits for review, who wrote it and the leads: who is asked reads and answers.
    Nobody edits what is archived or in the bin."""
    entry = page.entry
    if entry.state in (Entry.State.ARCHIVED, Entry.State.BINNED):
        return False
    if entry.state == Entry.State.IN_REVIEW and person.pk not in (entry.author_id, entry.owner_id):
        return can_lead(person, entry.community)
    if entry.audience == Entry.Audience.CORE and person.pk not in (entry.author_id, entry.owner_id):
        return role_in(person, entry.community_id) in CORE_GROUP
    return role_in(person, entry.community_id) in WRITERS


@verb("pages.move")
def can_move(person: Any, page: Any) -> bool:
    """Who may edit it."""
    return can_edit(person, page)


@verb("pages.take_away")
def can_take_away(person: Any, page: Any) -> bool:
    """To another community: its owner or author while a writer here, and the core group. A community does not
    lose a page to anyone who can edit it."""
    entry = page.entry
    if entry.state == Entry.State.BINNED:
        return False
    own = person.pk is not None and person.pk in (entry.author_id, entry.owner_id)
    return own and role_in(person, entry.community_id) in WRITERS or is_core(person, entry.community_id)


def can_let_in(person: Any, community: Community, pages: Iterable[Any]) -> bool:
    """Whether ``pages`` may come to ``community`` as they are: where pages are reviewed, leads alone let in
    what is out. Else who takes a page away, changes it and comes back would need nobody's approval."""
    if not community.approvals_needed or can_lead(person, community):
        return True
    return not any(page.entry.is_out for page in pages)


@verb("pages.take_on")
def can_take_on(person: Any, page: Any) -> bool:
    """Whoever writes here looks after what nobody looks after; the core group after any page."""
    entry = page.entry
    if role_in(person, entry.community_id) not in WRITERS:
        return False
    owner = entry.owner
    there = owner is not None and owner.is_active and owner.has_account
    kept = there and role_in(owner, entry.community_id) is not None
    return not kept or is_core(person, entry.community_id)


@verb("pages.make_template")
def can_make_template(person: Any, page: Any) -> bool:
    """Leads choose what new pages begin with."""
    return can_lead(person, page.entry.community)


@verb("pages.print")
def can_print(person: Any, page: Any = None) -> bool:
    """Anyone signed in takes along what she reads (sight is asked by the loader): setting it costs more than
    showing it, so visitors print from their browser."""
    return bool(person.is_authenticated)


@verb("pages.archive")
def can_archive(person: Any, page: Any) -> bool:
    """Its owner, and the core group."""
    entry = page.entry
    own = entry.owner_id == person.pk and role_in(person, entry.community_id) in WRITERS
    return own or is_core(person, entry.community_id)


@verb("pages.bring_history")
def can_bring_history(person: Any, page: Any) -> bool:
    """Leads, who import: history says what others wrote and when."""
    return can_lead(person, page.entry.community)


@verb("pages.keep_draft")
def can_keep_draft(person: Any, community: Community) -> bool:
    """Who may write there keeps unsaved text there."""
    return can_write(person, community)


def is_reviewed(page: Any) -> bool:
    """Whether a change to ``page`` waits until others approve: it is out, in a community that wants it so."""
    return waits_for_review(page.entry)


def waits_for_review(entry: Entry) -> bool:
    """As :func:`is_reviewed`, of the page's entry."""
    return bool(entry.is_out and entry.community.approvals_needed)


@verb("pages.publish")
def can_publish(person: Any, page: Any) -> bool:
    """Who may edit a page nobody else sees yet; where pages are reviewed, by asking for a review."""
    entry = page.entry
    return entry.state in (Entry.State.DRAFT, Entry.State.IN_REVIEW) and can_edit(person, page)


@verb("pages.suggest")
def can_suggest(person: Any, page: Any) -> bool:
    """Everyone signed in who sees a page that is out and current (sight is asked by the loader)."""
    return bool(person.is_authenticated) and page.entry.state == Entry.State.PUBLISHED


@verb("pages.answer_suggestion")
def can_answer(person: Any, proposal: Any) -> bool:
    """Who may edit the page, while the suggestion is open."""
    return proposal.is_open and proposal.is_suggestion and can_edit(person, proposal.page)


@verb("pages.review")
def can_review(person: Any, proposal: Any) -> bool:
    """Those asked by name while they write here (sight is asked by the loader), and leads; nobody her own."""
    if not proposal.is_open or proposal.is_suggestion or proposal.author_id == person.pk:
        return False
    entry = proposal.page.entry
    if can_lead(person, entry.community):
        return True
    asked = person.pk is not None and any(one.person_id == person.pk for one in proposal.reviewers.all())
    return asked and role_in(person, entry.community_id) in writers_of(entry)


def writers_of(entry: Entry) -> tuple[str, ...]:
    """The roles whose members edit a page of this audience, and may be asked to review it."""
    return tuple(CORE_GROUP if entry.audience == Entry.Audience.CORE else WRITERS)


@verb("pages.publish_now")
def can_publish_now(person: Any, proposal: Any) -> bool:
    """Leads, who give a reason; also of their own."""
    return proposal.is_open and not proposal.is_suggestion and can_lead(person, proposal.page.entry.community)


@verb("pages.withdraw")
def can_withdraw(person: Any, proposal: Any) -> bool:
    """Who proposed it."""
    return proposal.is_open and person.pk is not None and proposal.author_id == person.pk


@verb("pages.ask_reviewers")
def can_ask_reviewers(person: Any, proposal: Any) -> bool:
    """Who proposed it, and leads."""
    return can_withdraw(person, proposal) or can_publish_now(person, proposal)
