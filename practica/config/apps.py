"""The top floor as a Django app: brings every room's declarations in when the house starts."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps

DECLARATIONS = (
    "access",
    "facts",
    "kind",
    "sections",
    "search",
    "quoting",
    "notices",
    "drafts",
    "documents",
    "rows",
    "capture",
    "erasing",
    "listeners",
    "jobs",
)


class ConfigConfig(AppConfig):
    """Finds what each app declares, then lets the collectors read it."""

    name = "practica.config"
    label = "config"

    def ready(self) -> None:
        """Import what rooms declare, then let collectors collect it and the checks look."""
        for room in apps.get_app_configs():
            if room.name.startswith("practica.") and room.name != self.name:
                for module in DECLARATIONS:
                    _bring(f"{room.name}.{module}")
        for room in apps.get_app_configs():
            if room.name.startswith("practica."):
                _bring(f"{room.name}.collect")
        import_module("practica.kit.checks")


def _bring(module: str) -> None:
    if find_spec(module):
        import_module(module)
