"""What the people of the sample site looked for in vain: two gaps to do, one taken, one closed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from practica.config.demo import material
from practica.config.demo.communities import RELIABILITY
from practica.config.demo.people import Cast
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.reach.gaps import actions
from practica.reach.gaps.models import Gap, GapSignal

# Who, how many days ago, in which words, by name, and how it was missed.
VERTICAL_PUMPS = (
    ("Diego Prado", 2, "vibration limits for vertical pumps", True, "nothing_found"),
    ("Jonas Weber", 6, "vertical pump vibration limit", True, "nothing_found"),
    ("Kofi Mensah", 11, "vibration limits vertical pump", False, "not_helpful"),
    ("Yuki Mori", 20, "limits for vibration of vertical pumps", False, "nothing_found"),
    ("Chen Wei", 33, "vertical pump vibration limits", True, "nothing_found"),
    ("Noah Fischer", 47, "vibration limits for vertical pumps", False, "nothing_found"),
)
GREASE_GUNS = (
    ("Marta Kowalska", 4, "how many grams is one stroke of the grease gun", True, "nothing_found"),
    ("Rahul Deshmukh", 15, "grease gun grams per stroke", False, "nothing_found"),
    ("Jonas Weber", 26, "grams per stroke of a grease gun", False, "not_helpful"),
)
LIFTING = (
    ("Olu Adeyemi", 9, "lifting plan for motors over 500 kg", True, "nothing_found"),
    ("Luc Bernard", 13, "motor lifting plan 500 kg", False, "nothing_found"),
)
SEALS = (
    ("Diego Prado", 41, "which seal for hot caustic pumps", True, "nothing_found"),
    ("Kofi Mensah", 44, "seal for pump with hot caustic", True, "nothing_found"),
    ("Farid Haddad", 52, "hot caustic pump seal", False, "nothing_found"),
)
WHOLE_SITE = (
    ("Ingrid Solberg", 3, "gate pass for contractors", True, "nothing_found"),
    ("Luc Bernard", 17, "contractor gate pass", False, "nothing_found"),
)
CLOSED_DAYS_AGO = 30


def look_in_vain(people: Cast) -> None:
    """Colleagues search and find nothing; Mei takes one gap, Tomasz closed another a month ago."""
    community = Community.objects.get(name=RELIABILITY)
    for asked in (VERTICAL_PUMPS, LIFTING):
        _ask(asked, community, people)
    actions.take(_ask(GREASE_GUNS, community, people), actor=people["Mei Tanaka"])
    _ask(WHOLE_SITE, None, people)
    seals = _ask(SEALS, community, people)
    actions.close(seals, Entry.objects.get(title="Choosing a pump seal"), actor=people["Tomasz Lind"])
    Gap.objects.filter(pk=seals.pk).update(
        closed_at=material.days_ago(CLOSED_DAYS_AGO), closed_demand=len(SEALS), misses_before=len(SEALS)
    )


def _ask(asked: Any, community: Community | None, people: Cast) -> Gap:
    """Let each of them say what she did not find, then gather it; returns the gap it became."""
    signal = None
    for name, days, words, by_name, kind in reversed(asked):
        signal = actions.tell(kind, words, community=community, by_name=by_name, actor=people[name])
        if signal is not None:
            at = material.days_ago(days)
            GapSignal.objects.filter(pk=signal.pk).update(at=at, counts_from=at, day=timezone.localdate(at))
    actions.gather_due()
    gap = Gap.objects.get(wordings__signals=signal)
    Gap.objects.filter(pk=gap.pk).update(opened_at=material.days_ago(asked[-1][1]), title=asked[0][2])
    return gap
