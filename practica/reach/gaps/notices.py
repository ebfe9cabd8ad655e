"""Who hears of a gap: everyone who asked, once it is closed; its owner, when something new may close it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop

from practica.kit.contracts.notices import Notice, notices_of
from practica.reach.gaps.facts import AskedAfterClosing, GapClosed, GapMatched
from practica.reach.gaps.models import Gap, GapSignal


@notices_of(GapClosed)
def closed(fact: Any) -> Iterator[Notice]:
    """Everyone who asked by name. Whether she may see the entry is asked when she is told."""
    gap = _closed(fact)
    if gap is not None:
        yield from _told(gap, GapSignal.objects.live().named().filter(wording__gap=gap))


@notices_of(AskedAfterClosing)
def asked_later(fact: Any) -> Iterator[Notice]:
    """Who asked for what is there already."""
    gap = _closed(fact)
    if gap is not None:
        mine = GapSignal.objects.live().filter(wording__gap=gap, person=fact.subject_id)
        yield from _told(gap, mine)


@notices_of(GapMatched)
def matched(fact: Any) -> Iterator[Notice]:
    """Whoever looks after the gap, with a way to close it."""
    gap = Gap.objects.filter(pk=fact.get("gap_id")).select_related("community").first()
    if gap is None or gap.owner_id is None or not gap.is_unsettled:
        return
    proposed = gap.proposals.filter(entry=fact.entry_id).select_related("entry").first()
    if proposed is None:
        return
    yield Notice(
        person_id=gap.owner_id,
        reason="gap",
        key=f"gap-match:{gap.uid}:{proposed.entry.uid}",
        sentence=gettext_noop("“%(title)s” may be what people look for as “%(gap)s”"),
        values={"title": proposed.entry.title, "gap": gap.title},
        entry_id=proposed.entry_id,
        community_id=gap.community_id,
        url=gap.get_absolute_url(),
    )


def _closed(fact: Any) -> Gap | None:
    """The gap, while it is closed with what the fact says."""
    rows = Gap.objects.filter(pk=fact.get("gap_id"), state=Gap.State.CLOSED, entry=fact.entry_id)
    return rows.select_related("entry").first()


def _told(gap: Gap, signals: Any) -> Iterator[Notice]:
    """One notice a person, in the words she used last."""
    assert gap.entry is not None
    asked = dict(signals.order_by("at").values_list("person_id", "text"))
    for person_id, text in asked.items():
        yield Notice(
            person_id=person_id,
            reason="gap",
            key=f"gap:{gap.uid}",
            sentence=gettext_noop("You looked for “%(words)s”: it is written now, in “%(title)s”"),
            values={"words": text, "title": gap.entry.title},
            entry_id=gap.entry_id,
            anchor=gap.anchor,
        )
