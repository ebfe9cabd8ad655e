"""Keeping which hits were opened, as the site and the person want it; forgetting them in time."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand, get_visible_or_404
from practica.reach.search.judging import access, shown
from practica.reach.search.judging.models import ClickChoice, ClickSalt, SearchClick

#: What one person opens in a day beyond this is not kept.
MOST_A_DAY = 200

BATCH = 1000


@transaction.atomic
def record_click(
    carried: str, *, position: int, helpful: bool | None = None, actor: Person
) -> SearchClick | None:
    """Keep that ``actor`` opened the hit at ``position`` (from 1) of the page that carried ``carried``.

    The same hit for the same question counts once a day; ``helpful`` adds what she said of it. None when it
    is not kept: the site or she does not want it, or she has opened very much today. Raises Invalid for a
    page that we did not write for her, Http404 for an entry she may not see.
    """
    demand(access.can_open(actor), _("Sign in first."))
    page = shown.read(carried, person=actor)
    uid = page.uid_at(position) if page else ""
    if page is None or not uid:
        raise Invalid(_("That is no hit of yours."), field="shown")
    entry = get_visible_or_404(Entry, actor, uid=uid)
    chosen = chosen_by(actor)
    if shown.setting() == shown.OFF or chosen == ClickChoice.Keep.NEVER:
        return None
    today = timezone.localdate()
    asker, key = _asker(actor, today), shown.key_of(page.question)
    known = SearchClick.objects.filter(asker=asker, key=key, entry=entry).first()
    if known is not None:
        if helpful is not None and known.helpful != helpful:
            known.helpful = helpful
            known.save(update_fields=["helpful"])
        return known
    if SearchClick.objects.filter(asker=asker).count() >= MOST_A_DAY:
        return None
    by_name = shown.setting() == shown.NAMED and chosen == ClickChoice.Keep.BY_NAME
    click = SearchClick(
        asker=asker,
        key=key,
        entry=entry,
        person=actor if by_name else None,
        question=page.question,
        first=page.first,
        position=position,
        covered=page.covered,
        shown=page.hits,
        helpful=helpful,
    )
    # Told twice at the same moment, it counts once.
    SearchClick.objects.bulk_create([click], ignore_conflicts=True)
    return click


@transaction.atomic
def choose(keep: str, *, actor: Person) -> None:
    """Remember whether what ``actor`` opens may be kept. Without her name, what bears it goes; with "never",
    what can still be known to be hers today goes too."""
    demand(access.can_open(actor), _("Sign in to choose."))
    if keep not in ClickChoice.Keep.values:
        raise Invalid(_("There is no such choice."), field="keep")
    ClickChoice.objects.update_or_create(person=actor, defaults={"keep": keep})
    gone = Q(person=actor) if keep != ClickChoice.Keep.BY_NAME else Q(pk__in=())
    if keep == ClickChoice.Keep.NEVER:
        gone |= Q(asker=_asker(actor, timezone.localdate()))
    SearchClick.objects.filter(gone).delete()


def chosen_by(person: Person) -> str:
    """What ``person`` chose; without her name until she has."""
    chosen = ClickChoice.objects.filter(person=person).values_list("keep", flat=True).first()
    return chosen or ClickChoice.Keep.WITHOUT_NAME


def kept_by_name(person: Person) -> int:
    """How many hits are kept with the name of ``person``."""
    return SearchClick.objects.filter(person=person).count()


def forget_old() -> int:
    """Forget clicks older than the site keeps them, and the salts of past days; return how many went."""
    before = timezone.now() - dt.timedelta(days=settings.SEARCH_CLICKS_DAYS)
    forgotten = 0
    while ids := list(SearchClick.objects.filter(at__lt=before).values_list("pk", flat=True)[:BATCH]):
        forgotten += SearchClick.objects.filter(pk__in=ids).delete()[0]
    ClickSalt.objects.filter(day__lt=timezone.localdate()).delete()
    return forgotten


def _asker(person: Any, day: dt.date) -> str:
    """The same for one person on one day. Without the day's salt nobody can tell whose it is."""
    salt, _new = ClickSalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
    return hashlib.sha256(f"{salt.salt} {person.pk}".encode()).hexdigest()[:32]
