"""The cover of a community."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from practica.core.communities.frame import frame_of
from practica.core.communities.queries import community_or_404
from practica.core.files import access, actions
from practica.core.files.forms import CoverForm
from practica.kit.access import Invalid, demand, door
from practica.kit.http import Request


@door("files.cover")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: Request, slug: str) -> HttpResponse:
    """Give the community a picture, or its contour lines again; show it above its pages, or not."""
    community = community_or_404(slug, request.user)
    demand(access.can_cover(request.user, community), _("Only a coordinator changes the cover."))
    form = CoverForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"on_pages": community.cover_on_pages},
        has_picture=bool(community.cover_url),
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            if said["file"]:
                actions.give_cover(community, said["file"], name=said["file"].name, actor=request.user)
            lines_again = said.get("lines_again", False) and not said["file"]
            actions.set_cover(
                community, on_pages=said["on_pages"], with_picture=not lines_again, actor=request.user
            )
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(community.get_absolute_url(), status=303)
    context: dict[str, Any] = frame_of(community, request.user, tab="settings") | {"form": form}
    return render(request, "files/library/cover.html", context, status=422 if form.errors else 200)
