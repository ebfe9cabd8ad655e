"""What comes by mail: the page of choices, and the button a mail's last line leads to."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from practica.kit.access import door
from practica.kit.http import Request
from practica.reach.notifications import queries
from practica.reach.notifications.actions import reading
from practica.reach.notifications.forms import MailForm
from practica.reach.notifications.letters import person_of_token


@door("notifications.keep")
@login_required
@require_http_methods(["GET", "POST"])
def choose(request: Request) -> HttpResponse:
    """Mail at once, or none."""
    chosen = queries.mail_choice(request.user) or "at_once"
    form = MailForm(request.POST or None, initial={"mail": chosen})
    if request.method == "POST" and form.is_valid():
        reading.choose_mail(form.cleaned_data["mail"], actor=request.user)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("notifications:choices"))
    context = {"form": form, "address": request.user.email}
    return render(request, "notifications/choices/choose.html", context, status=422 if form.errors else 200)


@door("notifications.mute_by_mail")
@require_http_methods(["GET", "POST"])
def stop(request: Request, token: str) -> HttpResponse:
    """No more mail, by a link that needs no signing in. Opening it changes nothing; the button does."""
    person = person_of_token(token)
    if person is None:
        raise Http404(_("There is nothing here, or it is not shared with you."))
    if request.method == "POST":
        reading.stop_mail(person)
    return render(request, "notifications/choices/stop.html", {"done": request.method == "POST"})
