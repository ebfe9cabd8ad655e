"""Which types there are, their fields, and the entries of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.types.models import ARTICLE, Field, KnowledgeType
from practica.kit.contracts import rows


def types_for(community: Community, *, seen_by: Any) -> list[KnowledgeType]:
    """The types a new entry of ``community`` can have, as menus show them."""
    found = KnowledgeType.objects.visible_to(seen_by).usable_in(community).in_menu_order()
    return list(found.defer("template", "example"))


def kept_types(community: Community | None, *, seen_by: Any) -> list[KnowledgeType]:
    """The types of ``community`` alone (None: of the site), retired ones last."""
    found = KnowledgeType.objects.visible_to(seen_by).filter(community=community)
    return list(found.order_by("is_retired", "position", "label").defer("template", "example"))


def removed_fields(type: KnowledgeType, *, seen_by: Any) -> list[Field]:
    """The fields ``type`` no longer has, last removed first, with how many entries still hold something."""
    rows = Field.objects.visible_to(seen_by).filter(type=type, removed__isnull=False)
    return list(rows.annotate(held=Count("values__entry", distinct=True)).order_by("-removed", "pk"))


def chosen_and_gone(field: Field, choices: Sequence[Mapping[str, str]]) -> list[tuple[str, int]]:
    """The options that ``field`` has and ``choices`` has not, as far as entries chose them, with how many
    did, seen or not: what taking them away touches."""
    if field.kind not in (Field.Kind.CHOICE, Field.Kind.CHOICES):
        return []
    left = {one["key"] for one in choices}
    gone = {one["key"]: one["label"] for one in field.choices if one["key"] not in left}
    rows = field.values.filter(key__in=gone).values("key").annotate(many=Count("entry", distinct=True))
    many = dict(rows.values_list("key", "many"))
    return [(label, many[key]) for key, label in gone.items() if key in many]


def how_many(type: KnowledgeType) -> int:
    """How many entries are of ``type``, seen or not: what a change of it touches."""
    found: int = of_type(Entry.objects.all(), type).count()
    return found


def article() -> KnowledgeType:
    """The plain page. Raises DoesNotExist where the shipped types were never brought."""
    found: KnowledgeType = KnowledgeType.objects.get(name=ARTICLE, community=None)
    return found


def fields_of(type: KnowledgeType) -> list[Field]:
    """The fields of ``type`` in order; nothing is asked of the database when it has none."""
    return list(Field.objects.filter(type=type).current().in_order()) if type.field_count else []


def type_of(entry: Entry) -> KnowledgeType | None:
    """The type of ``entry``; None for kinds that have none."""
    home = rows.home_of(entry.kind)
    if home is None:
        return None
    own = Entry.objects.filter(pk=entry.pk).values(home.path)
    return KnowledgeType.objects.filter(pk__in=own).first()


def of_type(entries: Any, type: KnowledgeType) -> Any:
    """Those of ``entries`` that are of ``type``."""
    return of_types(entries, [type.pk])


def of_types(entries: Any, ids: Sequence[int]) -> Any:
    """Those of ``entries`` whose type is one of ``ids``."""
    asked = Q()
    for home in rows.homes():
        asked |= Q(**{f"{home.path}__in": list(ids)} if len(ids) != 1 else {home.path: ids[0]})
    return entries.filter(asked) if asked else entries.none()
