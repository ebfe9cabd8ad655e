"""Reads about people, shaped for those who ask."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from practica.core.people.models import Organisation, Person


def units_of(person_ids: list[int]) -> dict[int, int | None]:
    """The unit each of these people belongs to now."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "unit_id"))


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
