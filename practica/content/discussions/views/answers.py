"""Saying which answer helped, and making a page of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from practica.content.discussions import actions, queries
from practica.content.discussions.models import Post
from practica.kit.access import Invalid, door
from practica.kit.http import Request
from practica.kit.returning import wants_part

Act = Callable[..., None]


@door("discussions.vote")
@login_required
@require_POST
def vote(request: Request, uid: str) -> HttpResponse:
    """Say that an answer helped."""
    return _vote(request, uid, actions.vote, has_voted=True)


@door("discussions.vote")
@login_required
@require_POST
def unvote(request: Request, uid: str) -> HttpResponse:
    """Take one's vote back."""
    return _vote(request, uid, actions.unvote, has_voted=False)


@door("discussions.accept")
@login_required
@require_POST
def accept(request: Request, uid: str) -> HttpResponse:
    """Choose the answer that helped."""
    post = queries.post_or_404(uid, request.user)
    actions.accept(post, actor=request.user)
    return _back_to(post)


@door("discussions.accept")
@login_required
@require_POST
def unaccept(request: Request, uid: str) -> HttpResponse:
    """Open the question again."""
    post = queries.post_or_404(uid, request.user)
    actions.unaccept(post, actor=request.user)
    return _back_to(post)


@door("discussions.make_page")
@login_required
@require_POST
def make_page(request: Request, uid: str) -> HttpResponse:
    """Make a page of an accepted answer, and go there."""
    post = queries.post_or_404(uid, request.user)
    try:
        page = actions.make_page(post, actor=request.user)
    except Invalid as problem:
        messages.warning(request, str(problem))
        return _back_to(post)
    messages.success(
        request, _("The answer is a page now. It keeps its author and leads back to the question.")
    )
    return _see(page.get_absolute_url())


def _vote(request: Request, uid: str, act: Act, *, has_voted: bool) -> HttpResponse:
    post = queries.post_or_404(uid, request.user)
    act(post, actor=request.user)
    if wants_part(request):
        post.refresh_from_db(fields=["vote_count"])
        return render(request, "discussions/posts/vote.html", {"post": post, "has_voted": has_voted})
    return _back_to(post)


def _back_to(post: Post) -> HttpResponse:
    return _see(reverse("discussions:permalink", args=[post.uid]))


def _see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
