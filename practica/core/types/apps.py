"""Knowledge types as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as registry
from django.db.models.signals import post_migrate


class TypesConfig(AppConfig):
    """Holds types, their fields and the values of entries."""

    name = "practica.core.types"
    label = "types"

    def ready(self) -> None:
        """Bring the shipped types whenever tables have been made or changed."""
        post_migrate.connect(_bring_shipped, sender=self)


def _bring_shipped(apps: Any = registry, plan: Any = (), **_: Any) -> None:
    # Emptying all tables says so, too, and names neither apps nor a plan.
    from practica.core.types.shipped import bring_shipped

    tables = {model._meta.db_table for model in apps.get_models()}
    backwards = any(undone for _migration, undone in plan)
    if "types_value" in tables and not backwards:
        bring_shipped()
