"""A gap, the wordings that mean it, what may close it, and how it was merged and split."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.communities.models import CORE_GROUP, Community, communities_of
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.models import Model, SightQuerySet, UidField

TITLE_LENGTH = 200
REASON_LENGTH = 300
# Demand is counted over these days.
DEMAND_DAYS = 90
# Leaving a page of hits may mean that the passage said it all: one such leaver alone makes no gap.
ABANDONED = "abandoned"
ENOUGH_LEAVERS = 2


class GapQuerySet(SightQuerySet):
    """Gaps, in words of their list."""

    def visible_to(self, person: Any) -> Self:
        """Those of communities whose core group ``person`` belongs to; for administrators those of the whole
        site."""
        if person.pk is None:
            return self.none()
        seen = Q(community__in=communities_of(person, roles=CORE_GROUP))
        if person.is_administrator:
            seen |= Q(community__isnull=True)
        return self.filter(seen)

    def standing(self) -> Self:
        """Without those that went into another."""
        return self.filter(merged_into__isnull=True)

    def unsettled(self) -> Self:
        """Open or in progress."""
        return self.filter(state__in=Gap.UNSETTLED)

    def with_demand(self) -> Any:
        """With ``demand`` (different people in the last 90 days), ``firm`` (those of them who did more than
        leave), ``asked_again`` (since it was closed), ``first_asked`` and ``last_asked``."""
        since = timezone.now() - dt.timedelta(days=DEMAND_DAYS)
        live = Q(wordings__signals__withdrawn_at__isnull=True)
        lately = live & Q(wordings__signals__at__gte=since)
        asker = "wordings__signals__asker"
        return self.annotate(
            demand=Count(asker, distinct=True, filter=lately),
            firm=Count(asker, distinct=True, filter=lately & ~Q(wordings__signals__kind=ABANDONED)),
            asked_again=Count(
                asker, distinct=True, filter=live & Q(wordings__signals__at__gt=models.F("closed_at"))
            ),
            first_asked=Min("wordings__signals__at", filter=live),
            last_asked=Max("wordings__signals__at", filter=live),
        )

    def worth_showing(self) -> Any:
        """After :meth:`with_demand`: settled, taken, or asked for by more than one who only left."""
        settled = ~Q(state=Gap.State.OPEN)
        return self.filter(settled | Q(firm__gt=0) | Q(demand__gte=ENOUGH_LEAVERS))

    def most_wanted_first(self) -> Any:
        """After :meth:`with_demand`: by demand, then asked last."""
        return self.order_by("-demand", models.F("last_asked").desc(nulls_last=True), "-pk")


class Gap(Model):
    """Something people look for in a community (or in the whole site) that nothing says."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        IN_PROGRESS = "in_progress", _("In progress")
        CLOSED = "closed", _("Closed")
        NOT_OURS = "not_ours", _("Not ours")

    UNSETTLED: ClassVar = ("open", "in_progress")

    uid = UidField()
    community = models.ForeignKey(Community, null=True, on_delete=models.CASCADE, related_name="gaps")
    title = models.CharField(max_length=TITLE_LENGTH)
    state = models.CharField(max_length=11, choices=State.choices, default=State.OPEN)
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="gaps")
    taken_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.SET_NULL, related_name="+")
    anchor = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # As they were when it was closed: the signals they were counted from are forgotten in time.
    closed_demand = models.PositiveIntegerField(default=0)
    misses_before = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(default=timezone.now)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")

    objects: ClassVar = GapQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "state"], name="gap_list")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="closed_gap_says_when"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unsettled(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in self.UNSETTLED

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("gaps:show", args=[self.uid])


class Wording(Model):
    """One way to ask in one community: belongs to one gap, so that what a steward sorted stays sorted.

    ``key`` is the same for texts with the same ``stems`` in whatever order.
    """

    seen_through = "gap"

    uid = UidField()
    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="wordings")
    community = models.ForeignKey(Community, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    text = models.CharField(max_length=TITLE_LENGTH)
    stems = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "key"],
                condition=Q(community__isnull=False),
                name="wording_once_per_community",
            ),
            models.UniqueConstraint(
                fields=["key"], condition=Q(community__isnull=True), name="wording_once_per_site"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class GapProposal(Model):
    """That an entry may be what a gap misses. Shown to whoever may see both."""

    seen_through = "gap"

    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="proposals")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gap", "entry"], name="proposed_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} for {self.gap_id}"


class GapMove(Model):
    """That wordings went from one gap to another, by hand; it can be undone."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merged")
        SPLIT = "split", _("Split")

    seen_through = "target"

    uid = UidField()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    source = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="moves_out")
    target = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="moves_in")
    wordings = models.JSONField(default=list)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} → {self.target_id}"
