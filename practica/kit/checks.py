"""What must hold before the house opens: every model has a rule of sight, every door names an action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from practica.kit.access import verbs
from practica.kit.models import Model, SightQuerySet

HOUSE = "practica."


@register(Tags.models)
def every_model_says_who_sees_it(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a model of the house that says nothing about sight."""
    problems: list[CheckMessage] = []
    for model in apps.get_models():
        if not model.__module__.startswith(HOUSE):
            continue
        manager = model._default_manager
        own_rule = hasattr(manager, "visible_to") and _overrides_sight(manager)
        stated = any(getattr(model, name, None) for name in ("seen_through", "private_to", "INTERNAL"))
        if not (own_rule or stated):
            problems.append(
                Error(f"{model.__name__} does not say who sees its rows.", obj=model, id="practica.E001")
            )
        elif not issubclass(model, Model) and not own_rule and not getattr(model, "INTERNAL", False):
            problems.append(
                Error(f"{model.__name__} does not stand on kit.models.", obj=model, id="practica.E002")
            )
    return problems


def _overrides_sight(manager: Any) -> bool:
    queryset = getattr(manager, "_queryset_class", None)
    return queryset is not None and queryset.visible_to is not SightQuerySet.visible_to


@register(Tags.urls)
def every_door_names_an_action(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a view of the house without an action, or with one nobody registered."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    problems: list[CheckMessage] = []
    known = verbs()
    for route, view in doors():
        action = getattr(view, "action", None)
        if action is None:
            problems.append(Error(f"The door /{route} names no action.", id="practica.E003"))
        elif not action.endswith(".see") and action not in known:
            problems.append(
                Error(f"The door /{route} names {action}, which nobody registered.", id="practica.E004")
            )
    return problems


def doors() -> Iterator[tuple[str, Any]]:
    """Every (route, view) of the house's own code."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        elif isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith(HOUSE):
            yield route, pattern.callback
