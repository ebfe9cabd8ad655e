"""Files for programs."""

from practica.core.files.api.routes import router

__all__ = ["router"]
