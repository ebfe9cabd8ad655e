"""Hits that people opened, and what each person chose about that."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.models import Model

#: Characters of a question that are kept.
QUESTION_LENGTH = 200


class SearchClick(Model):
    """One hit that somebody opened, and what was shown beside it.

    ``asker`` is a hash that nobody can make again after the day; ``person`` is set only where the site and
    she herself want her name. ``question`` is folded (see ``shown.fold``), ``key`` its digest. ``shown``
    holds ``[uid, said, meant, is demoted]`` for each hit of the page in order, the numbers in thousandths or
    null; ``first`` is the place of the first of them, ``position`` that of the one opened, both counted from
    1. ``covered`` is null where words alone decided.
    """

    INTERNAL = True

    asker = models.CharField(max_length=40)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=QUESTION_LENGTH)
    key = models.CharField(max_length=32)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    first = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField()
    covered = models.FloatField(null=True)
    shown = models.JSONField(default=list)
    helpful = models.BooleanField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "search_click"
        constraints = [models.UniqueConstraint(fields=["asker", "key", "entry"], name="click_once_a_day")]
        indexes = [models.Index(fields=["at"], name="search_click_age")]

    def __str__(self) -> str:
        return f"{self.question}: place {self.position}"


class ClickChoice(Model):
    """What a person chose about the hits she opens. No row means: without her name."""

    class Keep(models.TextChoices):
        WITHOUT_NAME = "without_name", _("Keep them without my name")
        BY_NAME = "by_name", _("Keep them with my name")
        NEVER = "never", _("Never keep them")

    private_to = "person"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="click_choice")
    keep = models.CharField(max_length=12, choices=Keep.choices, default=Keep.WITHOUT_NAME)

    class Meta:
        db_table = "search_click_choice"

    def __str__(self) -> str:
        return f"{self.person_id}: {self.keep}"


class ClickSalt(Model):
    """The secret of one day, from which the hashes of that day are made. Thrown away when the day is over."""

    INTERNAL = True

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    class Meta:
        db_table = "search_click_salt"

    def __str__(self) -> str:
        return str(self.day)
