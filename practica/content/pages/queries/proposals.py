"""What is proposed for a page: the lists, one of them, and its passages beside the page as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from practica.content.pages.access import writers_of
from practica.content.pages.models import Page, Proposal, Revision, Verdict
from practica.core.communities.models import Membership
from practica.core.entries.models import Entry
from practica.core.entries.readers import who_sees
from practica.core.people.models import Person
from practica.core.types.conversions import fates_of
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import fields_of, plain_of, words_of
from practica.kit import markup

LIST = 100
#: The title is a passage of a suggestion too.
TITLE = "title"


@dataclass(frozen=True)
class Passages:
    """What a suggestion changes: the passages of its text, and whether the title is another."""

    base: Revision
    hunks: list[markup.Hunk]
    renames: bool

    @property
    def keys(self) -> list[str]:
        """The names of all of them, in order."""
        return [*([TITLE] if self.renames else []), *(hunk.key for hunk in self.hunks)]


@dataclass(frozen=True)
class Shown:
    """One passage as it is answered: ``answer`` is empty while it waits; ``is_stuck`` when the page has
    changed there since, to what ``now`` shows ("" where it is gone); ``is_there`` when it says so already."""

    key: str
    differences: markup.Differences
    answer: str
    is_stuck: bool
    is_there: bool
    now: str


@dataclass(frozen=True)
class ChangedValue:
    """A field that is to hold something else: ``before`` and ``words`` for people."""

    label: str
    before: str
    words: str


def changed_values(proposal: Proposal, *, seen_by: Any) -> list[ChangedValue]:
    """The fields ``proposal`` changes, against what the page holds now; once decided, against what it held
    then. Fields that went meanwhile are left out."""
    if not proposal.values:
        return []
    entry, type = proposal.page.entry, KnowledgeType.objects.get(pages=proposal.page)
    now = plain_of(entry, type, seen_by=seen_by) if proposal.is_open else {}
    found = []
    for field in fields_of(type):
        if field.name in proposal.values:
            old, new = proposal.values[field.name]
            old = now.get(field.name) if proposal.is_open else old
            words = [words_of(field, one, seen_by=seen_by) for one in (old, new)]
            found.append(ChangedValue(field.title, *words))
    return found


def types_of_retyping(proposal: Proposal, *, seen_by: Any) -> dict[str, Any]:
    """What the page is (None: it was decided), what it is to be, and meanwhile what would become of its
    fields."""
    page, type = proposal.page, proposal.type
    if not proposal.is_open or type is None:
        return {"new_type": type}
    return {
        "new_type": type,
        "former_type": page.type,
        "fates": fates_of(page.entry, type, actor=seen_by),
    }


def passages_of_suggestion(suggestion: Proposal) -> Passages:
    """What ``suggestion`` changes in the version it began from."""
    base = Revision.objects.get(page=suggestion.page_id, number=suggestion.base_version)
    return Passages(base, markup.hunks(base.body, suggestion.body), suggestion.title != base.title)


def shown_passages(suggestion: Proposal, passages: Passages, words: dict[str, str]) -> list[Shown]:
    """The passages of a suggestion's text, each with how it stands to the page as it is now."""
    base, page = passages.base, suggestion.page
    waiting = [hunk for hunk in passages.hunks if hunk.key not in suggestion.answers]
    now = markup.put_in(page.body, base.body, waiting)
    return [
        Shown(
            key=hunk.key,
            differences=markup.differences("\n\n".join(hunk.old), "\n\n".join(hunk.new), words=words),
            answer=suggestion.answers.get(hunk.key, ""),
            is_stuck=hunk.key in now.stuck,
            is_there=hunk.key in now.there,
            now=_block(now.stuck.get(hunk.key, "")),
        )
        for hunk in passages.hunks
    ]


def _block(body: str) -> str:
    """A passage for itself; its links lead nowhere here."""
    try:
        return markup.to_html(markup.parse(body), links=markup.as_words) if body else ""
    except markup.BodyRefused:
        return body


@dataclass(frozen=True)
class Standing:
    """How far a review is: what was said, newest first; how many approve or object to the present text."""

    verdicts: list[Verdict]
    approvals: int
    objections: int
    needed: int

    @property
    def is_enough(self) -> bool:
        """Whether it can be published."""
        return not self.objections and self.approvals >= self.needed

    @property
    def missing(self) -> int:
        """How many must approve still."""
        return max(0, self.needed - self.approvals)


