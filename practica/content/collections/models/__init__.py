"""Collections, their views, forms, what forms collected, and what is taken along."""

from practica.content.collections.models.collection import COLLECTION, Collection, View
from practica.content.collections.models.forms import RowForm, Submission
from practica.content.collections.models.workbooks import Workbook

__all__ = ["COLLECTION", "Collection", "RowForm", "Submission", "View", "Workbook"]
