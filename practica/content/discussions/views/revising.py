"""Editing a post, its history, deleting and restoring it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.content.discussions import access, actions, queries
from practica.content.discussions.forms import OpeningForm, PostForm, words_of
from practica.content.discussions.models import Post
from practica.content.discussions.views.threads import list_url
from practica.kit.access import Invalid, Stale, demand, door
from practica.kit.http import Request


@door("discussions.edit_post")
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, uid: str) -> HttpResponse:
    """Give a post another text."""
    post = queries.post_or_404(uid, request.user)
    demand(access.can_edit_post(request.user, post), _("You cannot edit this."))
    form = _form(post, request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _show_form(request, post, form, status=200 if request.method == "GET" else 422)
    cleaned = form.cleaned_data
    more = {}
    if post.kind == Post.Kind.OPENING:
        more = {"title": cleaned["title"], "topics": words_of(cleaned["topics"])}
    try:
        actions.edit_post(
            post,
            body=cleaned["body"],
            started_from_edited=cleaned["started_from"],
            actor=request.user,
            **more,
        )
    except Invalid as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return _show_form(request, post, form, status=422)
    except Stale as stale:
        return _show_both(request, stale.current, form)
    return _see(post)


def _form(post: Post, data: Any) -> PostForm:
    initial: dict[str, Any] = {"body": post.body, "started_from": post.version}
    if post.kind != Post.Kind.OPENING:
        return PostForm(data, initial=initial)
    entry = post.thread.entry
    initial |= {"title": entry.title, "topics": ", ".join(topic.label for topic in entry.topics.all())}
    return OpeningForm(data, initial=initial, may_be_empty=post.thread.is_question)


def _show_form(request: Request, post: Post, form: PostForm, *, status: int) -> HttpResponse:
    return render(request, "discussions/posts/edit.html", _about(post) | {"form": form}, status=status)


def _show_both(request: Request, now: Post, form: PostForm) -> HttpResponse:
    """Both texts: what is stored, and what was sent, ready to be saved over it."""
    sent = form.cleaned_data
    fresh = _form(now, {**sent, "started_from": now.version})
    context = _about(now) | {"form": fresh, "differences": queries.difference(now.body, sent["body"])}
    return render(request, "discussions/posts/edit.html", context | {"is_stale": True}, status=409)


@door("discussions.see")
@require_GET
def history(request: Request, uid: str) -> HttpResponse:
    """What a post said before, and what was changed."""
    post = queries.post_or_404(uid, request.user)
    context = _about(post) | {"changes": queries.changes_of(post)}
    return render(request, "discussions/posts/history.html", context)


@door("discussions.delete_post")
@login_required
@require_POST
def delete(request: Request, uid: str) -> HttpResponse:
    """Delete a post, or with its opening the whole thread."""
    post = queries.post_or_404(uid, request.user)
    actions.delete_post(post, actor=request.user)
    if post.kind == Post.Kind.OPENING:
        messages.success(
            request, _("“%(title)s” is in the bin for 30 days.") % {"title": post.thread.entry.title}
        )
        return HttpResponseRedirect(list_url(post.thread))
    return _see(post.parent or post)


@door("discussions.delete_post")
@login_required
@require_POST
def restore(request: Request, uid: str) -> HttpResponse:
    """Bring a deleted post back."""
    post = queries.post_or_404(uid, request.user)
    try:
        actions.restore_post(post, actor=request.user)
    except Invalid as problem:
        messages.warning(request, str(problem))
    return _see(post)


def _about(post: Post) -> dict[str, Any]:
    entry = post.thread.entry
    crumbs = [
        {"label": entry.community.name, "url": entry.community.get_absolute_url()},
        {"label": entry.title, "url": entry.get_absolute_url()},
    ]
    return {
        "post": post,
        "thread": post.thread,
        "entry": entry,
        "community": entry.community,
        "back_url": reverse("discussions:permalink", args=[post.uid]),
        "new_kind": "line",
        "crumbs": crumbs,
    }


def _see(post: Post) -> HttpResponse:
    response = HttpResponseRedirect(reverse("discussions:permalink", args=[post.uid]))
    response.status_code = 303
    return response
