"""The inbox: what waits, what was read, what is done."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from practica.kit.access import door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.returning import goes_back
from practica.reach.notifications import queries
from practica.reach.notifications.actions import reading
from practica.reach.notifications.models import Notice

TAB_WORDS = {"unread": _("Unread"), "all": _("All"), "done": _("Done")}


@door("notifications.keep")
@login_required
@require_GET
def show(request: Request) -> HttpResponse:
    """What waits for the reader, one row per thing; opening a row reads it."""
    wanted = request.GET.get("show", "")
    tab = wanted if wanted in queries.TABS else "all"
    rows, following = queries.inbox(request.user, tab=tab, before=request.GET.get("before", ""))
    context = {
        "rows": rows,
        "tab": tab,
        "tabs": _tabs(tab),
        "newest": rows[0].uid if rows else "",
        "older_url": _address(tab, before=following) if following else "",
    }
    return render(request, "notifications/inbox/show.html", context)


def _tabs(current: str) -> list[dict[str, Any]]:
    return [
        {"label": TAB_WORDS[tab], "url": _address(tab), "current": tab == current}
        for tab in ("all", "unread", "done")
    ]


def _address(tab: str, **query: str) -> str:
    wanted = ({} if tab == "all" else {"show": tab}) | query
    return reverse("notifications:inbox") + (f"?{urlencode(wanted)}" if wanted else "")


@door("notifications.keep")
@login_required
@require_POST
def read_and_open(request: Request, uid: str) -> HttpResponse:
    """Read one that leads elsewhere than to an entry, and go there."""
    notice = _notice(request, uid)
    reading.read(notice, actor=request.user)
    answer = HttpResponseRedirect(notice.get_absolute_url() or reverse("notifications:inbox"))
    answer.status_code = 303
    return answer


@door("notifications.keep")
@login_required
@require_POST
def read(request: Request, uid: str) -> HttpResponse:
    """Mark one as read."""
    reading.read(_notice(request, uid), actor=request.user)
    return _back(request)


@door("notifications.keep")
@login_required
@require_POST
def unread(request: Request, uid: str) -> HttpResponse:
    """Let one wait again."""
    reading.unread(_notice(request, uid), actor=request.user)
    return _back(request)


@door("notifications.keep")
@login_required
@require_POST
def put_away(request: Request, uid: str) -> HttpResponse:
    """Done with one."""
    reading.put_away(_notice(request, uid), actor=request.user)
    return _back(request)


@door("notifications.keep")
@login_required
@require_POST
def put_all_away(request: Request) -> HttpResponse:
    """Done with all that stood there when the page was made."""
    newest = request.POST.get("until", "")
    until = get_visible_or_404(Notice, request.user, uid=newest) if newest else None
    reading.put_all_away(until=until, actor=request.user)
    return _back(request)


def _notice(request: Request, uid: str) -> Notice:
    rows = Notice.objects.visible_to(request.user).select_related("entry__community", "community")
    return get_visible_or_404(rows, request.user, uid=uid)


def _back(request: Request) -> HttpResponse:
    return goes_back(request, otherwise=reverse("notifications:inbox"))
