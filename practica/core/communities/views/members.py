"""Members of a community: the list, joining and leaving, roles."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.core.communities import access, actions
from practica.core.communities.forms import RoleForm
from practica.core.communities.frame import frame_of
from practica.core.communities.models import Membership, Role
from practica.core.communities.queries import PAGE, community_or_404, members_page
from practica.core.people.paging import page_number, pager
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request


@door("communities.see")
@require_GET
def show_all(request: Request, slug: str) -> HttpResponse:
    """Who belongs here, leads first; only people the reader may see."""
    community = community_or_404(slug, request.user)
    name, page = request.GET.get("q", "").strip()[:120], page_number(request)
    rows, total = members_page(community, seen_by=request.user, name=name, page=page)
    context = frame_of(community, request.user, tab="members") | {"members": rows, "q": name}
    return render(
        request,
        "communities/members.html",
        context | pager(request, page=page, total=total, size=PAGE),
    )


@door("communities.join")
@login_required
@require_POST
def join(request: Request, slug: str) -> HttpResponse:
    """Become a member of an open community; ``next`` leads back to what one wanted to do there."""
    community = community_or_404(slug, request.user)
    actions.join(community, actor=request.user)
    messages.success(request, _("You joined %(name)s.") % {"name": community.name})
    back = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(back if ours else community.get_absolute_url())


@door("communities.leave")
@login_required
@require_http_methods(["GET", "POST"])
def leave(request: Request, slug: str) -> HttpResponse:
    """Ask once more, then leave."""
    community = community_or_404(slug, request.user)
    problem = ""
    if request.method == "POST":
        try:
            actions.leave(community, actor=request.user)
        except Invalid as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("You left %(name)s.") % {"name": community.name})
            return HttpResponseRedirect(reverse("communities:directory"))
    context = frame_of(community, request.user, tab="members") | {"problem": problem}
    return render(request, "communities/leave.html", context, status=422 if problem else 200)


@door("communities.lead")
@login_required
@require_GET
def show(request: Request, slug: str, handle: str) -> HttpResponse:
    """One member, for those who give roles or remove."""
    return _page(request, _membership(request, slug, handle))


@door("communities.edit")
@login_required
@require_POST
def give_role(request: Request, slug: str, handle: str) -> HttpResponse:
    """Let a member act as somebody else."""
    membership = _membership(request, slug, handle)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, problem=_("There is no such role."))
    try:
        actions.give_role(membership, form.cleaned_data["role"], actor=request.user)
    except Invalid as problem:
        return _page(request, membership, problem=str(problem))
    role = Role(membership.role).label
    messages.success(request, _("%(name)s is %(role)s now.") % {"name": membership.person.name, "role": role})
    return HttpResponseRedirect(reverse("communities:members", args=[membership.community.slug]))


@door("communities.lead")
@login_required
@require_POST
def remove(request: Request, slug: str, handle: str) -> HttpResponse:
    """Take a membership away."""
    membership = _membership(request, slug, handle)
    try:
        actions.remove(membership, actor=request.user)
    except Invalid as problem:
        return _page(request, membership, problem=str(problem))
    messages.success(request, _("%(name)s is no member any more.") % {"name": membership.person.name})
    return HttpResponseRedirect(reverse("communities:members", args=[membership.community.slug]))


def _membership(request: Request, slug: str, handle: str) -> Membership:
    community = community_or_404(slug, request.user)
    rows = Membership.objects.select_related("person__organisation", "community").active()
    found: Membership = get_visible_or_404(rows, request.user, community=community, person__handle=handle)
    return found


def _page(request: Request, membership: Membership, *, problem: str = "") -> HttpResponse:
    community = membership.community
    demand(access.can_lead(request.user, community), _("Only leads look after members."))
    context = frame_of(community, request.user, tab="members") | {
        "membership": membership,
        "roles": Role.choices,
        "problem": problem,
    }
    return render(request, "communities/member.html", context, status=422 if problem else 200)
