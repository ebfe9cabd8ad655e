"""How every view of this room finds its page, and sends people on from an address the page had before."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect

from practica.content.pages.models import Page
from practica.content.pages.queries import page_to_read, way_to
from practica.core.entries.models import Entry
from practica.kit.access import or_404
from practica.kit.http import Request
from practica.kit.models import UID_LENGTH


def load(request: Request, handle: str) -> Page:
    """The page a handle names, for those who see it. Raises Http404 for everyone else."""
    page: Page = or_404(page_to_read(handle[-UID_LENGTH:], request.user))
    return page


def sent_on(request: Request, page: Page, name: str, *arguments: Any) -> HttpResponse | None:
    """A lasting redirect when page or community have another name than the address of ``request`` says.

    Only for reading: a form posted to an old address still does its work.
    """
    address = page.address(name, *arguments)
    if request.method not in ("GET", "HEAD") or request.path == address:
        return None
    query = request.META.get("QUERY_STRING", "")
    answer = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    # Pages move between communities, and back: a browser that kept both ways would go round for ever.
    answer["Cache-Control"] = "no-cache"
    return answer


def crumbs(request: Request, page: Page, *here: str) -> list[dict[str, str]]:
    """The way to ``page`` from its community, ending with ``here`` or the page itself."""
    above = way_to(page, seen_by=request.user)
    for entry in above:
        entry.community = page.entry.community
    return crumbs_from(page, above, *here)


def crumbs_from(page: Page, above: list[Entry], *here: str) -> list[dict[str, str]]:
    """As :func:`crumbs`, when the entries above are known."""
    community = page.entry.community
    way = [{"label": community.name, "url": community.get_absolute_url()}]
    way += [{"label": entry.title, "url": entry.get_absolute_url()} for entry in above]
    way.append({"label": page.entry.title, "url": page.get_absolute_url()})
    return way + [{"label": label, "url": ""} for label in here]
