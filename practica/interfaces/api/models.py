"""Personal tokens. Only a hash of the secret is kept."""

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
