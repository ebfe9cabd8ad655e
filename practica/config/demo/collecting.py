"""Collections of the sample site: what was learnt, in five views, and a shelf of parts with its type."""

from __future__ import annotations

from typing import Any

from practica.config.demo import material
from practica.config.demo.ageing import age
from practica.config.demo.knowledge import answer
from practica.config.demo.people import Cast
from practica.content.collections.actions import add_view, make
from practica.content.collections.models.asked import Asked, Filter, Sort
from practica.content.pages.actions import create
from practica.core.communities.models import Community
from practica.core.people.models import Person
from practica.core.types.actions import add_field, make_type
from practica.core.types.models import Field, KnowledgeType
from practica.core.types.queries import fields_of

WRITTEN_DAYS_AGO = 44.0


def collect(people: Cast) -> None:
    """Make every collection of the material, with its views and rows."""
    for told in material.collections():
        community = Community.objects.get(name=told["community"])
        actor = people[told["by"]]
        type = _type(told["type"], community, actor=people[told.get("made_by", told["by"])])
        collection = make(
            community=community, title=told["title"], about=told["about"], type=type, actor=actor
        )
        _rows(told.get("rows", []), type, community, actor=actor)
        for view in told["views"]:
            add_view(collection, name=view["name"], shape=view["shape"], asked=_asked(view), actor=actor)
        age(collection.entry, WRITTEN_DAYS_AGO)


def _type(told: str | dict[str, Any], community: Community, *, actor: Person) -> KnowledgeType:
    """A shipped type by its name, or one made here."""
    if isinstance(told, str):
        return KnowledgeType.objects.get(community=None, name=told)
    fields = told["fields"]
    words = {name: told[name] for name in ("label", "sentence", "icon", "hue")}
    type = make_type(community=community, actor=actor, **words)
    for asked in fields:
        options = {name: asked[name] for name in ("unit", "decimals", "formula") if name in asked}
        if "choices" in asked:
            options["choices"] = [{"label": label} for label in asked["choices"]]
        add_field(type, label=asked["label"], kind=asked["kind"], options=options, actor=actor)
    return KnowledgeType.objects.get(pk=type.pk)


def _rows(rows: list[list[Any]], type: KnowledgeType, community: Community, *, actor: Person) -> None:
    """Rows with their values in the order of the fields that are typed in; a date is days from today. They
    were written down weeks ago, so that they are no news."""
    typed = [field for field in fields_of(type) if not field.is_computed]
    for title, *values in rows:
        named = zip(typed, values, strict=True)
        create(
            community=community,
            title=title,
            body="",
            type=type,
            values={one.name: _value(one, value) for one, value in named},
            created=material.days_ago(WRITTEN_DAYS_AGO),
            among_rows=True,
            actor=actor,
        )


def _value(field: Field, raw: Any) -> str:
    return answer(raw) if field.kind == Field.Kind.DATE else str(raw)


def _asked(told: dict[str, Any]) -> Asked:
    return Asked(
        shape=told["shape"],
        columns=tuple(told.get("columns", ())),
        filters=tuple(Filter(*one) for one in told.get("filters", ())),
        sorts=tuple(Sort(name.removeprefix("-"), name.startswith("-")) for name in told.get("sorts", ())),
        group=told.get("group", ""),
        date=told.get("date", ""),
        sums=tuple(told.get("sums", {}).items()),
    )
