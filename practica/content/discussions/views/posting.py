"""Writing in a thread: answers, replies, comments, and how a text will look."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from practica.content.discussions import actions, queries, text
from practica.content.discussions.models import Post
from practica.content.discussions.views.threads import show
from practica.core.communities.queries import community_or_404
from practica.kit.access import Invalid, door
from practica.kit.http import Request


@door("discussions.answer")
@login_required
@require_POST
def post(request: Request, uid: str) -> HttpResponse:
    """Answer a question, or reply in a discussion."""
    thread, mine = queries.thread_or_404(uid, request.user)
    body = request.POST.get("body", "")
    act = actions.answer if thread.is_question else actions.reply
    try:
        written = act(thread, body=body, actor=request.user)
    except Invalid as problem:
        return show(request, thread, mine, typed=body, problem=str(problem), status=422)
    return _see(written)


@door("discussions.comment")
@login_required
@require_POST
def comment(request: Request, uid: str) -> HttpResponse:
    """Comment on a post."""
    parent = queries.post_or_404(uid, request.user)
    body = request.POST.get("body", "")
    try:
        written = actions.comment(parent, body=body, actor=request.user)
    except Invalid as problem:
        thread, mine = queries.thread_or_404(parent.thread.entry.uid, request.user)
        return show(
            request, thread, mine, typed=body, problem=str(problem), commented_on=parent.uid, status=422
        )
    return _see(written)


@door("discussions.keep_draft")
@login_required
@require_POST
def preview(request: Request, slug: str) -> HttpResponse:
    """What a text will look like."""
    community = community_or_404(slug, request.user)
    try:
        return HttpResponse(
            text.preview(request.POST.get("body", ""), community=community, seen_by=request.user)
        )
    except Invalid as problem:
        return HttpResponse(str(problem), status=422, content_type="text/plain; charset=utf-8")


def _see(post: Post) -> HttpResponse:
    response = HttpResponseRedirect(reverse("discussions:permalink", args=[post.uid]))
    response.status_code = 303
    return response
