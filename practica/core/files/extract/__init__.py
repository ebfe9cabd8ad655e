"""The text inside documents (PDF, office, OpenDocument, tables, plain text), with where it stands.

Foreign documents are parsed in a process of their own with bounds on memory and time: use `extract_safely`.
"""

from practica.core.files.extract.apart import extract_safely
from practica.core.files.extract.kinds import is_readable, kind_of
from practica.core.files.extract.shape import Extract, Part, Unreadable

__all__ = ["Extract", "Part", "Unreadable", "extract_safely", "is_readable", "kind_of"]
