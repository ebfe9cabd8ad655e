"""The rows of the ledger: what happened, and which listener has dealt with it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from practica.kit.models import Model


class FactRow(Model):
    """A fact as stored. Ids, not foreign keys; the units are those of the moment, so that measures across
    units can be recomputed for ever. Append-only."""

    INTERNAL = True

    name = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)
    actor_id = models.BigIntegerField(null=True)
    actor_unit_id = models.BigIntegerField(null=True)
    subject_id = models.BigIntegerField(null=True)
    subject_unit_id = models.BigIntegerField(null=True)
    community_id = models.BigIntegerField(null=True)
    entry_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "ledger_fact"
        indexes = [
            models.Index(fields=["name", "id"]),
            models.Index(fields=["community_id", "id"]),
            models.Index(fields=["entry_id", "id"]),
            models.Index(fields=["actor_id", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

    def get(self, key: str, default: Any = None) -> Any:
        """A value of the fact that has no column."""
        return self.data.get(key, default)


class Delivery(Model):
    """The mark that ``listener`` owes, or has done, its work on ``fact``. At least once, never twice over."""

    INTERNAL = True

    fact = models.ForeignKey(FactRow, on_delete=models.CASCADE, related_name="deliveries")
    listener = models.CharField(max_length=80)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "ledger_delivery"
        constraints = [models.UniqueConstraint(fields=["fact", "listener"], name="one_delivery_per_listener")]
        indexes = [
            models.Index(fields=["listener", "fact"], condition=Q(done_at__isnull=True), name="delivery_open")
        ]

    def __str__(self) -> str:
        return f"{self.listener} {self.fact_id}"
