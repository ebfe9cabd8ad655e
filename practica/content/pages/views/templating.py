"""Pages others begin with: the list of them, and how a page becomes one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from practica.content.pages import access, actions, queries
from practica.content.pages.forms import parent_choices
from practica.content.pages.models import Page
from practica.content.pages.views.loading import crumbs, load, sent_on
from practica.core.communities.frame import frame_of
from practica.core.communities.queries import community_or_404
from practica.kit.access import Invalid, demand, door
from practica.kit.http import Request


@door("pages.see")
@require_GET
def index(request: Request, slug: str) -> HttpResponse:
    """The templates of a community, with when to take each and an example."""
    community = community_or_404(slug, request.user)
    context = frame_of(community, request.user, tab="pages") | {
        "templates": queries.templates_of(community, seen_by=request.user)
    }
    return render(request, "pages/lists/templates.html", context)


@door("pages.make_template")
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: Request, slug: str, handle: str) -> HttpResponse:
    """Let others begin with this page, say when to take it, or offer it no more."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "template"):
        return elsewhere
    demand(access.can_make_template(request.user, page), _("Only leads choose templates."))
    kept = queries.template_of(page)
    hint, example = kept.hint if kept else "", kept.example.entry.uid if kept and kept.example else ""
    problem = ""
    if request.method == "POST":
        if "drop" in request.POST:
            actions.drop_template(page, actor=request.user)
            messages.success(request, _("“%(title)s” is no template any more.") % {"title": page.entry.title})
            return HttpResponseRedirect(page.get_absolute_url(), status=303)
        hint, example = request.POST.get("hint", ""), request.POST.get("example", "")
        try:
            actions.make_template(
                page, hint=hint, example=_example(request, page, example), actor=request.user
            )
        except Invalid as invalid:
            problem = str(invalid)
        else:
            messages.success(
                request, _("New pages can begin with “%(title)s”.") % {"title": page.entry.title}
            )
            address = reverse("pages:templates", args=[page.entry.community.slug])
            return HttpResponseRedirect(address, status=303)
    pages = queries.parents_for(page.entry.community, seen_by=request.user)
    others = parent_choices([one for one in pages if one.pk != page.pk])[1:]
    context = {
        "page": page,
        "community": page.entry.community,
        "kept": kept,
        "hint": hint,
        "example": example,
        "pages": [("", _("No example yet")), *others],
        "problem": problem,
        "crumbs": crumbs(request, page, _("Template")),
    }
    return render(request, "pages/tree/template.html", context, status=422 if problem else 200)


def _example(request: Request, page: Page, uid: str) -> Page | None:
    if not uid:
        return None
    found: Page | None = (
        Page.objects.visible_to(request.user).of(page.community).filter(entry__uid=uid).first()
    )
    if found is None:
        raise Invalid(_("The example is another page of this community."), field="example")
    return found
