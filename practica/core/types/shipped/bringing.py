"""Shipped types become rows once; what people change afterwards stays theirs."""

from __future__ import annotations

from django.db import transaction

from practica.core.types.models import ARTICLE, KnowledgeType


@transaction.atomic
def bring_shipped() -> None:
    """Make the shipped types that are not there yet."""
    KnowledgeType.objects.get_or_create(
        name=ARTICLE, community=None, defaults={"label": "Article", "shipped": True, "position": 0}
    )
