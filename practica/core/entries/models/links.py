"""Links between entries, and the other names they answer to."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from practica.core.communities.models import Community
from practica.core.entries.models.entry import Entry
from practica.kit.models import Model, SightQuerySet


class LinkQuerySet(SightQuerySet):
    """Links between entries."""

    def visible_to(self, person: Any) -> Self:
        """Those whose source ``person`` may see."""
        return self.filter(Entry.objects.all().sight_of(person, prefix="source__"))

    def broken(self) -> Self:
        """Those that lead nowhere."""
        return self.filter(is_broken=True)


class Link(Model):
    """That the text of ``source`` links somewhere; to ``target`` when it is an entry. Kept on save."""

    source = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Entry, null=True, on_delete=models.SET_NULL, related_name="links_in")
    kind = models.CharField(max_length=10)
    href = models.CharField(max_length=2000)
    anchor = models.CharField(max_length=200, blank=True)
    is_broken = models.BooleanField(default=False)

    objects: ClassVar = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["source"], condition=Q(is_broken=True), name="link_broken")]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.href}"


class Alias(Model):
    """Another name an entry answers to in its community: a path it was imported from, a title it had."""

    seen_through = "entry"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="aliases")
    path = models.CharField(max_length=500)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "path"], name="alias_once_per_community")]

    def __str__(self) -> str:
        return self.path
