"""Forms found by their link, and what waits for a lead."""

from __future__ import annotations

import hashlib
from typing import Any

from practica.content.collections.access import can_moderate, can_send_by_link
from practica.content.collections.models import Collection, RowForm, Submission

MOST_SHOWN = 100


def form_by_link(secret: str, *, person: Any) -> RowForm | None:
    """The form whose link has this secret, while it is open; None for any other."""
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    rows = RowForm.objects.filter(link_hash=hashed)
    form = rows.select_related("collection__entry__community", "collection__type").first()
    return form if form is not None and can_send_by_link(person, form) else None


def waiting_in(collection: Collection, *, seen_by: Any) -> list[Submission]:
    """What waits to be taken in, oldest first; nothing for those who do not decide."""
    if not can_moderate(seen_by, collection):
        return []
    rows = Submission.objects.filter(form__collection=collection, state=Submission.State.WAITING)
    return list(rows.select_related("form", "sender").order_by("sent", "pk")[:MOST_SHOWN])


def waiting_one(collection: Collection, uid: str, *, seen_by: Any) -> Submission | None:
    """One that was sent, for those who decide."""
    if not can_moderate(seen_by, collection):
        return None
    rows = Submission.objects.filter(form__collection=collection, uid=uid)
    return rows.select_related("form__collection__entry__community", "form__collection__type").first()
