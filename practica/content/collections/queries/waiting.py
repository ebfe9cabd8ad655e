"""What the reader wrote into rows and nobody approved yet: it is no value yet, and looked for there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from practica.content.collections.queries.rows import Row, Waiting
from practica.core.communities.models import Community
from practica.core.types.models import Field
from practica.core.types.queries import words_of
from practica.kit.contracts.rows import homes


def mark_waiting(rows: Sequence[Row], fields: Sequence[Field], community: Community, *, seen_by: Any) -> None:
    """Say of each of ``rows`` what ``seen_by`` has proposed for its fields; others hear of it on the page of
    the row. Nothing is asked where rows are not reviewed."""
    if not rows or seen_by.pk is None or not community.approvals_needed:
        return
    by_name = {field.name: field for field in fields}
    by_entry = {row.entry.pk: row for row in rows}
    for home in homes():
        for pk, wanted in home.waiting(list(by_entry), seen_by).items():
            row = by_entry[pk]
            for name in wanted.keys() & by_name.keys():
                field, plain, cell = by_name[name], wanted[name], row.cell(name)
                if cell is None or cell.plain != plain:
                    words = words_of(field, plain, seen_by=seen_by) or _("nothing")
                    row.waiting[name] = Waiting(field.title, words)
