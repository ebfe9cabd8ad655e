"""My tokens: see, make, withdraw."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from practica.interfaces.api import actions
from practica.interfaces.api.forms import TokenForm
from practica.interfaces.api.models import SCOPES, Token
from practica.kit.access import Invalid, door, get_visible_or_404
from practica.kit.http import Request


@door("api.hold_tokens")
@login_required
@require_http_methods(["GET", "POST"])
def index(request: Request) -> HttpResponse:
    """My tokens, and a form for another. A new one's secret is shown on the answer to the form only."""
    form, secret, status = TokenForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _token, secret = actions.make_token(actor=request.user, **form.cleaned_data)
                form, status = TokenForm(), 201
            except Invalid as problem:
                form.add_error(problem.field or None, str(problem))
    tokens = Token.objects.visible_to(request.user).order_by("-created")
    context = {
        "tokens": [(t, [SCOPES[s] for s in t.scopes if s in SCOPES]) for t in tokens],
        "form": form,
        "secret": secret,
    }
    response = render(request, "api/tokens.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@door("api.hold_tokens")
@login_required
@require_POST
def withdraw(request: Request, uid: str) -> HttpResponse:
    """Make a token useless."""
    actions.withdraw_token(get_visible_or_404(Token, request.user, uid=uid), actor=request.user)
    return HttpResponseRedirect(reverse("tokens:index"))
