"""What one entry is, what its fields hold, and what is kept of fields it no longer has."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.core.entries.models import Entry
from practica.core.types import access, actions, queries
from practica.core.types.conversions import Fate, fates_of
from practica.core.types.forms import fields_form
from practica.core.types.forms.filling import PREFIX
from practica.core.types.models import Field, KnowledgeType
from practica.kit.access import Invalid, Stale, demand, door, get_visible_or_404
from practica.kit.http import Request


@door("types.fill")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_entry(request: Request, uid: str) -> HttpResponse:
    """What type of page it is; choosing another one carries over what fits and keeps the rest, which is shown
    first."""
    entry, type = _load(request, uid)
    problem, fates = "", list[Fate]()
    if request.method == "POST":
        rows = KnowledgeType.objects.visible_to(request.user).usable_in(entry.community)
        wanted: KnowledgeType = get_visible_or_404(rows, request.user, uid=request.POST.get("type", ""))
        if "confirmed" not in request.POST:
            fates = fates_of(entry, wanted, actor=request.user)
        if any(fate.is_kept for fate in fates) and wanted.pk != type.pk:
            return _show(request, entry, type, chosen=wanted, fates=fates)
        try:
            done = actions.retype(entry, wanted, actor=request.user)
        except Invalid as refused:
            problem = str(refused)
        else:
            if done.proposed is not None:
                messages.info(request, _("Pages are reviewed here: this waits until it is approved."))
                return HttpResponseRedirect(done.proposed.get_absolute_url())
            kept = queries.kept_of(entry, wanted, seen_by=request.user)
            to = reverse("types:of_entry", args=[uid]) if kept else entry.get_absolute_url()
            return HttpResponseRedirect(to)
    return _show(request, entry, type, problem)


def _show(
    request: Request,
    entry: Entry,
    type: KnowledgeType,
    problem: str = "",
    *,
    chosen: KnowledgeType | None = None,
    fates: Sequence[Fate] = (),
) -> HttpResponse:
    kept = queries.kept_of(entry, type, seen_by=request.user)
    context = {
        "entry": entry,
        "type": type,
        "types": queries.types_for(entry.community, seen_by=request.user),
        "fields": queries.fields_of(type),
        "lines": queries.lines_of(entry, type, seen_by=request.user),
        "kept": kept,
        "problem": problem,
        "chosen": chosen or type,
        "fates": fates,
        "crumbs": [
            {"label": entry.community.name, "url": entry.community.get_absolute_url()},
            {"label": entry.title, "url": entry.get_absolute_url()},
            {"label": _("Type and fields"), "url": ""},
        ],
    }
    return render(request, "types/entries/type.html", context, status=422 if problem else 200)


@door("types.fill")
@login_required
@require_POST
def fill(request: Request, uid: str) -> JsonResponse:
    """Save the fields that were changed, each for itself: so a page does that several write at once, while
    they type. Answers with what stands there now, for the next time, and with what cannot be taken (422)."""
    entry, type = _load(request, uid)
    form = fields_form(type, entry=entry, data=request.POST, actor=request.user)
    is_valid = form.is_valid()
    errors = {name: " ".join(map(str, problems)) for name, problems in form.errors.items()}
    if form.values():
        try:
            actions.set_values(entry, form.values(), type_version=form.type_version, actor=request.user)
        except (Invalid, Stale) as problem:
            errors[f"{PREFIX}{getattr(problem, 'field', '')}"] = str(problem)
            is_valid = False
        else:
            now = fields_form(type, entry=entry, actor=request.user).now
            form.was = form.was | {name: now[name] for name in form.values()}
    return JsonResponse({"was": form.opened_with, "errors": errors}, status=200 if is_valid else 422)


@door("types.fill")
@login_required
@require_POST
def kept(request: Request, uid: str) -> HttpResponse:
    """Put a kept value into a field the entry has, or throw it away."""
    entry, type = _load(request, uid)
    rows = Field.objects.visible_to(request.user).filter(values__entry=entry).distinct()
    old: Field = get_visible_or_404(rows, request.user, uid=request.POST.get("field", ""))
    try:
        if into := request.POST.get("into"):
            current = Field.objects.visible_to(request.user).filter(type=type).current()
            target: Field = get_visible_or_404(current, request.user, uid=into)
            if proposed := actions.put_back(entry, old, into=target, actor=request.user):
                messages.info(request, _("Pages are reviewed here: this waits until it is approved."))
                return HttpResponseRedirect(proposed.get_absolute_url())
        else:
            actions.drop_kept(entry, old, actor=request.user)
    except Invalid as problem:
        return _show(request, entry, type, str(problem))
    return HttpResponseRedirect(reverse("types:of_entry", args=[uid]))


def _load(request: Request, uid: str) -> tuple[Entry, KnowledgeType]:
    rows = Entry.objects.visible_to(request.user).select_related("community")
    entry: Entry = get_visible_or_404(rows, request.user, uid=uid)
    type = queries.type_of(entry)
    if type is None:
        raise Http404(_("There is nothing here, or it is not shared with you."))
    demand(access.can_fill(request.user, entry), _("You cannot change what this is."))
    return entry, type
