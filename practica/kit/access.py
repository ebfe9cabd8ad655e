"""Seeing and changing: how a row is loaded, how a verb is allowed, how a door names its action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

Predicate = Callable[..., bool]
View = TypeVar("View", bound=Callable[..., Any])

_verbs: dict[str, Predicate] = {}


class Refused(PermissionDenied):
    """A verb was refused. Its message is a sentence for the person."""


class Stale(Exception):
    """Somebody else changed the thing meanwhile. Carries what is stored now and, by field, what was sent."""

    def __init__(self, message: str, *, current: Any = None, sent: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.current = current
        self.sent = sent or {}


class Invalid(Exception):
    """What was given cannot be used. The message is a sentence; ``field`` says where it belongs."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def verb(name: str) -> Callable[[Predicate], Predicate]:
    """Register ``can_<verb>(person, thing)`` under ``app.verb``: templates, API and the matrix read it."""

    def register(predicate: Predicate) -> Predicate:
        if _verbs.get(name, predicate) is not predicate:
            raise RuntimeError(f"The verb {name} is registered twice.")
        _verbs[name] = predicate
        predicate.verb = name  # type: ignore[attr-defined]
        return predicate

    return register


def verbs() -> dict[str, Predicate]:
    """Every registered verb with its predicate."""
    return _verbs


def can(name: str, person: Any, thing: Any = None) -> bool:
    """Whether ``person`` may do ``name`` to ``thing``. An unknown name is a programming error."""
    predicate = _verbs[name]
    return predicate(person) if thing is None else predicate(person, thing)


def demand(allowed: bool, message: str = "") -> None:
    """Go on only when ``allowed``; otherwise :class:`Refused` with ``message`` for the person."""
    if not allowed:
        raise Refused(message or _("You cannot do this here."))


def door(name: str) -> Callable[[View], View]:
    """Mark an endpoint with the action it performs: a registered verb, or ``<app>.see`` for reading.

    Start-up fails for a door without one (``kit.checks``).
    """

    def mark(view: View) -> View:
        view.action = name  # type: ignore[attr-defined]
        return view

    return mark


def get_visible_or_404(source: Any, person: Any, **lookup: Any) -> Any:
    """The one row of ``source`` (a model or a queryset) that matches and that ``person`` may see.

    Unseen and missing raise the same :class:`~django.http.Http404`.
    """
    rows: Any = source._default_manager.all() if isinstance(source, type(models.Model)) else source
    try:
        return rows.visible_to(person).get(**lookup)
    except (rows.model.DoesNotExist, ValueError):
        return or_404(None)


def or_404(row: Any) -> Any:
    """``row``, which a query narrowed by ``visible_to`` gave; for None the :class:`~django.http.Http404` of
    :func:`get_visible_or_404`."""
    if row is None:
        raise Http404(_("There is nothing here, or it is not shared with you.")) from None
    return row
