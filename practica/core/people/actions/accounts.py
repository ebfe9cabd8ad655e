"""Taking new people in, and what they change about themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.ledger.actions import record
from practica.core.people import access, facts
from practica.core.people.models import Belonging, Organisation, Person, Session, Unit
from practica.core.people.queries import (
    home_organisation,
    is_fresh_site,
    organisation_for_address,
    session_name,
    unclaimed,
)
from practica.kit.access import Invalid, demand

CHANGEABLE = ("name", "headline", "about", "ask_me_about", "unit", "time_zone", "language")


@transaction.atomic
def take_in(person: Person, *, verified_email: str = "") -> None:
    """Give somebody who just signed up a place.

    The first person of a fresh site gets the keys and, if there is none, a home organisation named like the
    site. Everyone else belongs to the organisation of her verified address; where the home organisation names
    no addresses and sign-up is open, to that; otherwise to none, as a guest.
    """
    first = is_fresh_site(but=person)
    home = home_organisation()
    if first:
        person.is_administrator = True
        home = home or Organisation.objects.create(
            name=settings.SITE_NAME, standing=Organisation.Standing.HOME
        )
        person.organisation = home
    elif verified_email and (known := organisation_for_address(verified_email)):
        person.organisation = known
    elif home is not None and not home.email_domains and settings.SIGN_UP == "open":
        person.organisation = home
    person.save(update_fields=["is_administrator", "organisation"])
    record(facts.PersonJoinedSite(actor_id=person.pk, subject_id=person.pk))
    _point_to_authors(person, verified_email)


@transaction.atomic
def address_verified(person: Person, email: str) -> None:
    """Let somebody without an organisation belong to the one whose address she has just proved, and hear of
    what was written under that address."""
    if person.organisation_id is None and (known := organisation_for_address(email)):
        person.organisation = known
        person.save(update_fields=["organisation"])
        record(facts.ProfileChanged(actor_id=person.pk, subject_id=person.pk))
    _point_to_authors(person, email)


def _point_to_authors(person: Person, email: str) -> None:
    if email and unclaimed([email.lower()]).exists():
        record(facts.AuthorWaits(subject_id=person.pk))


@transaction.atomic
def change_profile(person: Person, *, actor: Person, **values: Any) -> Person:
    """Change what is given among name, headline, about, ask_me_about, unit, time_zone and language."""
    demand(access.can_edit_profile(actor, person), _("You can change your own profile only."))
    if unknown := set(values) - set(CHANGEABLE):
        raise TypeError(f"A profile has no {', '.join(sorted(unknown))}.")
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
    if not values.get("name", person.name):
        raise Invalid(_("Write the name colleagues know you by."), field="name")
    if "unit" in values:
        move_to_unit(person, values.pop("unit"))
    changed = [field for field, value in values.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, values[field])
    person.__dict__.pop("initials", None)
    person.save(update_fields=changed)
    record(facts.ProfileChanged(actor_id=actor.pk, subject_id=person.pk))
    return person


def move_to_unit(person: Person, unit: Unit | None, *, on: dt.date | None = None) -> None:
    """Let ``person`` belong to ``unit`` from ``on`` (today) and keep where she belonged before; inside the
    caller's action. Raises Invalid for a unit of another organisation."""
    if unit is not None and unit.organisation_id != person.organisation_id:
        raise Invalid(_("This unit belongs to another organisation."), field="unit")
    if (unit.pk if unit else None) == person.unit_id:
        return
    day = on or timezone.localdate()
    Belonging.objects.filter(person=person, until=None, since__gte=day).delete()
    Belonging.objects.filter(person=person, until=None).update(until=day)
    if unit is not None:
        Belonging.objects.create(person=person, unit=unit, since=day)
    person.unit = unit
    person.save(update_fields=["unit"])


@transaction.atomic
def choose_theme(theme: str, *, actor: Person) -> None:
    """Light, dark, or as the device says."""
    demand(access.can_edit_profile(actor), _("Sign in first."))
    if theme not in Person.Theme.values:
        raise Invalid(_("There is no such theme."), field="theme")
    actor.theme = theme
    actor.save(update_fields=["theme"])


@transaction.atomic
def end_session(name: str, *, actor: Person) -> None:
    """Sign out the device whose session is called ``name`` (see :func:`session_name`)."""
    demand(access.can_edit_profile(actor), _("Sign in first."))
    own = Session.objects.visible_to(actor)
    keys = [session.pk for session in own if session_name(session.pk) == name]
    Session.objects.filter(pk__in=keys).delete()


@transaction.atomic
def end_other_sessions(*, keeping: str | None, actor: Person) -> None:
    """Sign out every device but the one whose session key is ``keeping``."""
    demand(access.can_edit_profile(actor), _("Sign in first."))
    Session.objects.visible_to(actor).exclude(pk=keeping).delete()
