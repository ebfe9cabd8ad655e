"""The questions a type asks: added, worded anew, put in order, of another kind, removed, brought back.

Nothing that was answered is thrown away. A removed field keeps its values; one that changes its kind is
removed and a new one takes over what fits, in batches, so that no writer waits long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.people.models import Person
from practica.core.types import kinds
from practica.core.types.actions.types import to_change, touch
from practica.core.types.computing import demand_computable
from practica.core.types.conversions import values_in
from practica.core.types.kinds.converting import converted
from practica.core.types.models import Field, KnowledgeType, Value
from practica.core.types.naming import free_name
from practica.core.types.options import checked_options
from practica.kit.access import Invalid

MOST_FIELDS, AT_ONCE = 60, 500


@transaction.atomic
def add_field(
    type: KnowledgeType,
    *,
    label: str,
    kind: str = Field.Kind.TEXT,
    name: str = "",
    options: dict[str, Any] | None = None,
    is_required: bool = False,
    help: str = "",
    default: Any = None,
    version: int | None = None,
    actor: Person,
) -> Field:
    """Ask one more thing of entries of ``type``, last in order. What is there already stays without an
    answer. Raises Invalid (``label``, ``kind``, ``options``, ``default``)."""
    type = to_change(type, version, actor)
    current = Field.objects.filter(type=type).current()
    if current.count() >= MOST_FIELDS:
        raise Invalid(_("A type has at most %(most)d fields.") % {"most": MOST_FIELDS}, field="label")
    field = Field(
        type=type,
        label=_label(label, current),
        kind=_kind(kind),
        is_required=is_required and kind not in (Field.Kind.FORMULA, Field.Kind.ROLLUP),
        help=" ".join(help.split())[:200],
        position=(current.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    taken = Field.objects.filter(type=type).values_list("name", flat=True)
    field.name = free_name(name or label, taken=taken)
    field.options = checked_options(field, options or {})
    demand_computable(field, list(current))
    field.default = _default(field, default, actor)
    field.save()
    _counted(type, actor, f"added {field.name}")
    return field


@transaction.atomic
def change_field(
    field: Field, *, actor: Person, version: int | None = None, kind: str | None = None, **new: Any
) -> Field:
    """Word ``field`` anew (``label``, ``help``, ``is_required``, ``options``, ``default``) and, with
    ``kind``, let it hold something else. Returns the field as it is now: another row after a change of kind.

    Where it has more than five hundred values the rest is taken over by a job (see :func:`convert_some`).
    """
    type = to_change(field.type, version, actor)
    field = Field.objects.current().select_for_update().get(pk=field.pk)
    is_other = kind is not None and kind != field.kind
    target = _replacement(field) if is_other else field
    target.kind = _kind(kind) if kind is not None else field.kind
    if "label" in new:
        others = Field.objects.filter(type=type).current().exclude(pk=field.pk)
        target.label = _label(new["label"], others)
    if "help" in new:
        target.help = " ".join(new["help"].split())[:200]
    if "is_required" in new:
        target.is_required = bool(new["is_required"]) and not target.is_computed
    if "options" in new or is_other:
        before = field.options
        target.options = checked_options(target, new.get("options", field.options))
        demand_computable(target, list(Field.objects.filter(type=type).current()))
        if not is_other:
            _follow_choices(target, before)
    if "default" in new or is_other:
        target.default = _default(target, new.get("default"), actor)
    if is_other:
        field.removed = timezone.now()
        field.save(update_fields=["removed"])
        target.to_convert = Value.objects.filter(field=field).values("entry").distinct().count()
        if target.is_computed:
            target.to_convert = 0
        target.save()
        field.replaced_by = target
        field.save(update_fields=["replaced_by"])
        convert_some(target, actor=actor)
    else:
        target.save()
    _counted(type, actor, f"changed {target.name}")
    return target


def field_to_be(field: Field, given: Mapping[str, Any], *, actor: Person) -> Field:
    """``field`` as :func:`change_field` would make it of ``given``, not saved: for trying it out."""
    target = _replacement(field)
    target.kind = _kind(given["kind"])
    target.options = checked_options(target, given.get("options", {}))
    demand_computable(target, list(Field.objects.filter(type=field.type).current()))
    return target


def _replacement(field: Field) -> Field:
    return Field(
        type=field.type,
        name=field.name,
        label=field.label,
        position=field.position,
        is_required=field.is_required,
        help=field.help,
    )


@transaction.atomic
def convert_some(field: Field, *, after: int = 0, actor: Person) -> int:
    """Take over up to five hundred values of the field that ``field`` replaced, from the entry ``after`` on.
    Returns the entry it got to, 0 when all is done. Whoever answered meanwhile is not overwritten."""
    old = Field.objects.filter(replaced_by=field).order_by("-pk").first()
    if old is None or not field.to_convert:
        return 0
    done, last, known = 0, 0, dict[Any, Any]()
    answered = set(Value.objects.filter(field=field, entry__gt=after).values_list("entry_id", flat=True))
    made: list[Value] = []
    for pk, value in values_in(old, limit=AT_ONCE, actor=actor, after=after):
        done, last = done + 1, max(last, pk)
        if pk in answered:
            continue
        try:
            found = converted(old, field, value, actor=actor, known=known)
        except Invalid:
            continue  # it stays in the old field, shown beside the entry
        cells = kinds.cells(field, found)
        made += [Value(entry_id=pk, field=field, position=at, **cell) for at, cell in enumerate(cells)]
    Value.objects.bulk_create(made, batch_size=AT_ONCE)
    field.to_convert = max(0, field.to_convert - done) if done == AT_ONCE else 0
    field.save(update_fields=["to_convert"])
    return last if field.to_convert else 0


@transaction.atomic
def move_field(field: Field, *, by: int, actor: Person) -> None:
    """Let ``field`` change places with its neighbour above (-1) or below (1)."""
    type = to_change(field.type, None, actor)
    fields = list(Field.objects.filter(type=type).current().in_order())
    place = next((at for at, one in enumerate(fields) if one.pk == field.pk), None)
    if place is None or not 0 <= place + by < len(fields):
        return
    fields.insert(place + by, fields.pop(place))
    for position, one in enumerate(fields, start=1):
        if one.position != position:
            Field.objects.filter(pk=one.pk).update(position=position)
    touch(type, f"moved {field.name}", actor)


@transaction.atomic
def remove_field(field: Field, *, actor: Person) -> None:
    """Ask ``field`` no more. Its values are kept beside the entries, and it can be brought back."""
    type = to_change(field.type, None, actor)
    Field.objects.filter(pk=field.pk, removed__isnull=True).update(removed=timezone.now())
    _counted(type, actor, f"removed {field.name}")


@transaction.atomic
def restore_field(field: Field, *, actor: Person) -> Field:
    """Ask a removed ``field`` again, with all it held. The one that took its place, if any, is removed."""
    type = to_change(field.type, None, actor)
    field = Field.objects.get(pk=field.pk)
    if field.removed is None:
        return field
    namesakes = (
        Field.objects.filter(type=type).current().filter(Q(name=field.name) | Q(pk=field.replaced_by_id))
    )
    for other in namesakes:
        other.removed, other.to_convert = timezone.now(), 0
        other.save(update_fields=["removed", "to_convert"])
    field.removed, field.replaced_by = None, None
    field.save(update_fields=["removed", "replaced_by"])
    _counted(type, actor, f"brought back {field.name}")
    return field


def _counted(type: KnowledgeType, actor: Person, what: str) -> None:
    type.field_count = Field.objects.filter(type=type).current().count()
    touch(type, what, actor)


def _label(label: str, others: Any) -> str:
    label = " ".join(label.split())
    if not label:
        raise Invalid(_("Give the field a name."), field="label")
    if len(label) > 80:
        raise Invalid(_("The name is longer than 80 characters."), field="label")
    if others.filter(label__iexact=label).exists():
        raise Invalid(_("There is already a field “%(label)s”.") % {"label": label}, field="label")
    return label


def _kind(kind: str) -> str:
    if kind not in Field.Kind.values:
        raise Invalid(_("There is no such kind of field."), field="kind")
    return kind


def _default(field: Field, raw: Any, actor: Any) -> Any:
    if raw in (None, "") or field.is_computed:
        return None
    try:
        return kinds.plain(field, kinds.clean(field, raw, actor=actor))
    except Invalid as problem:
        raise Invalid(str(problem), field="default") from problem


def _follow_choices(field: Field, before: dict[str, Any]) -> None:
    """Rows of a choice hold the place of its option, to be sorted by: they follow a new order."""
    places = {one["key"]: at for at, one in enumerate(field.choices)}
    old = {one["key"]: at for at, one in enumerate(before.get("choices", []))}
    for key, at in places.items():
        if old.get(key) != at:
            Value.objects.filter(field=field, key=key).update(number=float(at))
    gone = [key for key in old if key not in places]
    if gone:
        Value.objects.filter(field=field, key__in=gone).update(number=float(len(places)))
