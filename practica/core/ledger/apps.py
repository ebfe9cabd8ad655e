"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Holds the rows of what happened."""

    name = "practica.core.ledger"
    label = "ledger"
