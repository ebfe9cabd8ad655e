"""Tables as a Django app."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    """Holds imports of tables into collections, and their ledgers."""

    name = "practica.interfaces.transfer.tables"
    label = "tables"
