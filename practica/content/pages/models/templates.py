"""Pages others begin with."""

from __future__ import annotations

from django.db import models

from practica.content.pages.models.pages import Page
from practica.kit.models import Model


class PageTemplate(Model):
    """That new pages may begin as a copy of ``page``. ``hint`` says when to take it; ``example`` is a page
    that was begun with it and shows how a good one looks."""

    seen_through = "page__entry"

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="template")
    hint = models.CharField(max_length=200, blank=True)
    example = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"template {self.page_id}"
