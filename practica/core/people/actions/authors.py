"""Authors who wrote elsewhere: people without an account, until somebody claims them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.functions import Lower

from practica.core.ledger.actions import record
from practica.core.people import facts
from practica.core.people.models import Person
from practica.core.people.queries import free_handle, holder_of

NAME_LENGTH = 120


def author_from_elsewhere(name: str, email: str = "", *, among: Iterable[int] = ()) -> Person:
    """The author ``name`` with ``email``, made when not known; inside the caller's action.

    Known is an author with that address, or without one an author with that name ``among`` these person ids.
    One who was claimed is the person who claimed her. Nobody with an account is taken for an author by her
    address alone: she proves it herself (:func:`claim`), and hears that she can.
    """
    name = " ".join(name.split())[:NAME_LENGTH] or email.partition("@")[0][:NAME_LENGTH]
    email = email.strip().lower()[:254]
    authors = Person.objects.filter(has_account=False).select_related("claimed_by")
    if email:
        known = authors.annotate(address=Lower("author_email")).filter(address=email).order_by("pk").first()
    else:
        known = authors.filter(pk__in=list(among), author_email="", name=name).order_by("pk").first()
    if known is not None:
        return known.claimed_by or known
    person = Person(handle=free_handle(name), name=name, author_email=email, has_account=False)
    person.set_unusable_password()
    person.save()
    if email and (holder := holder_of(email)) is not None:
        record(facts.AuthorWaits(subject_id=holder.pk))
    return person
