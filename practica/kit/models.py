"""Bases every model stands on: random public identifiers and a stated rule of sight."""

from __future__ import annotations

import secrets
from copy import copy
from typing import Any, ClassVar, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import connections, models
from django.db.models.sql.constants import INNER

UID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
UID_LENGTH = 12


def new_uid() -> str:
    """A random public identifier: 12 characters without look-alikes, about 59 bits.

    It names a thing; it never grants sight of it.
    """
    number, letters = secrets.randbelow(len(UID_ALPHABET) ** UID_LENGTH), []
    for _place in range(UID_LENGTH):
        number, letter = divmod(number, len(UID_ALPHABET))
        letters.append(UID_ALPHABET[letter])
    return "".join(letters)


class UidField(models.CharField):
    """The public identifier of a row. Database ids stay inside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", UID_LENGTH)
        kwargs.setdefault("default", new_uid)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


class SightQuerySet(models.QuerySet):
    """A queryset that knows who may see its rows.

    The model states how: ``seen_through = "entry"`` (whoever sees that parent sees the row) or
    ``private_to = "person"`` (only that person does). Models with a rule of their own override
    :meth:`visible_to`; models marked ``INTERNAL`` are shown to nobody.
    """

    def visible_to(self, person: Any) -> Self:
        """Only the rows ``person`` may see. ``person`` may be anonymous."""
        through = getattr(self.model, "seen_through", None)
        if through:
            parent = _related_model(self.model, through)
            visible: Any = parent._default_manager.all()
            if hasattr(visible, "sight_of"):
                # Joined, not listed: a database makes the whole list of an IN before it takes the first row.
                return self.filter(visible.sight_of(person, prefix=f"{through}__"))
            return self.filter(**{f"{through}__in": visible.visible_to(person)})
        owner = getattr(self.model, "private_to", None)
        if owner and person.pk is not None:
            return self.filter(**{owner: person.pk})
        return self.none()

    def walked(self) -> Self:
        """The same rows, read from this table on along the order they are asked for, until there are enough:
        the others are looked up for each. SQLite keeps no statistics, and begins at another table when that
        has an index for what is asked of it, be it the kind half of all entries have."""
        rows = self.all()
        if connections[rows.db].vendor == "sqlite":
            for alias, join in rows.query.alias_map.items():
                if getattr(join, "join_type", None) == INNER:
                    rows.query.alias_map[alias] = copy(join)
                    rows.query.alias_map[alias].join_type = "CROSS JOIN"
        return rows


def _related_model(model: type[models.Model], path: str) -> type[models.Model]:
    for name in path.split("__"):
        related = model._meta.get_field(name).related_model
        if related is None:
            raise FieldDoesNotExist(f"{model.__name__}.{name} is not a relation")
        model = related
    return model


class Model(models.Model):
    """Abstract base: every model says who sees its rows (checked at start by ``kit.checks``)."""

    seen_through: ClassVar[str] = ""
    private_to: ClassVar[str] = ""
    INTERNAL: ClassVar[bool] = False

    objects = SightQuerySet.as_manager()

    class Meta:
        abstract = True
