"""How every view of this room finds its collection, view and form."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from practica.content.collections import queries
from practica.content.collections.models import Collection, RowForm, View
from practica.kit.access import get_visible_or_404, or_404
from practica.kit.http import Request
from practica.kit.models import UID_LENGTH


def load(request: Request, handle: str) -> Collection:
    """The collection a handle names, for those who see it. Raises Http404 for everyone else."""
    found: Collection = or_404(queries.collection_to_show(handle[-UID_LENGTH:], seen_by=request.user))
    return found


def load_view(collection: Collection, uid: str = "") -> View:
    """The view with ``uid`` of a loaded collection; without one its first. Raises Http404."""
    views = list(collection.views.all())
    found: View = or_404(next((one for one in views if not uid or one.uid == uid), None))
    # What is known of it already is not asked for again.
    found.collection = collection
    return found


def load_form(request: Request, collection: Collection, uid: str) -> RowForm:
    """The form with ``uid`` of a loaded collection. Raises Http404."""
    found: RowForm = get_visible_or_404(RowForm, request.user, uid=uid, collection=collection)
    found.collection = collection
    return found


def sent_on(request: Request, collection: Collection, name: str, *arguments: Any) -> HttpResponse | None:
    """A lasting redirect when the collection has another name than the address of ``request`` says."""
    address = collection.address(name, *arguments)
    if request.method not in ("GET", "HEAD") or request.path == address:
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def crumbs(collection: Collection, *here: str) -> list[dict[str, str]]:
    """The way to ``collection`` from its community, ending with ``here`` or itself."""
    community = collection.entry.community
    from_tab = reverse("collections:index", args=[community.slug])
    way = [
        {"label": community.name, "url": community.get_absolute_url()},
        {"label": str(collection.entry.look.plural), "url": from_tab},
        {"label": collection.entry.title, "url": collection.get_absolute_url()},
    ]
    return way + [{"label": label, "url": ""} for label in here]


def is_ours(url: str) -> bool:
    """Whether an address to go back to is a path of this site."""
    return url.startswith("/") and not url.startswith(("//", "/\\"))
