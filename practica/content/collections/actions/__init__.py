"""Everything that changes collections; the only writer of them. Rows are written through types and rows."""

from practica.content.collections.actions.asking import (
    add_form,
    change_form,
    decide,
    open_form,
    remove_form,
    send,
)
from practica.content.collections.actions.cells import MOST_CELLS, Change, Outcome, check_cells, set_cells
from practica.content.collections.actions.collections import change, delete, make
from practica.content.collections.actions.looks import (
    add_view,
    change_view,
    close_view,
    keep_look,
    move_view,
    open_view,
    remove_view,
    secret_hash,
    why_not,
)
from practica.content.collections.actions.rows import add_row, move_card, note_brought
from practica.content.collections.actions.workbooks import (
    begin_workbook,
    discard_workbook,
    may_fetch_workbook,
)

__all__ = [
    "MOST_CELLS",
    "Change",
    "Outcome",
    "add_form",
    "add_row",
    "add_view",
    "begin_workbook",
    "change",
    "change_form",
    "change_view",
    "check_cells",
    "close_view",
    "decide",
    "delete",
    "discard_workbook",
    "keep_look",
    "make",
    "may_fetch_workbook",
    "move_card",
    "move_view",
    "note_brought",
    "open_form",
    "open_view",
    "remove_form",
    "remove_view",
    "secret_hash",
    "send",
    "set_cells",
    "why_not",
]
