"""Entries as a Django app."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """Holds entries and what attaches to them."""

    name = "practica.core.entries"
    label = "entries"
