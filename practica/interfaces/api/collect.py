"""Brings every app's ``api.py`` under one roof, and refuses an operation without an action."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register

import practica
from practica.interfaces.api.auth import bearer
from practica.interfaces.api.describing import HouseApi
from practica.interfaces.api.errors import speak
from practica.interfaces.api.parsing import CarefulParser
from practica.interfaces.api.repeating import once
from practica.kit.access import verbs

api = HouseApi(
    title="Practica",
    version=practica.__version__,
    description="Communities of practice and their knowledge. Send a personal token as "
    "`Authorization: Bearer prc_…`; without one you see what is public.",
    auth=bearer,
    parser=CarefulParser(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    servers=[{"url": "/"}],
)
speak(api)
api.add_decorator(once(api), mode="view")
for room in apps.get_app_configs():
    if room.name.startswith("practica.") and find_spec(f"{room.name}.api"):
        module = import_module(f"{room.name}.api")
        if hasattr(module, "router"):
            api.add_router("", module.router)


def operations() -> Iterator[tuple[str, Any]]:
    """Every (method and path, function) of the API."""
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield f"{'/'.join(operation.methods)} {prefix}{path}", operation.view_func


@register(Tags.urls)
def every_operation_names_an_action(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    """The same rule as for pages."""
    problems: list[CheckMessage] = []
    for where, function in operations():
        action = getattr(function, "action", "")
        if not action or not (action.endswith(".see") or action in verbs()):
            problems.append(Error(f"The API operation {where} names no known action.", id="practica.E005"))
    return problems
