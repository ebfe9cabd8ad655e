"""Reads of the ledger."""

from __future__ import annotations

from typing import Any

from practica.core.ledger.models import FactRow
from practica.kit.prepared import prepared


def latest_fact() -> int:
    """The number of the latest fact, 0 when nothing has happened yet. Two equal answers mean that nothing was
    written between them (on PostgreSQL: nothing that was numbered later)."""
    return int(_latest.first(None) or 0)


@prepared
def _latest(_person: Any) -> Any:
    return FactRow.objects.order_by("-pk").values_list("pk", flat=True)[:1]
