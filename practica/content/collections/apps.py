"""Collections as a Django app."""

from django.apps import AppConfig


class CollectionsConfig(AppConfig):
    """Holds collections, their views and forms."""

    name = "practica.content.collections"
    label = "collections"
