"""What pages about collections show, always as somebody may see it."""

from practica.content.collections.queries.forms import form_by_link, waiting_in, waiting_one
from practica.content.collections.queries.lists import (
    badges,
    collection_to_show,
    collections_of,
    has_any,
    types_in,
)
from practica.content.collections.queries.look import Look, look_of
from practica.content.collections.queries.open_views import open_fields, open_rows, view_by_link
from practica.content.collections.queries.row import OpenRow, could_be_linked, may_edit_row, open_row
from practica.content.collections.queries.rows import (
    asked_rows,
    columns_of,
    count_of,
    each,
    operators_for,
    page,
    rows_for_strangers,
    rows_of,
    shaped,
    values_held,
)
from practica.content.collections.queries.sheets import Sheet, sheet_of

__all__ = [
    "Look",
    "OpenRow",
    "Sheet",
    "asked_rows",
    "badges",
    "collection_to_show",
    "collections_of",
    "columns_of",
    "could_be_linked",
    "count_of",
    "each",
    "form_by_link",
    "has_any",
    "look_of",
    "may_edit_row",
    "open_fields",
    "open_rows",
    "open_row",
    "operators_for",
    "page",
    "rows_for_strangers",
    "rows_of",
    "shaped",
    "sheet_of",
    "types_in",
    "values_held",
    "view_by_link",
    "waiting_in",
    "waiting_one",
]
