"""Reports of what needs tidying, on a page and as a table to take along."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from practica.content.pages import actions, queries
from practica.content.pages.queries.tidying import MOST_TAKEN, Found, Report
from practica.content.pages.views.loading import load
from practica.core.communities.frame import frame_of
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.entries.models import Link
from practica.kit.access import door
from practica.kit.http import Request
from practica.kit.returning import goes_back
from practica.kit.tables import csv_lines

HELP = {
    Report.BROKEN: gettext_lazy("Open a page to mend its links."),
    Report.ORPHANS: gettext_lazy(
        "No link and no neighbour in the tree leads to these. Link to them, or move them under another."
    ),
    Report.UNLINKED: gettext_lazy("These are found in the tree and by search alone."),
    Report.UNOWNED: gettext_lazy("Nobody keeps these right: their owner left, or there never was one."),
}


@door("pages.see")
@require_GET
def tidy(request: Request, slug: str, show: str = Report.BROKEN) -> HttpResponse | StreamingHttpResponse:
    """What a report finds, with owners; those who can mend it get the way there."""
    community = community_or_404(slug, request.user)
    if show not in Report.values:
        raise Http404(_("There is nothing here, or it is not shared with you."))
    report = Report(show)
    if request.GET.get("as") == "csv":
        return _as_csv(request, community, report)
    found = queries.found_in(community, report, seen_by=request.user)
    counted = queries.counts(community, seen_by=request.user)
    context = frame_of(community, request.user, tab="pages") | {
        "report": report,
        "found": [{"page": one.page, "link": one.link, "wrong": _wrong(one.link)} for one in found],
        "help": HELP[report],
        "count": counted[report.value],
        "reports": [_tab(community, one, report, counted[one.value]) for one in Report],
        "csv_url": f"{_address(community, report)}?as=csv",
    }
    return render(request, "pages/lists/tidy.html", context)


def _tab(community: Community, one: Report, current: Report, count: int) -> dict[str, object]:
    address = _address(community, one)
    return {"label": str(one.label), "url": address, "current": one == current, "count": count}


def _address(community: Community, report: Report) -> str:
    return reverse("pages:tidy", args=[community.slug, report.value])


def _wrong(link: Link | None) -> str:
    if link is None:
        return ""
    if link.kind == "anchor" or link.anchor:
        return _("No such heading")
    return _("No such file") if link.kind == "file" else _("No such page")


def _as_csv(request: Request, community: Community, report: Report) -> StreamingHttpResponse:
    found = queries.found_in(community, report, seen_by=request.user, limit=MOST_TAKEN)
    header = [_("Page"), _("Address"), _("Owner"), _("Changed"), _("Link"), _("What is wrong")]
    answer = StreamingHttpResponse(
        csv_lines(header, _rows(request, found)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{community.slug}-{report.value}.csv"'
    return answer


def _rows(request: Request, found: list[Found]) -> Iterator[list[str]]:
    for one in found:
        entry = one.page.entry
        yield [
            entry.title,
            request.build_absolute_uri(entry.get_absolute_url()),
            entry.owner.name if entry.owner else "",
            entry.changed.date().isoformat(),
            one.link.href if one.link else "",
            _wrong(one.link),
        ]


@door("pages.take_on")
@require_POST
def take_on(request: Request, slug: str, handle: str) -> HttpResponse:
    """Look after this page from now on."""
    page = load(request, handle)
    actions.take_on(page, actor=request.user)
    messages.success(request, _("You look after “%(title)s” now.") % {"title": page.entry.title})
    return goes_back(request, otherwise=page.get_absolute_url())
