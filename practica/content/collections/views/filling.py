"""Filling in a form: as somebody with an account, or by its link as anybody."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from practica.content.collections import access, actions, queries
from practica.content.collections.actions.asking import asked_fields
from practica.content.collections.answers import TRAP, AnswersForm, is_trapped
from practica.content.collections.models import RowForm, Submission
from practica.content.collections.views.loading import crumbs, load, load_form
from practica.kit.access import Invalid, demand, door, or_404
from practica.kit.http import Request

MOST_BYTES = 64 * 1024
MOST_AN_HOUR = 20
HOUR = 3600


@door("collections.send")
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """A form found by its collection."""
    collection = load(request, handle)
    form = load_form(request, collection, uid)
    demand(access.can_send(request.user, form), _("This form is closed, or not for you."))
    context = {
        "collection": collection,
        "community": collection.entry.community,
        "back": collection.get_absolute_url(),
        "crumbs": crumbs(collection, form.name),
    }
    return _filled(request, form, context, by_link=False)


@door("collections.send_by_link")
@require_http_methods(["GET", "HEAD", "POST"])
def fill_by_link(request: Request, token: str) -> HttpResponse:
    """A form found by its link: whoever holds it may send, and the core group takes it in."""
    form: RowForm = or_404(queries.form_by_link(token, person=request.user))
    return _filled(request, form, {}, by_link=True)


def _filled(request: Request, form: RowForm, context: dict[str, Any], *, by_link: bool) -> HttpResponse:
    sent = request.method == "POST"
    fields = asked_fields(form)
    questions = AnswersForm(
        request.POST if sent else None, fields=fields, is_stranger=by_link and request.user.pk is None
    )
    problem, status = "", 200
    if sent and (problem := _too_much(request)):
        status = 429
    elif sent and is_trapped(request.POST):
        # A program filled in what nobody sees: it is thanked and forgotten.
        return _page(request, form, questions, context, by_link=by_link, is_sent=True)
    elif sent and questions.is_valid():
        try:
            made = actions.send(
                form,
                title=questions.cleaned_data["title"],
                values=questions.answers(),
                name=questions.cleaned_data.get("sender_name", ""),
                contact=questions.cleaned_data.get("contact", ""),
                by_link=by_link,
                actor=request.user,
            )
            _count(request)
            if isinstance(made, Submission):
                return _page(request, form, questions, context, by_link=by_link, is_sent=True)
            return HttpResponseRedirect(made.get_absolute_url())
        except Invalid as refused:
            named = questions.asked.get(refused.field, refused.field)
            questions.add_error(named if named in questions.fields else None, str(refused))
    if sent and not problem:
        status = 422
    return _page(request, form, questions, context, by_link=by_link, problem=problem, status=status)


def _page(
    request: Request,
    form: RowForm,
    questions: AnswersForm,
    context: dict[str, Any],
    *,
    by_link: bool,
    problem: str = "",
    is_sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    told = {"row_form": form, "form": questions, "trap": TRAP, "problem": problem, "is_sent": is_sent}
    template = "collections/forms/open.html" if by_link else "collections/forms/fill.html"
    response = render(request, template, context | told, status=status)
    if by_link:
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
    return response


def _too_much(request: Request) -> str:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _("That is more than a form takes: 64 KB.")
    if int(cache.get(_key(request)) or 0) >= MOST_AN_HOUR:
        return _("That was a lot in one hour. Go on in a while; what you typed is still here.")
    return ""


def _count(request: Request) -> None:
    key = _key(request)
    cache.add(key, 0, HOUR)
    try:
        cache.incr(key)
    except ValueError:  # the cache dropped it this moment
        return


def _key(request: Request) -> str:
    who = f"person:{request.user.pk}" if request.user.pk else f"from:{get_adapter().get_client_ip(request)}"
    return f"collections:sent:{who}"
