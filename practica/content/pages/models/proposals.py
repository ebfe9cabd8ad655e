"""What people propose for a page: a change that is to be reviewed, a suggestion, a page to be published."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.content.pages.models.pages import Page, Revision
from practica.core.communities.models import WRITERS, communities_of
from practica.core.entries.models import TITLE_LENGTH, Entry
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType
from practica.kit.models import Model, SightQuerySet, UidField


class ProposalQuerySet(SightQuerySet):
    """Proposals, in words of their lists."""

    def visible_to(self, person: Any) -> Self:
        """One's own, and for members who write those of every page they see; of people who see the page."""
        if person.pk is None:
            return self.none()
        hers = Q(author=person.pk) | Q(page__community__in=communities_of(person, roles=WRITERS))
        return self.filter(Entry.objects.all().sight_of(person, prefix="page__entry__"), hers)

    def open(self) -> Self:
        """Those nobody has decided on."""
        return self.filter(state__in=(Proposal.State.OPEN, Proposal.State.CHANGES))

    def newest_first(self) -> Self:
        """Lately changed first."""
        return self.order_by("-changed", "-pk")


class Proposal(Model):
    """A text that is to become a version of ``page``, begun from its version ``base_version``.

    A *change* is by somebody who may edit, where pages are reviewed; a *suggestion* by anyone who sees the
    page, answered passage by passage; a *publication* asks that a page nobody sees yet be published, and has
    no text of its own: it is the page's. *Archiving* and *return* ask that it be archived, or current again;
    *retyping* that it be of another ``type``.
    """

    class Purpose(models.TextChoices):
        CHANGE = "change", _("Change")
        SUGGESTION = "suggestion", _("Suggestion")
        PUBLICATION = "publication", _("New page")
        ARCHIVING = "archiving", _("Archiving")
        RETURN = "return", _("Making current again")
        RETYPING = "retyping", _("Another type")

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        CHANGES = "changes", _("Changes asked for")
        ACCEPTED = "accepted", _("Accepted")
        PARTLY = "partly", _("Partly accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    uid = UidField()
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="proposals")
    purpose = models.CharField(max_length=11, choices=Purpose.choices)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField(blank=True)
    # Labels; None leaves those of the page.
    topics = models.JSONField(null=True, blank=True)
    # What the fields of its type are to hold, by name: as it stood, and as it is to be, both as JSON.
    values = models.JSONField(default=dict, blank=True)
    # The type it is to be of; None once that is gone.
    type = models.ForeignKey(
        KnowledgeType, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    base_version = models.PositiveIntegerField()
    # The version whose text it is, when it brings one back.
    restored_from = models.PositiveIntegerField(null=True)
    # Counts its texts: an approval is of one of them.
    round = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=300, blank=True)
    significance = models.CharField(
        max_length=5, choices=Revision.Significance.choices, default=Revision.Significance.MAJOR
    )
    # What was said to each passage of a suggestion, by the key of the passage: "accepted" or "rejected".
    answers = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decision = models.CharField(max_length=500, blank=True)
    became_version = models.PositiveIntegerField(null=True)

    objects: ClassVar = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "author", "purpose"],
                condition=Q(state__in=("open", "changes")),
                name="one_open_proposal_each",
            )
        ]
        indexes = [models.Index(fields=["page", "state", "-changed"], name="proposal_newest")]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.page_id}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.state in (self.State.OPEN, self.State.CHANGES)

    @property
    def is_suggestion(self) -> bool:
        """Whether it is answered passage by passage, instead of reviewed."""
        return self.purpose == self.Purpose.SUGGESTION

    @property
    def is_publication(self) -> bool:
        """Whether it asks that the page itself be published."""
        return self.purpose == self.Purpose.PUBLICATION

    @property
    def is_retyping(self) -> bool:
        """Whether it asks that the page be of another type."""
        return self.purpose == self.Purpose.RETYPING

    @property
    def is_change(self) -> bool:
        """Whether it has a text and values of its own."""
        return self.purpose in (self.Purpose.CHANGE, self.Purpose.SUGGESTION)

    @property
    def wanted(self) -> dict[str, Any]:
        """What the fields are to hold, as JSON by name."""
        return {name: new for name, (_old, new) in self.values.items()}

    def get_absolute_url(self) -> str:
        """Where it is read and answered."""
        return self.page.address("proposal", self.uid)


class Reviewer(Model):
    """Somebody who was asked by name to review a proposal."""

    seen_through = "proposal"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.person_id} is to review {self.proposal_id}"


class Verdict(Model):
    """What a reviewer said to one text of a proposal. Saying it again replaces it."""

    seen_through = "proposal"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="verdicts")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    round = models.PositiveIntegerField()
    approves = models.BooleanField()
    sentence = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person", "round"], name="one_verdict_a_text")
        ]
        indexes = [models.Index(fields=["proposal", "at"], name="verdict_in_order")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.proposal_id}"
