"""Collections, their views, forms, and what forms collected."""

from practica.content.collections.models.collection import COLLECTION, Collection, View
from practica.content.collections.models.forms import RowForm, Submission

__all__ = ["COLLECTION", "Collection", "RowForm", "Submission", "View"]
