"""The catalogue of resources as a Django app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Holds resources and what members say of them."""

    name = "practica.content.library"
    label = "library"
