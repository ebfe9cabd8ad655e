"""Organisations and their units."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practica.kit.models import Model, SightQuerySet, UidField


class OrganisationQuerySet(SightQuerySet):
    """Organisations."""

    def visible_to(self, person: Any) -> Self:
        """Colleagues see all organisations, a guest her own."""
        if getattr(person, "is_colleague", False):
            return self.all()
        return self.filter(pk=getattr(person, "organisation_id", None))


class Organisation(Model):
    """A legal body. People of a ``home`` organisation are colleagues, people of others are guests."""

    class Standing(models.TextChoices):
        HOME = "home", _("Home")
        PARTNER = "partner", _("Partner")

    uid = UidField()
    name = models.CharField(max_length=200, unique=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.PARTNER)
    email_domains = models.JSONField(default=list, blank=True)

    objects: ClassVar = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(SightQuerySet):
    """Units."""

    def visible_to(self, person: Any) -> Self:
        """A person sees the units of her own organisation; colleagues see all."""
        return self.filter(organisation__in=Organisation.objects.visible_to(person))


class Unit(Model):
    """A department, team or site within an organisation. Units form a tree."""

    uid = UidField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=80, blank=True)

    objects: ClassVar = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "parent", "name"], name="unit_name_once_per_parent"
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(parent__isnull=True),
                name="unit_name_once_at_top",
            ),
        ]

    def __str__(self) -> str:
        return self.name
