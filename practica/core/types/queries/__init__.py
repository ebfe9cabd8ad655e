"""Reads about types and the values of entries."""

from practica.core.types.queries.changes import Change, Then, changes_of, values_at
from practica.core.types.queries.figures import Group, Sums, grouped, summed
from practica.core.types.queries.filtering import Condition, filtered
from practica.core.types.queries.kinds_of_knowledge import (
    article,
    chosen_and_gone,
    fields_of,
    how_many,
    kept_types,
    of_type,
    of_types,
    removed_fields,
    type_of,
    types_for,
)
from practica.core.types.queries.linking import links_of, reckoned_with
from practica.core.types.queries.ordering import Order, Page, ordered, page_of
from practica.core.types.queries.reading import (
    Line,
    kept_of,
    lines_of,
    plain_of,
    pointing_at,
    referring,
    values_of,
    words_of,
)

__all__ = [
    "Change",
    "Condition",
    "Group",
    "Line",
    "Order",
    "Page",
    "Sums",
    "Then",
    "article",
    "changes_of",
    "chosen_and_gone",
    "fields_of",
    "filtered",
    "grouped",
    "how_many",
    "kept_of",
    "kept_types",
    "lines_of",
    "links_of",
    "of_type",
    "of_types",
    "ordered",
    "page_of",
    "plain_of",
    "pointing_at",
    "reckoned_with",
    "referring",
    "removed_fields",
    "summed",
    "type_of",
    "types_for",
    "values_at",
    "values_of",
    "words_of",
]
