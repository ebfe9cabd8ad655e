"""A type of knowledge and its fields."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from practica.core.communities.models import Community
from practica.kit.models import Model, SightQuerySet, UidField

ARTICLE = "article"
NAME_LENGTH = 40
#: Grows when formulas and summaries come to something else by a new version: what is kept is worked out anew.
RULES = 1


class TypeQuerySet(SightQuerySet):
    """Types, in words of menus and settings."""

    def visible_to(self, person: Any) -> Self:
        """Those of the site, and those of communities ``person`` sees."""
        return self.filter(
            Q(community__isnull=True) | Q(community__in=Community.objects.visible_to(person).values("pk"))
        )

    def usable_in(self, community: Community) -> Self:
        """Those a new entry of ``community`` can have."""
        return self.filter(Q(community__isnull=True) | Q(community=community), is_retired=False)

    def in_menu_order(self) -> Self:
        """As menus show them: by place, then by name."""
        return self.order_by("position", "label", "pk")


class KnowledgeType(Model):
    """What sort of knowledge an entry holds, for the whole site or for one community.

    ``shipped`` types came with the software; their words go through the translations, so that one nobody has
    changed speaks the reader's language. ``version`` counts changes of the type, for forms opened before one.
    """

    uid = UidField()
    community = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.CASCADE, related_name="types"
    )
    name = models.SlugField(max_length=NAME_LENGTH)
    label = models.CharField(max_length=80)
    sentence = models.CharField(max_length=200, blank=True)
    icon = models.CharField(max_length=20, default="page")
    hue = models.CharField(max_length=10, default="page")
    template = models.TextField(blank=True)
    example = models.TextField(blank=True)
    checklist = models.JSONField(default=list, blank=True)
    needs_review = models.BooleanField(default=False)
    review_days = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=1000)
    is_retired = models.BooleanField(default=False)
    shipped = models.BooleanField(default=False)
    # Kept, not counted: a reader of an entry whose type has no fields asks nothing.
    field_count = models.PositiveIntegerField(default=0)
    # By which rules what its entries reckon was worked out; 0: by those before 1.
    reckoned_by = models.PositiveSmallIntegerField(default=RULES, db_default=0)
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(default=timezone.now)

    objects: ClassVar = TypeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(community__isnull=True), name="one_type_per_name"
            ),
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(community__isnull=False),
                name="one_type_per_name_of_community",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return self.words("label")

    @property
    def about(self) -> str:
        """What it is for, in one sentence."""
        return self.words("sentence")

    @property
    def is_article(self) -> bool:
        """Whether it is the plain page every site has."""
        return self.name == ARTICLE and self.community_id is None

    @property
    def points(self) -> list[str]:
        """What makes a good one, point by point."""
        return [gettext(point) if self.shipped and point else point for point in self.checklist]

    def words(self, column: str) -> str:
        """A text of the type, translated when it came with the software and nobody has changed it."""
        text: str = getattr(self, column)
        return gettext(text) if self.shipped and text else text

    def get_absolute_url(self) -> str:
        """Its settings."""
        return reverse("types:show", args=[self.uid])


class FieldQuerySet(SightQuerySet):
    """Fields of types."""

    def current(self) -> Self:
        """Without those that were removed."""
        return self.filter(removed__isnull=True)

    def in_order(self) -> Self:
        """As people put them."""
        return self.order_by("position", "pk")


class Field(Model):
    """One question a type asks of its entries.

    ``name`` is what machines and formulas call it and never changes; ``options`` holds what only some kinds
    know: ``choices`` (``key``, ``label``) and ``former`` ones, ``unit``, ``decimals``, ``types`` (uids a
    relation may lead to), ``many``, ``formula``, ``rollup``.

    A field that changes its kind is removed and a new one of the same name takes its place (``replaced_by``);
    its values stay, so that it can be brought back. ``to_convert`` counts what a job has still to take over.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        LONG = "long", _("Long text")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")
        MOMENT = "moment", _("Date and time")
        CHOICE = "choice", _("Choice")
        CHOICES = "choices", _("Several choices")
        YESNO = "yesno", _("Yes or no")
        PEOPLE = "people", _("People")
        RELATION = "relation", _("Link to pages")
        FILE = "file", _("File")
        LINK = "link", _("Web address")
        FORMULA = "formula", _("Formula")
        ROLLUP = "rollup", _("Summary of linked pages")

    seen_through = "type"

    uid = UidField()
    type = models.ForeignKey(KnowledgeType, on_delete=models.CASCADE, related_name="fields")
    name = models.SlugField(max_length=NAME_LENGTH)
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TEXT)
    position = models.PositiveIntegerField(default=0)
    is_required = models.BooleanField(default=False)
    help = models.CharField(max_length=200, blank=True)
    options = models.JSONField(default=dict, blank=True)
    default = models.JSONField(null=True, blank=True)
    removed = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    to_convert = models.PositiveIntegerField(default=0)

    objects: ClassVar = FieldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["type", "name"], condition=Q(removed__isnull=True), name="one_field_per_name"
            )
        ]
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_computed(self) -> bool:
        """Whether the house works it out itself; nobody types it."""
        return self.kind in (self.Kind.FORMULA, self.Kind.ROLLUP)

    @property
    def title(self) -> str:
        """Its name in the reader's language. A word nobody has translated stays as it is."""
        return gettext(self.label)

    @property
    def hint(self) -> str:
        """What to write in it."""
        return gettext(self.help) if self.help else ""

    @property
    def choices(self) -> list[dict[str, str]]:
        """The options of a choice, ``key`` and ``label`` each, in order."""
        found: list[dict[str, str]] = self.options.get("choices", [])
        return found

    @property
    def former_choices(self) -> list[dict[str, str]]:
        """Options that are offered no more and still have their words where they were chosen."""
        found: list[dict[str, str]] = self.options.get("former", [])
        return found
