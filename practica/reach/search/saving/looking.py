"""Looking at saved searches again, with the rights their owners have then, and telling them what is new."""

from __future__ import annotations

import datetime as dt

import structlog
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.reach.search.facts import SavedSearchFound
from practica.reach.search.models import SavedSearch, SavedSearchHit
from practica.reach.search.queries import Found
from practica.reach.search.saving.keeping import found_by, know, next_look
from practica.reach.search.wishes import from_address, named

log = structlog.get_logger(__name__)

#: So many searches are looked at in one go; the others wait for the next.
AT_ONCE = 100

#: What was changed shortly before the last look may have come into the index after it.
OVERLAP = dt.timedelta(hours=1)

#: More than this is not told one by one.
MOST_NEW = 50

#: A dropped search can be brought back for so long.
KEPT_FOR_UNDO = dt.timedelta(days=1)


def look_at_due(now: dt.datetime | None = None) -> int:
    """Look at every search whose time has come; return how many told something new."""
    now = now or timezone.now()
    SavedSearch.objects.filter(dropped_at__lt=now - KEPT_FOR_UNDO).delete()
    due = SavedSearch.objects.filter(due_at__lte=now, dropped_at=None).order_by("due_at")[:AT_ONCE]
    return sum(_look(search, now) for search in due)


def _look(search: SavedSearch, now: dt.datetime) -> bool:
    since = search.looked_at - OVERLAP
    # Asked anew each time: what she may see now decides, not what she might when she saved it.
    owner = Person.objects.active().select_related("organisation").filter(pk=search.person_id).first()
    found: list[Found] = []
    if owner is not None and Entry.objects.filter(active_at__gte=since).exists() | _changed(since):
        wanted = named(from_address(QueryDict(search.asked)), person=owner)
        if wanted.complaints:
            # Something it is narrowed to is gone, or hidden from her: without it the search would be another.
            log.info("saved search rests", search=search.uid)
        else:
            found = found_by(wanted, person=owner, limit=MOST_NEW, changed_from=since.date())
    with transaction.atomic():
        known = set(SavedSearchHit.objects.filter(search=search).values_list("entry_id", flat=True))
        new = [one for one in found if one.entry.pk not in known and one.entry.author_id != search.person_id]
        know(search, found)
        search.looked_at = now
        search.due_at = next_look(search)
        SavedSearch.objects.filter(pk=search.pk).update(looked_at=now, due_at=search.due_at)
        if new:
            count = len({one.entry.pk for one in new})
            record(
                SavedSearchFound(
                    subject_id=search.person_id,
                    entry_id=new[0].entry.pk,
                    community_id=new[0].entry.community_id,
                    search_uid=search.uid,
                    count=count,
                )
            )
    return bool(new)


def _changed(since: dt.datetime) -> bool:
    return Entry.objects.filter(changed__gte=since).exists()
