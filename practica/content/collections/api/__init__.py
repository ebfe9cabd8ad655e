"""Collections for machines: their views, the rows a view shows, cells written one by one or many at once."""

from practica.content.collections.api import rows  # its doors stand on the same router
from practica.content.collections.api.doors import router

__all__ = ["router", "rows"]
