"""What a person asked for: words, and what she wants them narrowed to, typed or chosen.

``typed`` takes operators out of a text, ``asked`` holds what was asked for and its address, ``named`` turns
names into what the index knows, with the eyes of the person who asks.
"""

from practica.reach.search.wishes.asked import LISTS, Asked, from_address
from practica.reach.search.wishes.named import Chip, Named, named

__all__ = ["LISTS", "Asked", "Chip", "Named", "from_address", "named"]
