"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Holds persons, organisations and units."""

    name = "practica.core.people"
    label = "people"

    def ready(self) -> None:
        """Tell the ledger how to find the unit of a person."""
        from practica.core.ledger.actions import units_come_from
        from practica.core.people.queries import units_of

        units_come_from(units_of)
