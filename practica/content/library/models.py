"""A resource and what members say of it."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.models import Model

KIND = "resource"
MOST_STARS = 5
ICONS = {
    "link": "link", "book": "book", "paper": "page", "course": "course", "video": "play", "tool": "settings",
}  # fmt: skip


class Resource(Model):
    """Something made elsewhere. Its entry says its title, what it is used for (the summary), its language and
    topics."""

    class Form(models.TextChoices):
        LINK = "link", _("Web page")
        BOOK = "book", _("Book")
        PAPER = "paper", _("Article or report")
        COURSE = "course", _("Course")
        VIDEO = "video", _("Video or talk")
        TOOL = "tool", _("Tool")

    seen_through = "entry"

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="resource", primary_key=True)
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.LINK)
    address = models.CharField(max_length=2000, blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    review_count = models.PositiveIntegerField(default=0)
    star_sum = models.PositiveIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    failing_since = models.DateField(null=True)
    is_dead = models.BooleanField(default=False)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["looked_at"], condition=~Q(address=""), name="resource_to_look_at"),
            models.Index(fields=["is_dead"], condition=Q(is_dead=True), name="resource_dead"),
        ]

    def __str__(self) -> str:
        return self.entry.title

    @property
    def icon(self) -> str:
        """The icon of its form."""
        return ICONS[self.form]

    @property
    def stars(self) -> float:
        """What members give it on average, 0 where nobody said anything; one place after the point."""
        return round(self.star_sum / self.review_count, 1) if self.review_count else 0.0

    def get_absolute_url(self) -> str:
        """Where it is read about."""
        return self.entry.get_absolute_url()

    def place(self, name: str, *arguments: Any) -> str:
        """The address of one of the places below its own page (``edit``, ``review``…)."""
        return reverse(f"library:{name}", args=[self.entry.community.slug, self.entry.handle, *arguments])


class Review(Model):
    """What one member says of a resource, in a sentence and up to five stars."""

    seen_through = "resource__entry"

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="reviews")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    stars = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_STARS)])
    sentence = models.CharField(max_length=500)
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "person"], name="one_review_each"),
            models.CheckConstraint(
                condition=Q(stars__gte=1, stars__lte=MOST_STARS), name="one_to_five_stars"
            ),
        ]
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.stars}: {self.sentence}"
