"""Writing together: what the edit page tells the editor, and saving what several people wrote."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from practica.content.pages import access, actions
from practica.content.pages.forms import PageForm
from practica.content.pages.models import Page
from practica.content.pages.words import editor_words
from practica.core.communities.models import Community
from practica.core.files.actions.arriving import SMALL
from practica.core.files.space import most_bytes
from practica.kit.access import Invalid
from practica.kit.contracts import documents
from practica.kit.http import Request

# What the hidden field says before the editor knows the generation.
NEW = "new"
# What the editor asks, by the name it has there.
_DOORS = {
    **{name: name for name in ("complete", "convert", "maths", "link", "card", "embed", "attach")},
    "begin": "begin_attaching",
}


# Who may only suggest a change has her own words read and written, and is told nothing else.
_SUGGESTING = ("convert", "maths")


def editor_context(
    request: Request, community: Community, page: Page | None, *, alone: bool
) -> dict[str, Any]:
    """What ``<k-editor>`` needs. ``alone`` is a text of one's own: a draft, a new page, both texts at once.

    Where pages are reviewed everyone writes a change of her own, which waits for approval.
    """
    asked = f"?page={page.entry.uid}" if page else ""
    live = None
    if page is not None and not alone and not access.is_reviewed(page):
        live = documents.live_address_of(page.entry, person=request.user, request=request)
    doors = {
        name: reverse(f"pages:{address}", args=[community.slug]) + asked
        for name, address in _DOORS.items()
        if page is None or name in _SUGGESTING or access.can_edit(request.user, page)
    }
    return {
        "doors": doors,
        "live": live,
        "limits": {"most": most_bytes(), "small": SMALL},
        "editor_words": json.dumps(editor_words(), ensure_ascii=False),
    }


def allow_line(response: HttpResponse, live: documents.LiveAddress | None) -> None:
    """Let this one page connect to where its text is live."""
    if live is not None and live.csp_source:
        response._csp_update = {"connect-src": [live.csp_source]}  # type: ignore[attr-defined]


def must_load_whole(request: Request, live: documents.LiveAddress | None) -> bool:
    """Whether a boosted visit has to become a whole one: the page one comes from may not connect to where
    the text is live, and a document keeps the policy it was loaded with."""
    return bool(live and live.csp_source and request.method == "GET" and "HX-Request" in request.headers)


def load_whole(request: Request) -> HttpResponse:
    """Ask the browser to come to this address by itself."""
    response = HttpResponse(headers={"HX-Redirect": request.get_full_path(), "Cache-Control": "no-store"})
    patch_vary_headers(response, ["HX-Request"])
    return response


def save_together(request: Request, page: Page, form: PageForm) -> Page:
    """Save what is live, with the title, topics and reason of who pressed Save.

    Raises Invalid for a text that cannot be taken, Stale when the live text is another by now.
    """
    given = form.cleaned_data
    saved: list[Page] = []

    def save(text: documents.LiveText) -> int:
        saved.append(
            actions.save(
                page,
                title=given["title"],
                body=text.markdown,
                started_from=text.base_version,
                reason=given["reason"],
                significance=form.how_much(),
                topics=form.topic_labels(),
                contributors=text.writers,
                actor=request.user,
            )
        )
        return saved[-1].version

    generation = request.POST.get("live", "")
    documents.save_live(
        page.entry,
        save=save,
        update=_unsent(request),
        generation="" if generation == NEW else generation,
        actor=request.user,
    )
    return saved[-1]


def _unsent(request: Request) -> bytes:
    """The whole document of a browser whose line was down, or nothing."""
    try:
        return base64.b64decode(request.POST.get("update", ""), validate=True)
    except (ValueError, binascii.Error) as problem:
        raise Invalid(_("This text could not be read."), field="body") from problem
