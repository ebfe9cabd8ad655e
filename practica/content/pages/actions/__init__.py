"""What can be done with pages. The only writer of this room."""

from practica.content.pages.actions.bringing import NewPage, create_many
from practica.content.pages.actions.drafts import discard_draft, save_draft
from practica.content.pages.actions.history import PastVersion, add_revision_history
from practica.content.pages.actions.placing import Place, Where, place
from practica.content.pages.actions.tree import arrange, follow_parents, move
from practica.content.pages.actions.upkeep import join_links, render_again
from practica.content.pages.actions.writing import archive, create, restore, save, unarchive

__all__ = [
    "NewPage",
    "PastVersion",
    "Place",
    "Where",
    "add_revision_history",
    "archive",
    "arrange",
    "create",
    "create_many",
    "discard_draft",
    "follow_parents",
    "join_links",
    "move",
    "place",
    "render_again",
    "restore",
    "save",
    "save_draft",
    "unarchive",
]
