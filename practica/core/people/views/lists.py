"""Bringing people from a list: upload, look, bring in, take back the lines that were left out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Case, Count, IntegerField, Value, When
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.core.people import access, actions
from practica.core.people.forms import PeopleListForm
from practica.core.people.jobs import bring_in_list
from practica.core.people.lists.reading import COLUMNS
from practica.core.people.models import PeopleList, PeopleListRow
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.tables import csv_lines

SHOWN = 200


@door("people.import_people")
@login_required
@require_http_methods(["GET", "POST"])
def show_all(request: Request) -> HttpResponse:
    """Earlier lists, and a place for the next."""
    _demand(request)
    form = PeopleListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            found = actions.look_at_list(sent.file, name=sent.name, size=sent.size, actor=request.user)
        except Invalid as problem:
            form.add_error("file", str(problem))
        else:
            return HttpResponseRedirect(reverse("people:list", args=[found.uid]))
    lists = PeopleList.objects.visible_to(request.user).order_by("-created")[:50]
    status = 422 if form.errors else 200
    return render(request, "people/lists/index.html", {"form": form, "lists": lists}, status=status)


@door("people.import_people")
@login_required
@require_GET
def show(request: Request, uid: str) -> HttpResponse:
    """What becomes, or became, of every line; what was left out comes first."""
    people_list = _load(request, uid)
    return render(request, "people/lists/show.html", _context(people_list))


@door("people.import_people")
@login_required
@require_GET
def progress(request: Request, uid: str) -> HttpResponse:
    """How far it is, for the bar."""
    people_list = _load(request, uid)
    return render(request, "people/lists/progress.html", _context(people_list))


@door("people.import_people")
@login_required
@require_POST
def bring_in(request: Request, uid: str) -> HttpResponse:
    """Begin."""
    people_list = _load(request, uid)
    try:
        with transaction.atomic():
            actions.bring_in(people_list, actor=request.user)
            bring_in_list.enqueue(people_list.pk)
    except Invalid as problem:
        context = _context(people_list) | {"problem": str(problem)}
        return render(request, "people/lists/show.html", context, status=422)
    return HttpResponseRedirect(reverse("people:list", args=[people_list.uid]))


@door("people.import_people")
@login_required
@require_GET
def left_out(request: Request, uid: str) -> StreamingHttpResponse:
    """The lines that were left out, with the reason, to mend and bring again."""
    people_list = _load(request, uid)
    rows = people_list.rows.filter(outcome=PeopleListRow.Outcome.ERROR).order_by("number")
    lines = (
        [*(row.values.get(name, "") for name in COLUMNS), row.number, row.reason] for row in rows.iterator()
    )
    response = StreamingHttpResponse(csv_lines([*COLUMNS, "line", "reason"], lines), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="left-out.csv"'
    return response


def _demand(request: Request) -> None:
    allowed = access.can_import_people(request.user)
    demand(allowed, _("Only an administrator brings people from a list."))


def _load(request: Request, uid: str) -> PeopleList:
    _demand(request)
    found: PeopleList = get_visible_or_404(PeopleList, request.user, uid=uid)
    return found


def _context(people_list: PeopleList) -> dict[str, object]:
    outcome = PeopleListRow.Outcome
    counts = dict(people_list.rows.order_by().values_list("outcome").annotate(Count("pk")))
    errors_first = Case(
        When(outcome=outcome.ERROR, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    to_do = sum(count for name, count in counts.items() if name != outcome.ERROR)
    return {
        "list": people_list,
        "counts": [(name, label, counts.get(name, 0)) for name, label in outcome.choices],
        "total": sum(counts.values()),
        "rows": people_list.rows.order_by(errors_first, "number")[:SHOWN],
        "to_do": to_do,
        "done": people_list.rows.filter(applied=True).count(),
        "left_out": counts.get(outcome.ERROR, 0),
        "to_change": counts.get(outcome.CREATED, 0) + counts.get(outcome.UPDATED, 0),
    }
