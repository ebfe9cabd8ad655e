"""Sessions that know their person."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone

from practica.core.people.models.people import Person
from practica.kit.models import Model, SightQuerySet


class Session(AbstractBaseSession, Model):
    """A signed-in browser. It names its person so that both load in one query."""

    private_to = "person"

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")
    seen = models.DateTimeField(default=timezone.now)
    device = models.CharField(max_length=200, blank=True)

    objects: ClassVar = BaseSessionManager.from_queryset(SightQuerySet)()  # type: ignore[assignment]

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        db_table = "people_session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The store that reads and writes these rows, by the setting that names it."""
        return import_module(settings.SESSION_ENGINE).SessionStore
