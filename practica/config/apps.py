"""The top floor as a Django app: brings every room's declarations in when the house starts."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps

DECLARATIONS = ("access", "facts", "kind", "search", "notices", "listeners", "jobs")


class ConfigConfig(AppConfig):
    """Finds each app's access, facts, kind, search, notices, listeners and jobs."""

    name = "practica.config"
    label = "config"

    def ready(self) -> None:
        """Import what rooms declare, then let the checks look."""
        for room in apps.get_app_configs():
            if room.name.startswith("practica.") and room.name != self.name:
                for module in DECLARATIONS:
                    if find_spec(f"{room.name}.{module}"):
                        import_module(f"{room.name}.{module}")
        import_module("practica.kit.checks")
