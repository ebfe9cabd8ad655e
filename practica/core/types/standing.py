"""What stands on a field and would lose it, were the field of another kind or gone: told before it is done.

Core knows of fields that are worked out; apps that show values register what they build on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from practica.core.types.computing import demand_computable
from practica.core.types.models import Field
from practica.core.types.queries.kinds_of_knowledge import fields_of
from practica.kit.access import Invalid


@dataclass(frozen=True)
class Standing:
    """Something that stands on a field: its name, where it is, and in a sentence what would become of it."""

    title: str
    url: str
    words: str


class Finder(Protocol):
    """What ``seen_by`` sees that works with the fields ``before`` and would not with ``after``, both of the
    type of ``field``; ``after`` lacks it, or has another in its place."""

    def __call__(
        self, field: Field, before: Sequence[Field], after: Sequence[Field], *, seen_by: Any
    ) -> Sequence[Standing]: ...


_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Let ``finder`` be asked as well. Called from an app's ``kind.py``."""
    _finders.append(finder)


def standing_on(field: Field, instead: Field | None, *, seen_by: Any) -> list[Standing]:
    """What would lose ``field``, were ``instead`` in its place (None: nothing): what ``seen_by`` sees."""
    before = fields_of(field.type)
    after = [instead if one.pk == field.pk else one for one in before]
    kept = [one for one in after if one is not None]
    found = list(_worked_out(field, before, kept))
    for finder in _finders:
        found += finder(field, before, kept, seen_by=seen_by)
    return found


def _worked_out(field: Field, before: Sequence[Field], after: Sequence[Field]) -> list[Standing]:
    """Formulas and summaries beside it that can be worked out now and could not any more."""
    found = []
    for one in before:
        if not one.is_computed or one.pk == field.pk or not _works(one, before):
            continue
        if not _works(one, after):
            url = reverse("types:edit_field", args=[one.uid])
            found.append(Standing(one.title, url, _("It could not be worked out any more.")))
    return found


def _works(field: Field, others: Sequence[Field]) -> bool:
    try:
        demand_computable(field, [one for one in others if one.pk != field.pk])
    except Invalid:
        return False
    return True
