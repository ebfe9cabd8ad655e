"""Hits that were opened: a script tells of them, and each person chooses whether that is kept."""

from __future__ import annotations

from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.kit.access import Invalid, door
from practica.kit.http import Request
from practica.kit.returning import goes_back
from practica.reach.search.judging import clicks, shown
from practica.reach.search.judging.forms import ClicksForm

_HELPFUL = {"yes": True, "no": False}


@door("search.open")
@login_required
@require_POST
def opened(request: Request) -> HttpResponse:
    """Keep that a hit was opened, and with ``helpful`` what was said of it. A script hears nothing."""
    position = request.POST.get("position", "")
    if not (position.isascii() and position.isdecimal() and len(position) < 6):
        raise Invalid(_("That is no hit of yours."), field="position")
    clicks.record_click(
        request.POST.get("shown", ""),
        position=int(position),
        helpful=_HELPFUL.get(request.POST.get("helpful", "")),
        actor=request.user,
    )
    return goes_back(request, otherwise=reverse("search:results"))


@door("search.open")
@login_required
@require_http_methods(["GET", "POST"])
def choose(request: Request) -> HttpResponse:
    """What search may learn from what one opens."""
    form = ClicksForm(request.POST or None, chosen=clicks.chosen_by(request.user))
    if request.method == "POST" and form.is_valid():
        clicks.choose(form.cleaned_data["keep"], actor=request.user)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("search:clicks"))
    context = {
        "form": form,
        "is_off": shown.setting() == shown.OFF,
        "days": site.SEARCH_CLICKS_DAYS,
        "by_name": clicks.kept_by_name(request.user),
    }
    return render(request, "search/clicks.html", context, status=422 if form.errors else 200)
