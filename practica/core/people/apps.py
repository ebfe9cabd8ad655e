"""People as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Holds persons, organisations and units."""

    name = "practica.core.people"
    label = "people"

    def ready(self) -> None:
        """Tell the ledger how to find the unit of a person; hear of verified addresses and new devices."""
        from practica.core.ledger.actions import units_come_from
        from practica.core.people.queries import units_of

        units_come_from(units_of)
        import_module("practica.core.people.signals")
