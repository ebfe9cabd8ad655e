"""One's own settings: profile, colours, security, claims, and the welcome after signing up."""

from __future__ import annotations

from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.core.people import actions
from practica.core.people.forms import AskMeAboutForm, ProfileForm
from practica.core.people.queries import address_to_prove, claimable_by, devices_of
from practica.kit.access import Invalid, door
from practica.kit.contracts import sections
from practica.kit.http import Request


@door("people.edit_profile")
@login_required
@require_http_methods(["GET", "POST"])
def settings(request: Request) -> HttpResponse:
    """What one says about oneself."""
    form = ProfileForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_profile(request.user, actor=request.user, **form.cleaned_data)
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("people:settings"))
    context = {"form": form, "claims": claimable_by(request.user)}
    return render(request, "people/settings.html", context, status=422 if form.errors else 200)


@door("people.edit_profile")
@login_required
@require_POST
def theme(request: Request) -> HttpResponse:
    """Choose light or dark; comes back to where one was."""
    try:
        actions.choose_theme(request.POST.get("theme", ""), actor=request.user)
    except Invalid as problem:
        messages.error(request, str(problem))
    back = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else reverse("people:settings"))


@door("people.edit_profile")
@login_required
@require_GET
def security(request: Request) -> HttpResponse:
    """Password, passkeys, second factor, and where one is signed in."""
    devices = devices_of(request.user, current_key=request.session.session_key)
    return render(request, "people/security.html", {"devices": devices})


@door("people.edit_profile")
@login_required
@require_POST
def end_session(request: Request, name: str) -> HttpResponse:
    """Sign out another device."""
    actions.end_session(name, actor=request.user)
    messages.success(request, _("That device is signed out."))
    return HttpResponseRedirect(reverse("people:security"))


@door("people.edit_profile")
@login_required
@require_POST
def end_other_sessions(request: Request) -> HttpResponse:
    """Sign out everywhere but here."""
    actions.end_other_sessions(keeping=request.session.session_key, actor=request.user)
    messages.success(request, _("All other devices are signed out."))
    return HttpResponseRedirect(reverse("people:security"))


@door("people.claim")
@login_required
@require_POST
def claim(request: Request, uid: str) -> HttpResponse:
    """Take over what one wrote before one had an account."""
    author = next((author for author in claimable_by(request.user) if author.uid == uid), None)
    if author is None:
        raise Http404(_("There is nothing here, or it is not shared with you."))
    actions.claim(author, actor=request.user)
    messages.success(request, _("What %(name)s wrote is yours now.") % {"name": author.name})
    return HttpResponseRedirect(request.user.get_absolute_url())


@door("people.edit_profile")
@login_required
@require_http_methods(["GET", "POST"])
def welcome(request: Request) -> HttpResponse:
    """The first page after signing up: an address to prove, what to ask me about, where to join, what is
    mine already."""
    form = AskMeAboutForm(request.POST or None, initial={"ask_me_about": request.user.ask_me_about})
    if request.method == "POST" and form.is_valid():
        actions.change_profile(request.user, actor=request.user, **form.cleaned_data)
        return HttpResponseRedirect(reverse("people:welcome") if "stay" in request.POST else "/")
    context = {
        "form": form,
        "unproved": address_to_prove(request.user),
        "claims": claimable_by(request.user),
        "sections": sections.sections_of(sections.PERSON_WELCOME, request.user, request.user),
    }
    return render(request, "people/welcome.html", context, status=422 if form.errors else 200)


@door("people.edit_profile")
@login_required
@require_POST
def send_link(request: Request) -> HttpResponse:
    """Send the link that proves an address once more, and say so; or that it is on its way already."""
    address = address_to_prove(request.user)
    # allauth says itself that it was sent, and is silent when it waits some minutes between two letters.
    if address and not send_verification_email_to_address(request, address):
        messages.info(
            request,
            _("The link is on its way already. It can take a few minutes, and may be in the spam folder."),
        )
    return HttpResponseRedirect(reverse("people:welcome"))
