"""Forms that collect rows, and what was sent through them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.content.collections.models.collection import NAME_LENGTH, Collection
from practica.core.entries.models import TITLE_LENGTH, Entry
from practica.core.people.models import Person
from practica.kit.models import Model, UidField

REASON_LENGTH = 300


class RowForm(Model):
    """Questions whose answers become a row. ``asks`` names the fields in order; the title is always asked."""

    class Who(models.TextChoices):
        MEMBERS = "members", _("Members: what they send is a row at once")
        SIGNED_IN = "signed_in", _("Everyone signed in who sees this: the core group takes it in")
        ANYONE = "anyone", _("Anyone with the link, without an account: the core group takes it in")

    seen_through = "collection__entry"

    uid = UidField()
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="forms")
    name = models.CharField(max_length=NAME_LENGTH)
    intro = models.TextField(max_length=1000, blank=True)
    thanks = models.CharField(max_length=300, blank=True)
    asks = models.JSONField(default=list, blank=True)
    who = models.CharField(max_length=9, choices=Who.choices, default=Who.MEMBERS)
    is_open = models.BooleanField(default=True)
    link_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)  # noqa: DJ001 - unique
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created", "pk"]

    def __str__(self) -> str:
        return self.name


class Submission(Model):
    """What one person sent. ``values`` are JSON by field name, cleaned when they came and when taken in.

    ``name`` is how somebody without an account wants to be named beside the row; ``contact`` is for those who
    decide. ``reason`` is why it was not taken.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("Taken in")
        REFUSED = "refused", _("Not taken")

    # Who sees the collection does not see what strangers sent: only those who decide do (queries.waiting).
    INTERNAL = True

    uid = UidField()
    form = models.ForeignKey(RowForm, on_delete=models.CASCADE, related_name="submissions")
    title = models.CharField(max_length=TITLE_LENGTH)
    values = models.JSONField(default=dict, blank=True)
    sender = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH, blank=True, default="", db_default="")
    contact = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True, default="", db_default="")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    row = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sent = models.DateTimeField(default=timezone.now)
    decided = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["form", "state", "-sent"], name="submission_queue")]

    def __str__(self) -> str:
        return self.title
