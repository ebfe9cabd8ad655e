"""Transfer as a Django app."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """Holds imports and their ledgers."""

    name = "practica.interfaces.transfer"
    label = "transfer"
