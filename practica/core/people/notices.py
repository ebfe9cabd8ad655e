"""Who hears that somebody wrote here under her address before she had an account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from practica.core.people.facts import AuthorClaimed, AuthorWaits
from practica.core.people.models import Person
from practica.core.people.queries import claimable_by
from practica.kit.contracts.notices import Notice, notices_of, settled_by


@notices_of(AuthorWaits)
def waits(fact: Any) -> Iterator[Notice]:
    """The holder of the address, while there is something to claim."""
    person = Person.objects.filter(pk=fact.subject_id).first()
    authors = claimable_by(person) if person is not None else []
    if authors:
        yield Notice(
            person_id=fact.subject_id,
            reason="author",
            key=_key(fact.subject_id),
            sentence=gettext_noop("%(name)s wrote here under your address. Is that you?"),
            values={"name": authors[0].name},
            url=reverse("people:settings"),
        )


@settled_by(AuthorClaimed)
def claimed(fact: Any) -> Iterator[str]:
    """Nothing is left to claim."""
    person = Person.objects.filter(pk=fact.actor_id).first()
    if person is not None and not claimable_by(person):
        yield _key(person.pk)


def _key(person_id: Any) -> str:
    return f"author:{person_id}"
