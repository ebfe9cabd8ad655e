"""What keeps documents live, for the apps that own them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from practica.content.coediting import actions, queries
from practica.content.coediting.people import face_of
from practica.kit.contracts import documents

OFF = "off"


class Live:
    """See :class:`practica.kit.contracts.documents.LiveEditing`."""

    def address_of(self, entry: Any, *, person: Any, request: Any) -> documents.LiveAddress | None:
        """Where ``person`` edits ``entry``; None for visitors, and where no process listens."""
        place = place_of(request)
        if place is None or person.pk is None or documents.document_of(entry.kind) is None:
            return None
        url, source = place
        live = queries.document(entry.pk)
        face = face_of(person)
        return documents.LiveAddress(
            url=f"{url}/doc",
            room=entry.uid,
            generation=live.generation if live else "",
            name=face["name"],
            hue=face["hue"],
            person=face["person"],
            csp_source=source,
        )

    def save(
        self,
        entry: Any,
        *,
        save: Callable[[documents.LiveText], int],
        update: bytes,
        generation: str,
        actor: Any,
    ) -> int:
        """Save what is live."""
        return actions.save(entry, save=save, update=update, generation=generation, actor=actor)


def place_of(request: Any) -> tuple[str, str] | None:
    """The address of the sockets as the browser of ``request`` reaches them, and what a content policy has to
    allow for it; None where there are none.

    Beside the site when it is reached in the clear (a port of its own), behind ``/live`` of the same address
    when it is not: there a proxy stands in front.
    """
    given = settings.LIVE_URL
    if given == OFF:
        return None
    scheme = "wss" if request.is_secure() else "ws"
    if given.startswith(("ws://", "wss://")):
        parts = urlsplit(given)
        return given.rstrip("/"), f"{parts.scheme}://{parts.netloc}"
    if given or scheme == "wss":
        path = "/" + (given or "/live").strip("/")
        # Not every browser takes 'self' for sockets too.
        return f"{scheme}://{request.get_host()}{path}", f"{scheme}://{request.get_host()}"
    if not settings.LIVE_PORT:
        return None
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    name = f"[{host}]" if ":" in host else host
    return f"ws://{name}:{settings.LIVE_PORT}", f"ws://{name}:{settings.LIVE_PORT}"


documents.provide(Live())
