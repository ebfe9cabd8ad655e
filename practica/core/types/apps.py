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

    backwards = any(undone for _migration, undone in plan)
    if not backwards and _is_of_today(apps):
        bring_shipped()


def _is_of_today(apps: Any) -> bool:
    """Whether the tables are those of this version: half way of an upgrade they may lack a column."""
    known = {model._meta.db_table: model for model in apps.get_models()}
    for now in registry.get_app_config("types").get_models():
        then = known.get(now._meta.db_table)
        if then is None or _columns(then) != _columns(now):
            return False
    return True


def _columns(model: Any) -> set[str]:
    return {field.column for field in model._meta.concrete_fields}
