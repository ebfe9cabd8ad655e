"""Inviting people, and coming in by an invitation."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.core.communities import access, actions
from practica.core.communities.forms import InviteForm
from practica.core.communities.frame import frame_of
from practica.core.communities.invited import sentence_of
from practica.core.communities.models import Community, Invitation
from practica.core.communities.queries import (
    community_or_404,
    invitation_by_token,
    invitations_for,
    invitations_of,
)
from practica.core.people import invited
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request


@door("communities.invite")
@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def show_all(request: Request, slug: str) -> HttpResponse:
    """Invite by mail or make a link, and see what became of earlier ones. A link is shown this once."""
    community = community_or_404(slug, request.user)
    demand(access.can_invite(request.user, community), _("You cannot invite people here."))
    may_edit = access.can_edit(request.user, community)
    form = InviteForm(request.POST or None, may_edit=may_edit)
    link = ""
    if request.method == "POST" and form.is_valid():
        try:
            link = _invite(request, community, form)
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
        else:
            if not link:
                return HttpResponseRedirect(reverse("communities:invitations", args=[community.slug]))
            form = InviteForm(may_edit=may_edit)
    context = frame_of(community, request.user, tab="invitations") | {
        "form": form,
        "link": link,
        "invitations": invitations_of(community, seen_by=request.user),
    }
    return render(request, "communities/invitations.html", context, status=422 if form.errors else 200)


def _invite(request: Request, community: Community, form: InviteForm) -> str:
    """Invite as the form says; answer the link when one was made."""
    given = form.cleaned_data
    common = {"role": given["role"] or "member", "message": given["message"], "actor": request.user}
    if given["emails"]:
        sent = actions.invite_all(community, emails=given["emails"], **common)
        messages.success(request, _("Invitations on their way: %(number)d.") % {"number": sent})
        return ""
    _one, token = actions.invite(community, max_uses=given["max_uses"] or 1, **common)
    return settings.SITE_URL + reverse("communities:come_in", args=[token])


@door("communities.invite")
@login_required
@require_POST
def withdraw(request: Request, slug: str, uid: str) -> HttpResponse:
    """Make an invitation useless."""
    community = community_or_404(slug, request.user)
    rows = Invitation.objects.select_related("community").filter(community=community)
    actions.withdraw_invitation(get_visible_or_404(rows, request.user, uid=uid), actor=request.user)
    messages.success(request, _("The invitation does not work any more."))
    return HttpResponseRedirect(reverse("communities:invitations", args=[community.slug]))


@door("communities.accept_invitation")
@require_http_methods(["GET", "POST"])
@never_cache
def come_in(request: Request, token: str) -> HttpResponse:
    """What somebody holding an invitation sees: who invites to what, and the way in."""
    invitation = invitation_by_token(token)
    if invitation is None:
        return render(request, "communities/come_in.html", {"invitation": None}, status=404)
    problem = ""
    if request.method == "POST":
        if not request.user.is_authenticated:
            return _to_the_door(request, token)
        try:
            actions.accept_invitation(token, actor=request.user)
        except Invalid as refusal:
            problem = str(refusal)
        else:
            return HttpResponseRedirect(invitation.community.get_absolute_url())
    inside = access.role_in(request.user, invitation.community_id) is not None
    context = {
        "invitation": invitation,
        "community": invitation.community,
        "sentence": sentence_of(invitation),
        "problem": problem,
        "inside": inside,
    }
    return render(request, "communities/come_in.html", context, status=422 if problem else 200)


def _to_the_door(request: Request, token: str) -> HttpResponse:
    """Keep the invitation for the sign-up that follows, and come back here after it."""
    invited.keep(request, token)
    actions.note_invitation_seen(token)
    name = "account_signup" if request.POST.get("to") == "sign-up" else "account_login"
    return HttpResponseRedirect(f"{reverse(name)}?next={reverse('communities:come_in', args=[token])}")


@door("communities.accept_invitation")
@login_required
@require_GET
def mine(request: Request) -> HttpResponse:
    """Invitations to one's own verified addresses."""
    return render(request, "communities/my_invitations.html", {"invitations": invitations_for(request.user)})


@door("communities.accept_invitation")
@login_required
@require_POST
def accept_mine(request: Request, uid: str) -> HttpResponse:
    """Come in by an invitation to one's own verified address, without its link."""
    invitation = next((i for i in invitations_for(request.user) if i.uid == uid), None)
    if invitation is None:
        raise Http404(_("There is nothing here, or it is not shared with you."))
    actions.accept_own_invitation(invitation, actor=request.user)
    return HttpResponseRedirect(invitation.community.get_absolute_url())