def standing_of(proposal: Proposal) -> Standing:
    """How far the review of ``proposal`` is, for those who see it."""
    rows = Verdict.objects.filter(proposal=proposal).select_related("person").order_by("-at", "-pk")
    verdicts = list(rows[:LIST])
    now = [one for one in verdicts if one.round == proposal.round and one.person_id != proposal.author_id]
    return Standing(
        verdicts=verdicts,
        approvals=sum(one.approves for one in now),
        objections=sum(not one.approves for one in now),
        needed=max(1, proposal.page.entry.community.approvals_needed),
    )


def proposals_of(page: Page, *, seen_by: Any) -> list[Proposal]:
    """What is proposed for ``page``: what is open first, then what was decided lately."""
    rows = Proposal.objects.visible_to(seen_by).filter(page=page).defer("body")
    rows = rows.select_related("author", "decided_by").newest_first()
    found = list(rows[:LIST])
    for proposal in found:
        proposal.page = page
    return sorted(found, key=lambda one: not one.is_open)


def proposal_of(page: Page, uid: str, *, seen_by: Any) -> Proposal | None:
    """One of them, with its author and those asked to review it."""
    rows = Proposal.objects.visible_to(seen_by).filter(page=page, uid=uid)
    found: Proposal | None = (
        rows.select_related("author", "decided_by", "type").prefetch_related("reviewers__person").first()
    )
    if found is not None:
        found.page = page
    return found


def open_change_of(page: Page, *, person: Any) -> Proposal | None:
    """The change of ``person`` to ``page`` that waits."""
    rows = Proposal.objects.visible_to(person).open().filter(page=page, author=person.pk)
    found: Proposal | None = rows.filter(purpose=Proposal.Purpose.CHANGE).first()
    return found


def values_waiting(entry_ids: Sequence[int], person: Any) -> dict[int, dict[str, Any]]:
    """What changes of ``person`` that wait make of the fields of these entries, as JSON by entry and name."""
    rows = Proposal.objects.visible_to(person).open().filter(page__entry__in=entry_ids, author=person.pk)
    found = rows.filter(purpose=Proposal.Purpose.CHANGE).values_list("page__entry", "values")
    return {pk: {name: new for name, (_old, new) in values.items()} for pk, values in found}


@dataclass(frozen=True)
class GoneOn:
    """The text of a change that waits, put into the page as it stands; ``is_stuck`` where that cannot be."""

    body: str
    title: str
    is_stuck: bool


def gone_on(change: Proposal, page: Page) -> GoneOn:
    """What somebody goes on writing who changes her change."""
    base = Revision.objects.get(page=page, number=change.base_version)
    merged = markup.merge(base.body, page.body, change.body)
    title = change.title if change.title != base.title else page.entry.title
    return GoneOn(body=merged.body, title=title, is_stuck=bool(merged.stuck))


def open_suggestion_of(page: Page, *, person: Any) -> Proposal | None:
    """What ``person`` suggests for ``page`` and nobody has answered whole."""
    rows = Proposal.objects.visible_to(person).open().filter(page=page, author=person.pk)
    found: Proposal | None = rows.filter(purpose=Proposal.Purpose.SUGGESTION).first()
    return found


def possible_reviewers(proposal: Proposal, *, seen_by: Any) -> list[Person]:
    """Members who may be asked by name, as far as ``seen_by`` is told of them."""
    rows = reviewers_for(proposal).filter(pk__in=Person.objects.visible_to(seen_by).values("pk"))
    return list(rows.order_by("name", "pk")[:200])


def reviewers_for(proposal: Proposal) -> Any:
    """Who could review it: members who write here and see the page, or would once it is out; but not who
    proposed it."""
    entry = proposal.page.entry
    members = Membership.objects.active().filter(community=entry.community_id, role__in=writers_of(entry))
    named = entry.readers.values_list("pk", flat=True) if entry.audience == Entry.Audience.NAMED else ()
    owners = [pk for pk in (entry.author_id, entry.owner_id) if pk is not None]
    sees = who_sees(entry.community, entry.audience, named=named, writers=owners)
    rows = Person.objects.filter(sees, pk__in=members.values("person"), is_active=True)
    return rows.exclude(pk=proposal.author_id or 0)
