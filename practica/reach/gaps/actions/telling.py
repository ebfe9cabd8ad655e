"""Saying that one did not find something, with one's name or without."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.contracts import finding
from practica.reach.gaps import access
from practica.reach.gaps.facts import SearchMissed
from practica.reach.gaps.likeness import key_of
from practica.reach.gaps.models import TEXT_LENGTH, DaySalt, GapChoice, GapSignal

# What one person can tell in a day; more is dropped.
MOST_A_DAY = 40
# Somebody who leaves and searches again within these has not given up.
SECOND_THOUGHTS = dt.timedelta(minutes=5)


@transaction.atomic
def tell(
    kind: str, text: str, *, community: Any = None, by_name: bool = False, actor: Person
) -> GapSignal | None:
    """Note that ``actor`` did not find ``text``; the same again on the same day changes nothing.

    ``by_name`` says that she wants to be told when somebody writes it; who chose so gives her name always.
    The caller has loaded ``community`` through ``visible_to``. Returns None for a text without a word, and
    when ``actor`` has told enough for today. Raises Invalid for a kind nobody can tell.
    """
    demand(access.can_tell(actor, community), _("Sign in to say what you did not find."))
    if kind not in (GapSignal.Kind.NOTHING_FOUND, GapSignal.Kind.ABANDONED, GapSignal.Kind.NOT_HELPFUL):
        raise Invalid(_("There is no such thing to tell."), field="kind")
    text = clean(text)
    language = community.language if community else settings.LANGUAGE_CODE
    if not any(letter.isalnum() for letter in text):
        return None
    now, today = timezone.now(), timezone.localdate()
    named, unnamed = name_of(actor.pk), _hash_of(actor, today)
    mine = GapSignal.objects.filter(asker__in=(named, unnamed), day=today)
    same = mine.filter(key=key_of_text(text, language), community=community, entry=None)
    by_name = by_name or chosen_by(actor) == GapChoice.Name.ALWAYS
    if by_name:
        same.filter(asker=unnamed).exclude(kind__in=same.filter(asker=named).values("kind")).update(
            asker=named, person=actor
        )
        same.filter(asker=unnamed).delete()
    elif same.filter(asker=named).exists():
        return same.filter(asker=named).first()
    known = same.filter(kind=kind, asker=named if by_name else unnamed).first()
    if known is None and mine.count() >= MOST_A_DAY:
        return None
    if known is None:
        waits = kind == GapSignal.Kind.ABANDONED
        known, _new = GapSignal.objects.get_or_create(
            community=community,
            key=key_of_text(text, language),
            asker=named if by_name else unnamed,
            kind=kind,
            day=today,
            entry=None,
            defaults={
                "text": text,
                "language": language,
                "person": actor if by_name else None,
                "at": now,
                "counts_from": now + SECOND_THOUGHTS if waits else now,
            },
        )
    if kind != GapSignal.Kind.ABANDONED:
        record(
            SearchMissed(
                actor_id=actor.pk if by_name else None,
                community_id=community.pk if community else None,
                signal_id=known.pk,
            )
        )
    return known


@transaction.atomic
def found_after_all(*, actor: Person) -> None:
    """Take back what leaving a page of hits said in the last minutes: ``actor`` searches on."""
    demand(access.can_tell(actor), _("Sign in to say what you did not find."))
    askers = (name_of(actor.pk), _hash_of(actor, timezone.localdate()))
    fresh = GapSignal.objects.filter(kind=GapSignal.Kind.ABANDONED, counts_from__gt=timezone.now())
    fresh.filter(asker__in=askers).delete()


@transaction.atomic
def take_back(signal: GapSignal, *, actor: Person) -> None:
    """Let ``actor`` hear nothing more of what she asked to be told of, and forget that it was her."""
    demand(actor.pk is not None and signal.person_id == actor.pk, _("This is not yours."))
    same = GapSignal.objects.filter(person=actor, key=signal.key, community=signal.community_id)
    same.filter(entry__isnull=True).delete()
    same.update(person=None, asker=secrets.token_hex(16))


@transaction.atomic
def choose_name(name: str, *, actor: Person) -> None:
    """Remember whether ``actor`` gives her name when a search fails."""
    demand(access.can_tell(actor), _("Sign in to choose."))
    if name not in GapChoice.Name.values:
        raise Invalid(_("There is no such choice."), field="name")
    GapChoice.objects.update_or_create(person=actor, defaults={"name": name})


def chosen_by(person: Person) -> str:
    """What ``person`` chose about her name; to be asked each time until she has."""
    chosen = GapChoice.objects.filter(person=person).values_list("name", flat=True).first()
    return chosen or GapChoice.Name.ASK


def clean(text: str) -> str:
    """``text`` on one line, without what cannot be seen, as long as is kept."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:TEXT_LENGTH].strip()


def key_of_text(text: str, language: str) -> str:
    """The same for wordings that differ in endings and order alone."""
    return key_of(finding.stems(text, language) or [text.casefold()])


def name_of(person_id: int) -> str:
    """How somebody who agreed is counted: once, whenever she asks."""
    return f"p{person_id}"


def _hash_of(person: Person, day: dt.date) -> str:
    """How somebody who did not agree is counted: once a day. Without the day's salt nobody can tell whose it
    is."""
    salt, _new = DaySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
    return hashlib.sha256(f"{salt.salt} {person.pk}".encode()).hexdigest()[:32]
