"""Scenes the tests of gaps share: somebody misses something, and the worker has gathered it."""

from __future__ import annotations

from typing import Any

from practica.core.communities.models import Community
from practica.core.people.models import Person
from practica.reach.gaps.actions import tell
from practica.reach.gaps.models import Gap
from tests.builders import a_colleague, a_community, a_member, settle


def a_place(**values: Any) -> tuple[Community, Person]:
    """A community and the steward who looks after what is missing in it."""
    community = a_community("Pumps", **values)
    return community, a_member(of=community, role="steward", person=a_colleague("Stella"))


def a_gap(
    text: str = "gland torque for pump P-101",
    *,
    in_: Community | None,
    by: Person | None = None,
    by_name: bool = True,
    kind: str = "nothing_found",
) -> Gap:
    """What ``by`` missed, gathered."""
    asker = by or (a_member(of=in_) if in_ else a_colleague())
    signal = tell(kind, text, community=in_, by_name=by_name, actor=asker)
    settle()
    assert signal is not None
    signal.refresh_from_db()
    assert signal.wording is not None
    return signal.wording.gap


def demand_of(gap: Gap) -> int:
    """How many people ask for it now."""
    return Gap.objects.with_demand().get(pk=gap.pk).demand
