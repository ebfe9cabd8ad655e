"""The ground floor as a Django app, so that its checks run."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Holds no rows; its checks guard the house."""

    name = "practica.kit"
    label = "kit"
