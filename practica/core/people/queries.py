"""Reads about people, shaped for those who ask."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import slugify

from practica.core.people.models import Organisation, Person, Session, Unit
from practica.kit.prepared import prepared


def units_of(person_ids: list[int]) -> dict[int, int | None]:
    """The unit each of these people belongs to now."""
    return dict(_units(None, ids=person_ids))


@prepared
def _units(_person: Any, *, ids: list[int]) -> Any:
    return Person.objects.filter(pk__in=ids).values_list("pk", "unit_id")


def free_handle(name: str) -> str:
    """A handle for ``name`` that nobody has: letters, digits and hyphens."""
    stem = slugify(name)[:50] or "person"
    taken = set(Person.objects.filter(handle__startswith=stem).values_list("handle", flat=True))
    if stem not in taken:
        return stem
    numbers = [int(m[1]) for handle in taken if (m := re.fullmatch(re.escape(stem) + r"-(\d+)", handle))]
    return f"{stem}-{max(numbers, default=1) + 1}"


def home_organisation() -> Organisation | None:
    """The organisation this site belongs to (the first home organisation), if it was set up."""
    return Organisation.objects.filter(standing=Organisation.Standing.HOME).order_by("pk").first()


def organisation_for_address(email: str) -> Organisation | None:
    """The organisation that owns the domain of ``email``. The caller has verified the address."""
    domain = email.rpartition("@")[2].lower()
    if not domain:
        return None
    for organisation in Organisation.objects.exclude(email_domains=[]):
        if domain in (known.lower() for known in organisation.email_domains):
            return organisation
    return None


def verified_addresses(person: Any) -> set[str]:
    """The e-mail addresses ``person`` has proved to be hers, in lower case."""
    if person.pk is None:
        return set()
    rows = EmailAddress.objects.filter(user=person.pk, verified=True)
    return {address.lower() for address in rows.values_list("email", flat=True)}


def address_to_prove(person: Any) -> EmailAddress | None:
    """The address of ``person`` that will place her in an organisation once she proves it; None when she has
    a place, or none of her addresses belongs to an organisation here."""
    if person.organisation_id is not None:
        return None
    rows = EmailAddress.objects.filter(user=person.pk, verified=False).order_by("-primary", "pk")
    return next((address for address in rows if organisation_for_address(address.email)), None)


def ways_to_prove(person: Any) -> set[str]:
    """How ``person`` can prove that it is her, beside the password: "totp", "webauthn", "recovery_codes"."""
    return set(Authenticator.objects.filter(user=person.pk).values_list("type", flat=True))


def is_fresh_site(*, but: Person | None = None) -> bool:
    """Whether nobody (but ``but``) has an account here yet."""
    others = Person.objects.filter(has_account=True)
    return not (others.exclude(pk=but.pk) if but else others).exists()


def session_name(key: str) -> str:
    """A name for the session ``key`` that can be shown: the key itself opens the account."""
    return hashlib.sha256(f"session:{key}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Device:
    """A browser somebody is signed in with."""

    name: str
    device: str
    seen: dt.datetime
    is_this: bool


def devices_of(person: Any, *, current_key: str | None) -> list[Device]:
    """Where ``person`` is signed in, lately used first."""
    rows = Session.objects.visible_to(person).filter(expire_date__gt=timezone.now()).order_by("-seen")[:50]
    return [Device(session_name(s.pk), s.device, s.seen, s.pk == current_key) for s in rows]


def claimable_by(person: Any) -> list[Person]:
    """Authors without an account whose address ``person`` has verified as hers."""
    addresses = verified_addresses(person)
    return list(unclaimed(addresses).order_by("name")[:20]) if addresses else []


def unclaimed(addresses: Collection[str]) -> Any:
    """Authors without an account, whom nobody claimed yet, with one of these addresses in lower case."""
    rows = Person.objects.filter(has_account=False, claimed_by=None).annotate(address=Lower("author_email"))
    return rows.filter(address__in=addresses)


def holder_of(address: str) -> Person | None:
    """Who has an account and has proved that ``address`` is hers."""
    rows = Person.objects.active().filter(emailaddress__email__iexact=address, emailaddress__verified=True)
    return rows.first()


def people_page(
    *,
    seen_by: Any,
    q: str = "",
    organisation: Organisation | None = None,
    unit: Unit | None = None,
    page: int = 1,
    size: int = 30,
) -> tuple[list[Person], int]:
    """A page of the people ``seen_by`` may see, by name, and how many match."""
    rows = (
        Person.objects.visible_to(seen_by).filter(claimed_by=None).exclude(has_account=True, is_active=False)
    )
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(ask_me_about__icontains=q) | Q(headline__icontains=q))
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if unit is not None:
        rows = rows.filter(unit__in=units_below(unit))
    total = rows.count()
    rows = rows.select_related("organisation", "unit").order_by(Lower("name"), "pk")
    return list(rows[(page - 1) * size : page * size]), total


def organisations_by_domain() -> dict[str, str]:
    """The name of the organisation that owns each mail domain."""
    rows = Organisation.objects.exclude(email_domains=[])
    return {domain.lower(): known.name for known in rows for domain in known.email_domains}


def units_below(unit: Unit) -> list[int]:
    """Ids of ``unit`` and everything under it."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.filter(organisation=unit.organisation_id).values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found, waiting = [], [unit.pk]
    while waiting:
        pk = waiting.pop()
        found.append(pk)
        waiting += children.pop(pk, [])
    return found
