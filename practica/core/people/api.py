"""People for machines: who is here, and who am I."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router, Schema
from ninja.errors import HttpError

from practica.core.people.models import Person
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS
from practica.kit.http import Request

router = Router(tags=["People"])


class PersonOut(Schema):
    """A person as you may see her."""

    uid: str
    handle: str
    name: str
    headline: str
    ask_me_about: str
    organisation: str
    unit: str
    time_zone: str
    language: str
    has_account: bool
    url: str


class People(Schema):
    """Some people; ask again with ``after`` for more, empty at the end."""

    items: list[PersonOut]
    after: str


@router.get("/me", response={200: PersonOut, **REFUSALS}, operation_id="who_am_i", summary="Who am I")
@door("people.see")
def me(request: Request) -> PersonOut:
    """The person whose rights apply. 401 for visitors."""
    if not request.user.is_authenticated:
        raise HttpError(401, "Send a token.")
    return out(get_visible_or_404(_rows(), request.user, pk=request.user.pk))


@router.get("/people", response={200: People, **REFUSALS}, operation_id="list_people", summary="List people")
@door("people.see")
def index(
    request: Request,
    q: str = Query("", max_length=200),
    after: str = Query("", max_length=60),
    limit: int = Query(50, ge=1, le=200),
) -> dict[str, Any]:
    """People you may see, by handle; ``q`` looks into names and "ask me about"."""
    rows = _rows().visible_to(request.user).active().order_by("handle")
    if q:
        rows = rows.filter(name__icontains=q) | rows.filter(ask_me_about__icontains=q)
    if after:
        rows = rows.filter(handle__gt=after)
    page = list(rows[: limit + 1])
    further = page[limit - 1].handle if len(page) > limit else ""
    return {"items": [out(person) for person in page[:limit]], "after": further}


@router.get(
    "/people/{handle}",
    response={200: PersonOut, **REFUSALS},
    operation_id="read_person",
    summary="Read a person",
)
@door("people.see")
def show(request: Request, handle: str) -> PersonOut:
    """One person by handle."""
    return out(get_visible_or_404(_rows(), request.user, handle=handle))


def _rows() -> Any:
    return Person.objects.all().select_related("organisation", "unit")


def out(person: Person) -> PersonOut:
    """``person`` for a reader who may see her."""
    return PersonOut(
        uid=person.uid,
        handle=person.handle,
        name=person.name,
        headline=person.headline,
        ask_me_about=person.ask_me_about,
        organisation=person.organisation.name if person.organisation else "",
        unit=person.unit.name if person.unit else "",
        time_zone=person.time_zone,
        language=person.language,
        has_account=person.has_account,
        url=person.get_absolute_url(),
    )
