"""The web frame as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Holds no rows: home, the shell, what a person picks up again."""

    name = "practica.interfaces.web"
    label = "web"
