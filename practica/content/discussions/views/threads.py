"""Reading a thread."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from practica.content.discussions import actions, queries
from practica.content.discussions.models import DISCUSSION, QUESTION, Post, Thread
from practica.content.discussions.views.following import follow_choices
from practica.content.discussions.views.rows import rows_of
from practica.core.communities.access import role_in
from practica.core.communities.models import Community
from practica.core.entries.queries import topics_of
from practica.core.entries.verified import verified_one
from practica.kit.access import door
from practica.kit.addresses import address
from practica.kit.http import Request
from practica.kit.models import UID_LENGTH
from practica.kit.returning import goes_back


@door("discussions.see")
@require_GET
def question(request: Request, slug: str, handle: str) -> HttpResponse:
    """A question with its answers."""
    return _read(request, handle, QUESTION)


@door("discussions.see")
@require_GET
def discussion(request: Request, slug: str, handle: str) -> HttpResponse:
    """A discussion with its replies."""
    return _read(request, handle, DISCUSSION)


@door("discussions.see")
@require_GET
def permalink(request: Request, uid: str) -> HttpResponse:
    """Lead to where a post stands, on the right stretch of a long thread."""
    post = queries.post_or_404(uid, request.user)
    its_own = post.thread.get_absolute_url()
    top = post.parent or post
    if top.kind == Post.Kind.OPENING:
        return HttpResponseRedirect(f"{its_own}#{post.anchor}")
    stretch = f"?post={top.uid}" if post.thread.answer_count > queries.PAGE and not top.is_accepted else ""
    return HttpResponseRedirect(f"{its_own}{stretch}#{post.anchor}")


@door("discussions.lock")
@login_required
@require_POST
def lock(request: Request, uid: str) -> HttpResponse:
    """Close a thread for new posts."""
    thread, _mine = queries.thread_or_404(uid, request.user)
    actions.lock(thread, actor=request.user)
    return goes_back(request, otherwise=thread.get_absolute_url())


@door("discussions.lock")
@login_required
@require_POST
def unlock(request: Request, uid: str) -> HttpResponse:
    """Open a thread for new posts again."""
    thread, _mine = queries.thread_or_404(uid, request.user)
    actions.unlock(thread, actor=request.user)
    return goes_back(request, otherwise=thread.get_absolute_url())


def _read(request: Request, handle: str, kind: str) -> HttpResponse:
    thread, mine = queries.thread_or_404(handle[-UID_LENGTH:], request.user, kind=kind)
    its_own = thread.get_absolute_url()
    if request.path != its_own:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{its_own}?{query}" if query else its_own)
    return show(request, thread, mine)


def show(
    request: Request,
    thread: Thread,
    mine: queries.Mine,
    *,
    typed: str = "",
    problem: str = "",
    commented_on: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a thread. After a refused post, ``typed`` and ``problem`` stand in the composer, or in the
    comment form of the post ``commented_on``."""
    commented_on = commented_on or request.GET.get("comment", "")
    page = queries.page_of(
        thread,
        seen_by=request.user,
        mark=mine.mark,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        at=request.GET.get("post", "") or commented_on_stretch(thread, commented_on),
    )
    # An address may name a post that is not on this stretch: then nobody comments.
    commented_on = next((one.post.uid for one in page.shown if one.post.uid == commented_on), "")
    faces, took_part = queries.people_in(thread, page)
    community = thread.entry.community
    context = {
        "thread": thread,
        "entry": thread.entry,
        "community": community,
        "page": page,
        "rows": rows_of(page, request.user, commented_on=commented_on),
        "mine": mine,
        "topics": topics_of(thread.entry),
        "verified": verified_one(thread.entry, person=request.user),
        "faces": faces,
        "took_part": took_part,
        "readers": queries.readers_of(thread),
        "follow_choices": follow_choices(thread, mine.level),
        "role": role_in(request.user, community.pk),
        "joins_openly": community.joining == Community.Joining.OPEN,
        "asks_to_join": community.joining == Community.Joining.REQUEST,
        "typed": typed or mine.draft if not commented_on else mine.draft,
        "problem": "" if commented_on else problem,
        "commented_on": commented_on,
        "comment_typed": typed if problem else "",
        "comment_problem": problem,
        "new_kind": "line",
        "list_url": list_url(thread),
        **_crumbs(thread),
    }
    return render(request, "discussions/threads/show.html", context, status=status)


def commented_on_stretch(thread: Thread, uid: str) -> str:
    """On a long thread, the post whose comment was refused begins the stretch shown."""
    return uid if uid and thread.answer_count > queries.PAGE else ""


def list_url(thread: Thread) -> str:
    """The list it stands in."""
    name = "discussions:questions" if thread.is_question else "discussions:discussions"
    return address(name, thread.entry.community.slug)


def _crumbs(thread: Thread) -> dict[str, Any]:
    community = thread.entry.community
    return {
        "crumbs": [
            {"label": community.name, "url": community.get_absolute_url()},
            {"label": thread.entry.look.plural, "url": list_url(thread)},
        ]
    }
