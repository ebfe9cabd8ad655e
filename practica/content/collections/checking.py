"""Whether a formula or a summary can be worked out, before it is kept: what is wrong with it, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from practica.content.collections.computing import RECKONINGS, kind_in_formulas, rollup_of
from practica.core.types.models import Field, KnowledgeType
from practica.kit.access import Invalid
from practica.kit.formula import (
    Cycle,
    FormulaError,
    Kind,
    compiled,
    compiled_together,
    in_order,
    names_in,
    renamed,
)

#: A field as the way round names it: its type and its name.
Place = tuple[int, str]


def check(field: Field, others: Sequence[Field]) -> None:
    """Raises Invalid (``options``) when ``field``, which may not be saved yet, can never have a value beside
    ``others``, the other fields of its type: a formula that cannot be read or does not fit, a summary of
    nothing, either of them in need of its own value."""
    every = [*(one for one in others if one.name != field.name), field]
    if field.kind == Field.Kind.FORMULA:
        _check_formula(field, every)
    elif field.kind == Field.Kind.ROLLUP:
        _check_summary(field, every)
    else:
        return
    try:
        in_order(_needs(field, every))
    except Cycle as cycle:
        raise Invalid(str(Cycle([_label(name, every) for name in cycle.names])), field="options") from cycle


def _check_formula(field: Field, every: Sequence[Field]) -> None:
    source = str(field.options.get("formula", ""))
    names = {one.label: one.name for one in every}
    sources: dict[str, str] = {}
    for one in every:
        if one.kind == Field.Kind.FORMULA:
            try:
                sources[one.name] = renamed(str(one.options.get("formula", "")), names)
            except FormulaError as problem:
                if one is field:
                    raise Invalid(_sentence(problem, source), field="options") from problem
    known = {one.name: kind_in_formulas(one) for one in every if one.kind != Field.Kind.FORMULA}
    ready, wrong = compiled_together(sources, known)
    found = wrong.get(field.name)
    if found is None:
        return
    if isinstance(found, Cycle):
        raise Invalid(str(Cycle([_label(name, every) for name in found.names])), field="options") from found
    # Names have other lengths than the words people wrote: the place is looked for in what they wrote.
    kinds = known | {name: formula.kind for name, formula in ready.items()}
    raise Invalid(_sentence(_as_written(source, names, kinds) or found, source), field="options") from found


def _as_written(source: str, names: Mapping[str, str], kinds: Mapping[str, Kind]) -> FormulaError | None:
    try:
        compiled(source, {**kinds, **{label: kinds[name] for label, name in names.items() if name in kinds}})
    except FormulaError as problem:
        return problem
    return None


def _sentence(problem: FormulaError, source: str) -> str:
    """What is wrong, and the place: its words, or what it comes after."""
    before, at, _after = problem.split(source)
    said = {"problem": str(problem), "place": at.strip()[:40], "number": problem.start + 1}
    if at.strip():
        return _("%(problem)s It is about “%(place)s”, at character %(number)d.") % said
    if before.strip():
        said["place"] = before.strip()[-20:]
        return _("%(problem)s Look after “%(place)s”, at character %(number)d.") % said
    return str(problem)


def _check_summary(field: Field, every: Sequence[Field]) -> None:
    options = rollup_of(field)
    if options.get("how") not in RECKONINGS:
        raise Invalid(_("Choose how they are summed up."), field="options")
    through = _through(field, every)
    if through is None:
        raise Invalid(_("Choose the link to the pages that are summed up."), field="options")
    named = str(options.get("field") or "")
    if options["how"] in ("count", "list") and not named:
        return
    if not named:
        raise Invalid(_("Choose the field that is summed up."), field="options")
    near = _linked_types(field, through)
    known = Field.objects.current().filter(name=named)
    if not (known.filter(type__in=near) if near is not None else known).exists() and not (
        near is not None and field.type_id in near and any(one.name == named for one in every)
    ):
        raise Invalid(_("The linked pages have no field “%(name)s”.") % {"name": named}, field="options")


def _through(field: Field, every: Sequence[Field]) -> Field | None:
    options = rollup_of(field)
    name = str(options.get("relation") or "")
    if other := str(options.get("type") or ""):
        relations = Field.objects.current().filter(kind=Field.Kind.RELATION, name=name, type__uid=other)
        return relations.select_related("type").first()
    return next((one for one in every if one.name == name and one.kind == Field.Kind.RELATION), None)


def _linked_types(field: Field, through: Field) -> set[int] | None:
    """The types the summed up pages can be of; None when they can be of any."""
    if rollup_of(field).get("type"):
        return {through.type_id}
    uids = through.options.get("types")
    return set(KnowledgeType.objects.filter(uid__in=uids).values_list("pk", flat=True)) if uids else None


def _needs(field: Field, every: Sequence[Field]) -> dict[str, set[str]]:
    """What each computed field that can be reached from ``field`` needs, as ``type:name``."""
    types: dict[int, Sequence[Field]] = {field.type_id: every}
    needs: dict[str, set[str]] = {}
    todo: list[Place] = [(field.type_id, field.name)]
    while todo:
        place = todo.pop()
        if _key(place) in needs:
            continue
        fields = types.setdefault(place[0], _fields(place[0]))
        one = next((known for known in fields if known.name == place[1] and known.is_computed), None)
        if one is None:
            continue
        found = list(_needed(one, fields))
        needs[_key(place)] = {_key(other) for other in found}
        todo += found
    return needs


def _needed(field: Field, fields: Sequence[Field]) -> Iterator[Place]:
    if field.kind == Field.Kind.FORMULA:
        try:
            used = names_in(str(field.options.get("formula", "")))
        except FormulaError:
            return
        for one in fields:
            if used & {one.name.casefold(), one.label.casefold()}:
                yield field.type_id, one.name
        return
    through = _through(field, fields)
    named = str(rollup_of(field).get("field") or "")
    if through is not None and named:
        near = _linked_types(field, through)
        # A link to pages of any type leads to its own as well; of others nobody can tell.
        for type in near if near is not None else {field.type_id}:
            yield type, named


def _fields(type: int) -> list[Field]:
    return list(Field.objects.current().filter(type=type))


def _key(place: Place) -> str:
    return f"{place[0]}:{place[1]}"


def _label(name: str, every: Sequence[Field]) -> str:
    """What people call the field of ``name`` (or ``type:name``)."""
    place, _colon, short = name.rpartition(":")
    fields = every if not place or int(place) == every[-1].type_id else _fields(int(place))
    return next((one.title for one in fields if one.name == short), short)
