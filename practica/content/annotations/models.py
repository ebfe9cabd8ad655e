"""What was said about a passage, and what was replied."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.markup import SafeHtml
from practica.kit.models import Model, SightQuerySet, UidField

LONGEST_QUOTE = 1000
CONTEXT = 60


class AnnotationQuerySet(SightQuerySet):
    """Annotations, in words of their list."""

    def visible_to(self, person: Any) -> Self:
        """Those of entries ``person`` sees."""
        return self.filter(Entry.objects.all().sight_of(person, prefix="entry__"))

    def open(self) -> Self:
        """Those nobody has settled."""
        return self.filter(resolved_at__isnull=True)

    def in_text_order(self) -> Self:
        """As their passages stand in the text; those without a passage last."""
        return self.order_by("is_gone", "place", "pk")


class Annotation(Model):
    """What somebody says about a passage. ``quote`` is the passage as it was then; ``exact``, ``prefix`` and
    ``suffix`` find it in the text as it is now, ``place`` is where (characters of the text without its line
    breaks)."""

    seen_through = "entry"

    uid = UidField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="annotations")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    quote = models.CharField(max_length=LONGEST_QUOTE)
    exact = models.CharField(max_length=LONGEST_QUOTE * 2)
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)
    place = models.PositiveIntegerField(default=0)
    is_gone = models.BooleanField(default=False)
    body = models.TextField()
    html = models.TextField()
    created = models.DateTimeField(default=timezone.now)
    reply_count = models.PositiveIntegerField(default=0)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar = AnnotationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["entry", "resolved_at", "is_gone", "place"], name="annotation_in_text")
        ]

    def __str__(self) -> str:
        return f"on {self.entry_id}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it."""
        return self.resolved_at is None

    @property
    def shown(self) -> SafeHtml:
        """What was said, for a template."""
        return SafeHtml(self.html)

    @property
    def anchor(self) -> str:
        """The fragment that jumps to it."""
        return f"comment-{self.uid}"

    def get_absolute_url(self) -> str:
        """Where it is read beside the text."""
        return f"{self.entry.get_absolute_url()}#{self.anchor}"


class Reply(Model):
    """An answer in the talk about a passage."""

    seen_through = "annotation__entry"

    uid = UidField()
    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField()
    html = models.TextField()
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["annotation", "created"], name="reply_in_order")]

    def __str__(self) -> str:
        return f"to {self.annotation_id}"

    @property
    def shown(self) -> SafeHtml:
        """What was replied, for a template."""
        return SafeHtml(self.html)
