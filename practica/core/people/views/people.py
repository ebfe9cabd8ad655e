"""The directory of people, and a person's profile."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from practica.core.people.forms import PeopleFilter
from practica.core.people.models import Person
from practica.core.people.paging import PAGE, page_number, pager
from practica.core.people.queries import people_page
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts import sections
from practica.kit.http import Request


@door("people.see")
@login_required
@require_GET
def show_all(request: Request) -> HttpResponse:
    """People the reader may see, by name, unit, organisation and what one may ask them about."""
    form = PeopleFilter(request.GET, person=request.user)
    page = page_number(request)
    people, total = people_page(seen_by=request.user, page=page, size=PAGE, **form.wanted())
    context = {"form": form, "people": people, **pager(request, page=page, total=total)}
    return render(request, "people/directory.html", context)


@door("people.see")
@require_GET
def show(request: Request, handle: str) -> HttpResponse:
    """Who somebody is, what to ask her about, and what she brought that the reader may see."""
    people = Person.objects.select_related("organisation", "unit", "claimed_by")
    person = get_visible_or_404(people, request.user, handle=handle)
    local = timezone.now().astimezone(ZoneInfo(person.time_zone)) if person.time_zone else None
    context = {
        "person": person,
        "local": local,
        "is_me": person.pk == request.user.pk,
        "sections": sections.sections_of(sections.PERSON_PROFILE, person, request.user),
    }
    return render(request, "people/show.html", context)
