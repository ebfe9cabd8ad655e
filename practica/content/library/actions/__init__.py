"""Changes to the catalogue: adding, mending, reviewing, what looking at an address showed."""

from practica.content.library.actions.bringing import Brought, bring
from practica.content.library.actions.describing import Description, add, edit
from practica.content.library.actions.reviewing import review, take_back
from practica.content.library.actions.watching import note

__all__ = ["Brought", "Description", "add", "bring", "edit", "note", "review", "take_back"]
