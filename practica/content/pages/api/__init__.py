"""Pages for machines."""

from practica.content.pages.api import histories, proposals, structure
from practica.content.pages.api.doors import router
from practica.content.pages.api.shapes import out

__all__ = ["histories", "out", "proposals", "router", "structure"]
