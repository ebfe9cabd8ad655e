"""How much room the files of one community have."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from practica.core.communities.models import Community
from practica.core.files import access, facts
from practica.core.files.models import Allotment
from practica.core.files.space import GB
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand

#: More than any disk holds.
MOST_GB = 1_000_000


@transaction.atomic
def allot_space(community: Community, gigabytes: float | None, *, actor: Person) -> None:
    """Let the files of ``community`` take ``gigabytes``; 0: as much as the disk; None: what the settings of
    the site say. What is there already stays, also where it is more. Raises Invalid for less than nothing."""
    demand(access.can_allot_space(actor, community), _("Only administrators change this."))
    if gigabytes is None:
        Allotment.objects.filter(community=community).delete()
        most = -1
    elif 0 <= gigabytes <= MOST_GB:
        # A little is not nothing, and nothing is without a limit.
        most = max(1, round(gigabytes * GB)) if gigabytes else 0
        Allotment.objects.update_or_create(community=community, defaults={"most": most})
    else:
        raise Invalid(
            _("Give a number of gigabytes from 0 to %(most)s.") % {"most": f"{MOST_GB:,}"}, field="gigabytes"
        )
    record(facts.SpaceAllotted(actor_id=actor.pk, community_id=community.pk, most=most))
