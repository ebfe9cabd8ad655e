"""What somebody takes along of a long view: its rows on their way to a workbook."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from practica.content.collections.models.collection import View
from practica.core.files.background import MadeForOne
from practica.core.people.models import Person


class Workbook(MadeForOne):
    """The rows of a view as one file, made by the worker for one person, of what she may read. ``settings``
    is how she looked at the view, as views keep it. ``entries`` and ``files`` are the ids of those whose
    words are in it: when she may no longer read one of them, it is not handed out."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="workbooks")
    view = models.ForeignKey(View, on_delete=models.CASCADE, related_name="workbooks")
    settings = models.JSONField(default=dict, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    entries = models.JSONField(default=list)
    files = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["created"], name="workbook_oldest")]

    def __str__(self) -> str:
        return f"{self.view_id} as a workbook"

    def get_absolute_url(self) -> str:
        """Where one waits for it and fetches it."""
        return reverse("collections:workbook", args=[self.uid])
