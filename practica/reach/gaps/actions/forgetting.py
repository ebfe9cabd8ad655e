"""Forgetting in time: what people looked for, the salts of past days, and gaps nobody asks about any more."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from practica.reach.gaps.models import DaySalt, Gap, GapSignal, Wording

BATCH = 1000


def forget_old() -> int:
    """Forget signals older than the site keeps them, then wordings and open gaps without any; return how many
    signals went. What somebody took or settled stays, without its wordings."""
    before = timezone.now() - dt.timedelta(days=settings.GAP_KEPT_DAYS)
    forgotten = 0
    while ids := list(GapSignal.objects.filter(at__lt=before).values_list("pk", flat=True)[:BATCH]):
        forgotten += GapSignal.objects.filter(pk__in=ids).delete()[0]
    _drop_what_is_empty()
    DaySalt.objects.filter(day__lt=timezone.localdate()).delete()
    return forgotten


@transaction.atomic
def _drop_what_is_empty() -> None:
    Wording.objects.filter(signals__isnull=True).delete()
    empty = Gap.objects.filter(state=Gap.State.OPEN, wordings__isnull=True, merged_into__isnull=True)
    empty.filter(merged__isnull=True).delete()
