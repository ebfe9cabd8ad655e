"""Formulas that use each other: in which order they are computed, and that none leads back to itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from practica.kit.formula.errors import FormulaError
from practica.kit.formula.formula import Formula, compiled
from practica.kit.formula.kinds import Kind
from practica.kit.formula.nodes import fields_of
from practica.kit.formula.reading import tree_of


class Cycle(FormulaError):
    """Formulas that need each other's value. ``names`` is the way round, the first one again at the end."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        way = _(" uses ").join(names)
        super().__init__(_("A formula cannot need its own value: %(way)s.") % {"way": way})


def in_order(needs: Mapping[str, Iterable[str]]) -> list[str]:
    """The keys of ``needs`` so that each comes after those it needs. Raises :class:`Cycle`.

    What is needed and is no key itself is taken as given. Walks without recursion: a long chain is no harm.
    """
    done: list[str] = []
    finished: set[str] = set()
    for first in needs:
        way: list[str] = []
        on_way: set[str] = set()
        waiting = [(first, False)]
        while waiting:
            name, is_left = waiting.pop()
            if is_left:
                way.pop()
                on_way.discard(name)
                finished.add(name)
                done.append(name)
            elif name in on_way:
                raise Cycle([*way[way.index(name) :], name])
            elif name not in finished:
                way.append(name)
                on_way.add(name)
                waiting.append((name, True))
                waiting.extend((one, False) for one in needs[name] if one in needs)
    return done


def compiled_together(
    sources: Mapping[str, str], fields: Mapping[str, Kind]
) -> tuple[dict[str, Formula], dict[str, FormulaError]]:
    """Formulas by name over ``fields`` and over each other: those that can be used, in the order they are
    computed, and what is wrong with the rest."""
    wrong: dict[str, FormulaError] = {}
    needs: dict[str, set[str]] = {}
    by_sound = {name.casefold(): name for name in sources}
    for name, source in sources.items():
        try:
            used = {field.name.casefold() for field in fields_of(tree_of(source))}
        except FormulaError as problem:
            wrong[name] = problem
        else:
            needs[name] = {by_sound[one] for one in used if one in by_sound}
    ready: dict[str, Formula] = {}
    for name in _without_cycles(needs, wrong):
        broken = [one for one in needs[name] if one in wrong]
        if broken:
            wrong[name] = FormulaError(_("It uses %(name)s, which cannot be computed.") % {"name": broken[0]})
            continue
        known = {**fields, **{one: formula.kind for one, formula in ready.items()}}
        try:
            ready[name] = compiled(sources[name], known)
        except FormulaError as problem:
            wrong[name] = problem
    return ready, wrong


def _without_cycles(needs: dict[str, set[str]], wrong: dict[str, FormulaError]) -> list[str]:
    left = dict(needs)
    while True:
        try:
            return in_order(left)
        except Cycle as cycle:
            for name in set(cycle.names):
                wrong[name] = cycle
                del left[name]
