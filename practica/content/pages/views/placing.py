"""Moving a page with one press: dragged, by arrow keys, by the buttons of the move page, and undone again."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from practica.content.pages import actions
from practica.content.pages.actions import Place
from practica.content.pages.models import Page
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.kit.access import Invalid, Refused, door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.returning import goes_back


@door("pages.move")
@require_POST
def place(request: Request, slug: str) -> HttpResponse:
    """Put ``page`` (a uid) ``where`` seen from ``beside``, and offer to take it back.

    The answer leads back to the page one stood on either way: the tree there is true, and a toast says why
    when nothing was moved.
    """
    community = community_or_404(slug, request.user)
    asked = {**request.GET.dict(), **request.POST.dict()}
    page = _page(request, community, asked.get("page", ""))
    beside = _page(request, community, asked["beside"]) if asked.get("beside") else None
    try:
        before = actions.place(page, asked.get("where", ""), beside=beside, actor=request.user)
    except (Invalid, Refused) as problem:
        messages.error(request, str(problem))
    else:
        if "undo" in request.GET:
            messages.success(request, _("“%(title)s” is back in its place.") % {"title": page.entry.title})
        else:
            _tell(request, page, before)
    return goes_back(request, otherwise=reverse("pages:index", args=[community.slug]))


def _tell(request: Request, page: Page, before: Place) -> None:
    undo = {"page": page.entry.uid, "where": before.where, "beside": before.beside, "undo": 1}
    address = reverse("pages:place", args=[page.entry.community.slug])
    now = Page.objects.visible_to(request.user).select_related("parent__entry").get(pk=page.pk)
    if now.parent is not None and now.parent_id != page.parent_id:
        words = _("“%(title)s” stands below “%(parent)s” now.")
        said = words % {"title": page.entry.title, "parent": now.parent.entry.title}
    else:
        said = _("“%(title)s” is moved.") % {"title": page.entry.title}
    messages.success(request, said, extra_tags=f"{address}?{urlencode(undo)}")


def _page(request: Request, community: Community, uid: str) -> Page:
    rows = Page.objects.visible_to(request.user).of(community).with_entry()
    found: Page = get_visible_or_404(rows, request.user, entry__uid=uid)
    return found
