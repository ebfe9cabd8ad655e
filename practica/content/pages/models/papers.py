"""What somebody puts on paper: a branch of pages on its way to a PDF, a Word document or an archive."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from practica.content.pages.models.pages import Page
from practica.core.files.background import MadeForOne
from practica.core.people.models import Person


class Paper(MadeForOne):
    """A branch as one file, made by the worker for one person, of what she may read. ``holds`` are the ids of
    the entries whose text is in it: when she may no longer read one of them, it is not handed out."""

    class Form(models.TextChoices):
        PDF = "pdf", _("PDF")
        WORD = "docx", _("Word document")
        MARKDOWN = "zip", _("Markdown and files (zip)")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="papers")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="papers")
    form = models.CharField(max_length=4, choices=Form.choices)
    holds = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["created"], name="paper_oldest")]

    def __str__(self) -> str:
        return f"{self.page_id} as {self.form}"

    def get_absolute_url(self) -> str:
        """Where one waits for it and fetches it."""
        return reverse("pages:paper", args=[self.uid])
