"""What somebody puts on paper: a branch of pages on its way to a PDF, a Word document or an archive."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.content.pages.models.pages import Page
from practica.core.people.models import Person
from practica.kit.models import Model, UidField

#: How long a finished one waits to be fetched.
KEPT_FOR = dt.timedelta(days=1)


class Paper(Model):
    """A branch as one file, made by the worker for one person, of what she may read. ``holds`` are the ids of
    the entries whose text is in it: when she may no longer read one of them, it is not handed out."""

    class Form(models.TextChoices):
        PDF = "pdf", _("PDF")
        WORD = "docx", _("Word document")
        MARKDOWN = "zip", _("Markdown and files (zip)")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        WORKING = "working", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not made")

    private_to = "person"

    uid = UidField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="papers")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="papers")
    form = models.CharField(max_length=4, choices=Form.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    language = models.CharField(max_length=12, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    location = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    holds = models.JSONField(default=list)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["created"], name="paper_oldest")]

    def __str__(self) -> str:
        return f"{self.page_id} as {self.form}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (self.State.READY, self.State.FAILED)

    def get_absolute_url(self) -> str:
        """Where one waits for it and fetches it."""
        return reverse("pages:paper", args=[self.uid])
