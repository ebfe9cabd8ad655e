"""Shipped types become rows once; what people change afterwards stays theirs."""

from __future__ import annotations

from django.db import transaction

from practica.core.types.models import Field, KnowledgeType
from practica.core.types.naming import free_name
from practica.core.types.shipped.explaining import EXPLAINING
from practica.core.types.shipped.learning import LEARNING
from practica.core.types.shipped.shape import Asked, Shipped

#: Every shipped type, in the order of menus.
SHIPPED: tuple[Shipped, ...] = (*EXPLAINING, *LEARNING)


@transaction.atomic
def bring_shipped() -> None:
    """Make the shipped types that are not there yet, and give words to the article of older sites."""
    known = {type.name: type for type in KnowledgeType.objects.filter(community=None)}
    for position, one in enumerate(SHIPPED):
        type = known.get(one.name)
        if type is None:
            _make(one, position)
        elif type.shipped and type.version == 1 and not type.sentence:
            _word(type, one, position)
            type.save()


def _make(one: Shipped, position: int) -> None:
    type = KnowledgeType(name=one.name, shipped=True)
    _word(type, one, position)
    type.save()
    Field.objects.bulk_create(_field(type, asked, place) for place, asked in enumerate(one.fields, start=1))


def _word(type: KnowledgeType, one: Shipped, position: int) -> None:
    type.label, type.sentence, type.icon, type.hue = one.label, one.sentence, one.icon, one.hue
    type.template, type.example = one.template, one.example
    type.checklist, type.position = list(one.checklist), position
    type.needs_review, type.review_days = one.needs_review, one.review_days
    type.field_count = len(one.fields)


def _field(type: KnowledgeType, asked: Asked, place: int) -> Field:
    options = dict(asked.options)
    if asked.choices:
        made: list[dict[str, str]] = []
        for label in asked.choices:
            made.append({"key": free_name(label, taken=[one["key"] for one in made]), "label": label})
        options["choices"] = made
    return Field(
        type=type,
        name=asked.name,
        label=asked.label,
        kind=asked.kind,
        help=asked.help,
        is_required=asked.is_required,
        options=options,
        position=place,
    )
