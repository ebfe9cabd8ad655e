"""Dated statements that an entry is still right."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from practica.core.entries.models.entry import Entry
from practica.core.people.models import Person
from practica.kit.models import Model


class Verification(Model):
    """That ``person`` said ``at`` a moment: this is still right.

    The latest one that was not taken back is kept on the entry too. Whether it still speaks of the text that
    stands is the entry's ``confidence``.
    """

    seen_through = "entry"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="verifications")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # When the text was saved that she had before her: which version it is about, of whatever kind.
    text_of = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["entry", "-at"], name="verification_newest")]

    def __str__(self) -> str:
        return f"{self.entry_id} verified by {self.person_id}"
