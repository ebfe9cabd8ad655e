"""Communities as a Django app."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Holds communities, memberships and the ways in."""

    name = "practica.core.communities"
    label = "communities"
