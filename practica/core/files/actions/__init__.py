"""Changes to files: adding, new versions, describing, arriving in pieces."""

from practica.core.files.actions.allotting import allot_space
from practica.core.files.actions.covering import give_cover, set_cover
from practica.core.files.actions.describing import describe, keep_text, take_out, throw_away
from practica.core.files.actions.storing import add_version, bring_back, store
from practica.core.files.keeping import clean_name

__all__ = [
    "add_version",
    "allot_space",
    "bring_back",
    "clean_name",
    "describe",
    "give_cover",
    "keep_text",
    "set_cover",
    "store",
    "take_out",
    "throw_away",
]
