"""Questions and discussions for programs."""

from practica.content.discussions.api.routes import router

__all__ = ["router"]
