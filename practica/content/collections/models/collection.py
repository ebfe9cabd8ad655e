"""A collection and its views."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType
from practica.kit.addresses import address
from practica.kit.models import Model, SightQuerySet, UidField

COLLECTION = "collection"
NAME_LENGTH = 80


class CollectionQuerySet(SightQuerySet):
    """Collections, in words of lists."""

    def of(self, community: Community | int) -> Self:
        """Those of one community that are out."""
        return self.filter(entry__community=community, entry__state=Entry.State.PUBLISHED)

    def by_title(self) -> Self:
        """As a list shows them."""
        return self.order_by("entry__title", "pk")

    def with_entry(self) -> Self:
        """Joined with what every page of it needs."""
        return self.select_related("entry__community", "entry__author", "type")


class Collection(Model):
    """The entries of one type in a community, to be looked at together. ``brought``: how many rows somebody
    brought in at once lately, which feeds say in one line."""

    seen_through = "entry"

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="collection")
    type = models.ForeignKey(KnowledgeType, on_delete=models.PROTECT, related_name="collections")
    brought = models.PositiveIntegerField(default=0, db_default=0)
    brought_at = models.DateTimeField(null=True, blank=True)
    brought_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar = CollectionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.entry.title

    @property
    def community(self) -> Community:
        """Where it belongs."""
        return self.entry.community

    def address(self, name: str, *arguments: Any) -> str:
        """The address of one of its doors: ``show``, ``view``, ``settings``, …"""
        return address(f"collections:{name}", self.entry.community.slug, self.entry.handle, *arguments)

    def get_absolute_url(self) -> str:
        """Where it is looked at."""
        return self.entry.get_absolute_url()


class View(Model):
    """One saved way to look at a collection. ``settings`` is read by ``asked.saved`` alone.

    ``link_hash`` is set while anybody with the link may read it: the hash of the link's secret.
    """

    class Shape(models.TextChoices):
        TABLE = "table", _("Table")
        BOARD = "board", _("Board")
        CALENDAR = "calendar", _("Calendar")
        GALLERY = "gallery", _("Gallery")
        LIST = "list", _("List")

    seen_through = "collection__entry"

    uid = UidField()
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=NAME_LENGTH)
    shape = models.CharField(max_length=8, choices=Shape.choices, default=Shape.TABLE)
    settings = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    link_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)  # noqa: DJ001 - unique
    link_made = models.DateTimeField(null=True, blank=True)
    link_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["collection", "position"], name="view_order")]

    def __str__(self) -> str:
        return self.name
