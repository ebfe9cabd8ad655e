"""Files that are made in the background for one person, who fetches them within a day."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.kit.models import Model, UidField

#: How long a finished one waits to be fetched.
KEPT_FOR = dt.timedelta(days=1)


class MadeForOne(Model):
    """Abstract: a file on its way, or there. Who stands on it adds ``person``, what the file is made of, and
    the ids of all whose words are in it: when she may no longer read one of them, it is not handed out."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        WORKING = "working", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not made")

    private_to = "person"

    uid = UidField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    language = models.CharField(max_length=12, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    location = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (self.State.READY, self.State.FAILED)
