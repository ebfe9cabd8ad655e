"""Merging gaps that ask for the same, splitting one that asks for two things, and taking that back."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.reach.gaps import access
from practica.reach.gaps.actions.tending import locked
from practica.reach.gaps.facts import GapsMerged, GapSplit, SortingUndone
from practica.reach.gaps.models import Gap, GapMove, Wording


@transaction.atomic
def merge(gap: Gap, *, into: Gap, actor: Person) -> GapMove:
    """Let everything asked in ``gap`` count for ``into``. Raises Invalid for gaps of two places."""
    gap, into = locked(gap, actor=actor), locked(into, actor=actor)
    if gap.pk == into.pk or gap.community_id != into.community_id:
        raise Invalid(_("Choose another gap of the same community."), field="into")
    if gap.merged_into_id is not None or into.merged_into_id is not None:
        raise Invalid(_("One of them was merged already."), field="into")
    wordings = Wording.objects.filter(gap=gap)
    move = GapMove.objects.create(
        kind=GapMove.Kind.MERGE,
        source=gap,
        target=into,
        wordings=list(wordings.values_list("pk", flat=True)),
        by=actor,
    )
    wordings.update(gap=into)
    gap.merged_into = into
    gap.save(update_fields=["merged_into"])
    record(GapsMerged(actor_id=actor.pk, community_id=gap.community_id, gap_id=gap.pk, into_id=into.pk))
    return move


@transaction.atomic
def split(gap: Gap, wordings: Collection[Wording], *, actor: Person) -> Gap:
    """Make a gap of their own of some ``wordings`` of ``gap``; returns it. Raises Invalid for none or all."""
    gap = locked(gap, actor=actor)
    chosen = Wording.objects.filter(gap=gap, pk__in=[one.pk for one in wordings]).order_by("pk")
    first = chosen.first()
    if first is None or not Wording.objects.filter(gap=gap).exclude(pk__in=chosen.values("pk")).exists():
        raise Invalid(_("Choose some of the wordings, not all of them."), field="wordings")
    apart = Gap.objects.create(community_id=gap.community_id, title=first.text, opened_at=gap.opened_at)
    ids = list(chosen.values_list("pk", flat=True))
    Wording.objects.filter(pk__in=ids).update(gap=apart)
    GapMove.objects.create(kind=GapMove.Kind.SPLIT, source=gap, target=apart, wordings=ids, by=actor)
    record(GapSplit(actor_id=actor.pk, community_id=gap.community_id, gap_id=gap.pk, new_id=apart.pk))
    return apart


@transaction.atomic
def undo(move: GapMove, *, actor: Person) -> Gap:
    """Take a merge or a split back: the wordings return, if they are still there. Returns where they came
    from. Raises Invalid when the other gap was itself merged meanwhile."""
    demand(access.can_tend(actor, move.target), _("You do not look after this."))
    move = GapMove.objects.select_for_update(of=("self",)).select_related("source", "target").get(pk=move.pk)
    if move.undone_at is not None:
        return move.source
    if move.kind == GapMove.Kind.SPLIT and (move.source.merged_into_id or move.target.merged_into_id):
        raise Invalid(_("One of them was merged meanwhile. Take that back first."))
    Wording.objects.filter(pk__in=move.wordings, gap=move.target).update(gap=move.source)
    if move.kind == GapMove.Kind.MERGE:
        Gap.objects.filter(pk=move.source_id).update(merged_into=None)
    elif not Wording.objects.filter(gap=move.target).exists():
        # Nothing of its own is left: it goes the way it came, and its address leads to where it came from.
        Gap.objects.filter(pk=move.target_id).update(merged_into=move.source)
    move.undone_at = timezone.now()
    move.save(update_fields=["undone_at"])
    record(SortingUndone(actor_id=actor.pk, community_id=move.source.community_id, gap_id=move.source_id))
    return move.source
