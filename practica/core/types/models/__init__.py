"""Types, their fields, and the values of entries."""

from practica.core.types.models.changes import ValueChange
from practica.core.types.models.types import ARTICLE, NAME_LENGTH, RULES, Field, FieldQuerySet, KnowledgeType
from practica.core.types.models.values import COLUMNS, KEY_LENGTH, Value

__all__ = [
    "ARTICLE",
    "COLUMNS",
    "Field",
    "FieldQuerySet",
    "KEY_LENGTH",
    "KnowledgeType",
    "NAME_LENGTH",
    "RULES",
    "Value",
    "ValueChange",
]
