"""Co-editing as a Django app."""

from django.apps import AppConfig


class CoeditingConfig(AppConfig):
    """Holds live documents and their updates."""

    name = "practica.content.coediting"
    label = "coediting"
