"""Names for machines, made of the words people gave."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify

from practica.core.types.models import NAME_LENGTH


def free_name(label: str, *, taken: Iterable[str]) -> str:
    """A name made of ``label`` that is not among ``taken``: letters, digits, underscores, no digit first, so
    that formulas can say it."""
    base = slugify(label)[: NAME_LENGTH - 4].strip("-").replace("-", "_") or "field"
    if base[0].isdigit():
        base = f"n{base}"[: NAME_LENGTH - 4]
    known, name, number = set(taken), base, 2
    while name in known:
        name, number = f"{base}_{number}", number + 1
    return name
