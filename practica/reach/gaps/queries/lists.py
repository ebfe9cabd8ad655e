"""The list of gaps of a community or of the whole site, most wanted first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from practica.kit.prepared import prepared
from practica.reach.gaps.models import Gap

PAGE = 30
MOST_COUNTED = 100
# States to narrow to; "" is what somebody still has to do something about.
SHOWS = ("", "open", "in_progress", "closed", "not_ours")
OWNERS = ("", "mine", "nobody")


@dataclass(frozen=True)
class Row:
    """A gap in the list. ``share`` is its demand in per cent of the largest shown."""

    gap: Any
    share: int

    @property
    def asked_again(self) -> int:
        """How many asked since it was closed."""
        return self.gap.asked_again if self.gap.state == Gap.State.CLOSED else 0


def gaps_of(
    community: Any, *, person: Any, show: str = "", owner: str = "", page: int = 1
) -> tuple[list[Row], int]:
    """A page of the gaps of ``community`` (None: of the site) ``person`` may see, and how many match."""
    rows = Gap.objects.visible_to(person).standing().filter(community=community).with_demand().worth_showing()
    if show in Gap.State.values:
        rows = rows.filter(state=show)
    else:
        rows = rows.unsettled()
    if show != Gap.State.CLOSED and show != Gap.State.NOT_OURS:
        # Nobody misses it any more: its questions were answered, or everyone took it back.
        rows = rows.exclude(state=Gap.State.OPEN, last_asked=None)
    if owner == "mine":
        rows = rows.filter(owner=person.pk)
    elif owner == "nobody":
        rows = rows.filter(owner=None)
    total = rows.count()
    found = list(rows.most_wanted_first().select_related("owner")[(page - 1) * PAGE : page * PAGE])
    most = max((gap.demand for gap in found), default=0)
    return [Row(gap, round(100 * gap.demand / most) if most else 0) for gap in found], total


def count_waiting(community: Any, *, person: Any) -> int:
    """How many gaps of ``community`` nobody has taken; counting stops at a hundred."""
    return len(_waiting(person, community=community.pk))


@prepared
def _waiting(person: Any, *, community: int) -> Any:
    rows = Gap.objects.visible_to(person).standing().filter(community=community, state=Gap.State.OPEN)
    rows = rows.with_demand().worth_showing().filter(Q(demand__gt=0))
    return rows.values_list("pk", flat=True)[:MOST_COUNTED]
