"""Personal tokens, of which only a hash is kept, and answers kept for who asks the same again."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.people.models import Person
from practica.kit.models import Model, UidField

SCOPES = {
    "read": _("Read what I can read"),
    "write": _("Write pages, questions and answers, start and join communities"),
    "import": _("Import and undo imports"),
}


class Token(Model):
    """A key of one person, with scopes and a last day."""

    private_to = "person"

    uid = UidField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=16)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class KeptAnswer(Model):
    """What was answered to a request with an ``Idempotency-Key``: sending it again does nothing twice.

    ``fingerprint`` tells the same request from another one that uses the key by mistake.
    """

    private_to = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    created = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return f"{self.key} of {self.person_id}"
