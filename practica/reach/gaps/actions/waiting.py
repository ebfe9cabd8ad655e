"""Questions nobody answers: after some days each is a signal, until it is answered."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from practica.core.entries.models import Entry
from practica.kit.contracts import asking
from practica.reach.gaps.actions.gathering import gather_due
from practica.reach.gaps.actions.matching import propose
from practica.reach.gaps.actions.telling import clean, key_of_text, name_of
from practica.reach.gaps.models import GapChoice, GapSignal

BATCH = 500
# What only named people read is not shown to those who look after gaps, so it makes none.
SEEN_BY_CORE = (Entry.Audience.COMMUNITY, Entry.Audience.MEMBERS, Entry.Audience.CORE)


def sweep_questions() -> int:
    """Look at every question that may have begun or ceased to count; return how many were looked at."""
    done = 0
    for batch in _batches(_candidates()):
        look_at_questions(batch)
        done += len(batch)
    gather_due()
    return done


def _candidates() -> Iterator[int]:
    signals = GapSignal.objects.filter(kind=GapSignal.Kind.UNANSWERED).live()
    yield from list(signals.values_list("entry_id", flat=True))
    now = timezone.now()
    old_enough = Entry.objects.filter(
        kind__in=list(asking.all_asking()), reply_count=0, state=Entry.State.PUBLISHED,
        created__lte=now - _patience(), created__gte=now - _memory(),
    )  # fmt: skip
    known = GapSignal.objects.live().filter(entry=OuterRef("pk"))
    yield from list(old_enough.exclude(Exists(known)).values_list("pk", flat=True))


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    every = list(ids)
    for start in range(0, len(every), BATCH):
        yield every[start : start + BATCH]


@transaction.atomic
def look_at_questions(entry_ids: Iterable[int]) -> None:
    """Make these entries' signals agree with how they stand now. Doing it again changes nothing."""
    ids = list(entry_ids)
    entries = Entry.objects.filter(pk__in=ids, kind__in=list(asking.all_asking())).select_related("author")
    waiting = {pk for one in asking.all_asking().values() for pk in one.waiting(ids)}
    held = GapSignal.objects.select_for_update().filter(entry__in=ids)
    signals = {signal.entry_id: signal for signal in held}
    now = timezone.now()
    for entry in entries:
        age = now - entry.created
        counts = entry.pk in waiting and entry.audience in SEEN_BY_CORE
        signal = signals.get(entry.pk)
        if signal is None and counts and _patience() <= age <= _memory():
            _new_signal(entry)
        elif signal is not None and counts:
            _keep_in_step(signal, entry)
        elif signal is not None and signal.withdrawn_at is None:
            _withdraw(signal, entry)


def _new_signal(entry: Entry) -> None:
    author = entry.author if entry.author and entry.author.has_account else None
    never = author and GapChoice.objects.filter(person=author, name=GapChoice.Name.NEVER).exists()
    since = entry.created + _patience()
    named = author if author is not None and not never else None
    text = clean(entry.title)
    GapSignal.objects.get_or_create(
        entry=entry,
        defaults={
            "kind": GapSignal.Kind.UNANSWERED,
            "text": text,
            "key": key_of_text(text, entry.language),
            "language": entry.language,
            "community_id": entry.community_id,
            "person": named,
            "asker": name_of(named.pk) if named else secrets.token_hex(16),
            "day": timezone.localdate(since),
            "at": since,
            "counts_from": since,
        },
    )


def _keep_in_step(signal: GapSignal, entry: Entry) -> None:
    """A question that waits again counts again; one with another title is another wording."""
    text = clean(entry.title)
    if signal.text != text:
        signal.text, signal.key, signal.wording = text, key_of_text(text, entry.language), None
    elif signal.withdrawn_at is None:
        return
    signal.withdrawn_at = None
    signal.save(update_fields=["text", "key", "wording", "withdrawn_at"])


def _withdraw(signal: GapSignal, entry: Entry) -> None:
    """It is answered, closed or gone. Where others miss the same, the answer may be what they look for."""
    signal.withdrawn_at = timezone.now()
    signal.save(update_fields=["withdrawn_at"])
    gap = signal.wording.gap if signal.wording else None
    if gap is None or not gap.is_unsettled or not entry.is_out or not entry.reply_count:
        return
    if GapSignal.objects.live().filter(wording__gap=gap).exists():
        propose(gap, entry)


def _patience() -> dt.timedelta:
    return dt.timedelta(days=settings.GAP_UNANSWERED_DAYS)


def _memory() -> dt.timedelta:
    return dt.timedelta(days=settings.GAP_KEPT_DAYS)
