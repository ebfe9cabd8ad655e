"""Asking places elsewhere what they are called, for the cards that lead there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from practica.content.pages.models.cards import Card, digest_of
from practica.kit.fetch import NotAllowed, Unreachable, host_of
from practica.kit.markup.cards import MOST_CARDS, Named
from practica.kit.titles import ask_for_title

AT_ONCE = 20
MOST_OF_A_HOST = 5
# Who did not answer, or had no name, is asked again after a day; others may have changed it after a season.
AGAIN_AFTER, RENEW_AFTER = dt.timedelta(days=1), dt.timedelta(days=90)
LONGEST = 2000


def want_names(addresses: Iterable[str]) -> bool:
    """Let the names of these places be asked, unless they are known (no actor: the house looks). True when
    something is to be asked. Nothing is where the site asks nobody."""
    if not settings.LINK_TITLES:
        return False
    wanted = {digest_of(one): one for one in list(addresses)[:MOST_CARDS] if _can_be_asked(one)}
    rows = Card.objects.filter(digest__in=wanted)
    known = dict(rows.values_list("digest", "looked_at"))
    new = [Card(digest=digest, address=address) for digest, address in wanted.items() if digest not in known]
    Card.objects.bulk_create(new, ignore_conflicts=True)
    now = timezone.now()
    old = rows.filter(looked_at__lt=now - RENEW_AFTER) | rows.filter(
        title="", looked_at__lt=now - AGAIN_AFTER
    )
    return bool(new) or bool(old.update(looked_at=None)) or None in known.values()


def learn_names() -> int:
    """Ask those that are wanted, the newest first and few of one host at a time; how many were asked."""
    asked: Counter[str] = Counter()
    for card in Card.objects.filter(looked_at=None).order_by("-pk")[: AT_ONCE * 5]:
        host = host_of(card.address)
        if asked.total() == AT_ONCE:
            break
        if asked[host] == MOST_OF_A_HOST:
            continue
        asked[host] += 1
        named = _ask(card.address)
        # What was known stays when a place does not answer today.
        values = {"title": named.title, "about": named.about} if named else {}
        Card.objects.filter(pk=card.pk).update(looked_at=timezone.now(), **values)
    return asked.total()


def _ask(address: str) -> Named | None:
    try:
        named = ask_for_title(address)
    except (NotAllowed, Unreachable):
        return None
    return named if named.title else None


def _can_be_asked(address: str) -> bool:
    return len(address) <= LONGEST and address.startswith(("http://", "https://"))
