"""Claiming what one wrote before one had an account."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from practica.core.ledger.actions import record
from practica.core.people import access, facts
from practica.core.people.models import Belonging, Person
from practica.core.people.queries import verified_addresses
from practica.kit.access import demand

TAKEN_OVER = ("organisation", "unit", "headline", "about", "ask_me_about", "language", "time_zone")


@transaction.atomic
def claim(author: Person, *, actor: Person) -> None:
    """Prove to be ``author``: all that points to her points to ``actor`` from now on.

    ``author`` has no account, and one of the verified addresses of ``actor`` is hers. Where both already have
    the same thing (a membership, a vote), that of ``actor`` stays. What the author's row says about her fills
    what ``actor`` left empty; so a colleague brought by list gets her organisation and unit.
    """
    own = author.author_email.lower() in verified_addresses(actor)
    demand(
        own and access.can_claim(actor, author), _("Only the holder of this author's address can claim it.")
    )
    claimed = Person.objects.filter(pk=author.pk, claimed_by=None, has_account=False).update(
        claimed_by=actor, is_active=False
    )
    demand(bool(claimed), _("Somebody has already claimed this author."))
    _take_over_profile(author, actor)
    for field in _pointers():
        _repoint(field, author, actor)
    actor.__dict__.pop("_roles", None)
    record(facts.AuthorClaimed(actor_id=actor.pk, subject_id=author.pk))


def _take_over_profile(author: Person, actor: Person) -> None:
    taken = [name for name in TAKEN_OVER if getattr(author, name) and not getattr(actor, name)]
    if "unit" in taken and actor.organisation_id not in (None, author.organisation_id):
        taken.remove("unit")
    for name in taken:
        setattr(actor, name, getattr(author, name))
    actor.save(update_fields=taken)
    # One open belonging at a time: the author's ends where the actor's own goes on.
    if Belonging.objects.filter(person=actor, until=None).exists():
        Belonging.objects.filter(person=author, until=None).update(until=models.F("since"))


def _pointers() -> list[models.Field[Any, Any]]:
    """Every stored relation of the house that leads to a person, those of many-to-many tables included."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        found += [
            field
            for field in model._meta.local_fields
            if isinstance(field, models.ForeignKey) and field.related_model is Person
        ]
    return [field for field in found if field.name != "claimed_by"]


def _repoint(field: models.Field[Any, Any], author: Person, actor: Person) -> None:
    rows = field.model._base_manager.filter(**{field.attname: author.pk})
    try:
        with transaction.atomic():
            rows.update(**{field.attname: actor.pk})
    except IntegrityError:
        for pk in list(rows.values_list("pk", flat=True)):
            _repoint_one(field, pk, actor)


def _repoint_one(field: models.Field[Any, Any], pk: Any, actor: Person) -> None:
    row = field.model._base_manager.filter(pk=pk)
    try:
        with transaction.atomic():
            row.update(**{field.attname: actor.pk})
    except IntegrityError:
        # The actor has this already; hers stays.
        row.delete()
