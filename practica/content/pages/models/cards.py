"""What places elsewhere are called, to which texts lead in cards."""

from __future__ import annotations

import hashlib

from django.db import models

from practica.kit.models import Model


class Card(Model):
    """One address and what the page there says it is called. Rows nobody has looked at are yet to be asked.

    An answer of the open network and nobody's secret; it is shown only where the address itself is written.
    """

    INTERNAL = True

    # An index of addresses would be larger than the table.
    digest = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=2000)
    title = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300, blank=True)
    looked_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.title or self.address


def digest_of(address: str) -> str:
    """By which the card of ``address`` is found."""
    return hashlib.sha256(address.encode(errors="replace")).hexdigest()
