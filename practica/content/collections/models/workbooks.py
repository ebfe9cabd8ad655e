"""What somebody takes along of a long view: its rows on their way to a workbook."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.content.collections.models.collection import View
from practica.core.people.models import Person
from practica.kit.models import Model, UidField

#: How long a finished one waits to be fetched.
KEPT_FOR = dt.timedelta(days=1)


class Workbook(Model):
    """The rows of a view as one file, made by the worker for one person, of what she may read. ``settings``
    is how she looked at the view, as views keep it. ``entries`` and ``files`` are the ids of those whose
    words are in it: when she may no longer read one of them, it is not handed out."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        WORKING = "working", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not made")

    private_to = "person"

    uid = UidField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="workbooks")
    view = models.ForeignKey(View, on_delete=models.CASCADE, related_name="workbooks")
    settings = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    language = models.CharField(max_length=12, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    location = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    entries = models.JSONField(default=list)
    files = models.JSONField(default=list)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["created"], name="workbook_oldest")]

    def __str__(self) -> str:
        return f"{self.view_id} as a workbook"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (self.State.READY, self.State.FAILED)

    def get_absolute_url(self) -> str:
        """Where one waits for it and fetches it."""
        return reverse("collections:workbook", args=[self.uid])
