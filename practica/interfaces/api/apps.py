"""The API as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Holds personal tokens."""

    name = "practica.interfaces.api"
    label = "api"
