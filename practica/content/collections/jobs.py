"""Work for later: formulas that ask what day it is have another value tomorrow."""

from __future__ import annotations

from practica.core.types.actions import compute_types
from practica.core.types.models import Field
from practica.kit.jobs import every


@every(3 * 3600, name="collections.today")
def compute_what_asks_for_today() -> None:
    """Work out again the types whose formulas use ``today()``; what did not change is not written."""
    rows = Field.objects.filter(kind=Field.Kind.FORMULA).select_related("type")
    uids = {row.type.uid for row in rows if "today" in str(row.options.get("formula", "")).lower()}
    if uids:
        compute_types(sorted(uids))
