"""Changes to types, to their fields, and to what entries answer."""

from practica.core.types.actions.computing import compute_again, compute_around, compute_types, reckon_anew
from practica.core.types.actions.fields import (
    add_field,
    change_field,
    convert_some,
    field_to_be,
    move_field,
    remove_field,
    restore_field,
)
from practica.core.types.actions.retyping import Kept, drop_kept, put_back, put_type, retype
from practica.core.types.actions.types import bring_back, change_type, make_type, retire
from practica.core.types.actions.values import Before, fill_many, fill_new, put_values, set_values

__all__ = [
    "Before",
    "Kept",
    "add_field",
    "bring_back",
    "change_field",
    "change_type",
    "compute_again",
    "compute_around",
    "compute_types",
    "convert_some",
    "drop_kept",
    "field_to_be",
    "fill_many",
    "fill_new",
    "make_type",
    "move_field",
    "put_back",
    "put_type",
    "put_values",
    "reckon_anew",
    "remove_field",
    "restore_field",
    "retire",
    "retype",
    "set_values",
]
