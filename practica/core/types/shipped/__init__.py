"""The types the software comes with, brought whenever its tables are made or changed."""

from practica.core.types.shipped.bringing import bring_shipped

__all__ = ["bring_shipped"]
