"""Taking a gap, giving it back, calling it by a better name."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.reach.gaps import access
from practica.reach.gaps.facts import GapGivenBack, GapTaken
from practica.reach.gaps.models import Gap


def locked(gap: Gap, *, actor: Person) -> Gap:
    """``gap`` as it stands, kept from others until the transaction ends. Refused for whoever may not."""
    demand(access.can_tend(actor, gap), _("You do not look after this."))
    return Gap.objects.select_for_update().get(pk=gap.pk)


@transaction.atomic
def take(gap: Gap, *, actor: Person) -> None:
    """Look after ``gap`` from now on, also instead of somebody else. Raises Invalid for a settled one."""
    gap = locked(gap, actor=actor)
    if not gap.is_unsettled:
        raise Invalid(_("This is settled. Open it again first."))
    if gap.owner_id == actor.pk:
        return
    gap.owner, gap.state, gap.taken_at = actor, Gap.State.IN_PROGRESS, timezone.now()
    gap.save(update_fields=["owner", "state", "taken_at"])
    record(GapTaken(actor_id=actor.pk, community_id=gap.community_id, gap_id=gap.pk))


@transaction.atomic
def give_back(gap: Gap, *, actor: Person) -> None:
    """Let somebody else look after ``gap``."""
    gap = locked(gap, actor=actor)
    if gap.state != Gap.State.IN_PROGRESS:
        return
    gap.owner, gap.state, gap.taken_at = None, Gap.State.OPEN, None
    gap.save(update_fields=["owner", "state", "taken_at"])
    record(GapGivenBack(actor_id=actor.pk, community_id=gap.community_id, gap_id=gap.pk))


@transaction.atomic
def rename(gap: Gap, title: str, *, actor: Person) -> None:
    """Call ``gap`` by what it is about; the wordings stay as they were asked. Raises Invalid for no title."""
    gap = locked(gap, actor=actor)
    title = " ".join(title.split())[:200]
    if not title:
        raise Invalid(_("Give it a title."), field="title")
    gap.title = title
    gap.save(update_fields=["title"])
