"""Search as a Django app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Holds what search has to remember."""

    name = "practica.reach.search"
    label = "search"
