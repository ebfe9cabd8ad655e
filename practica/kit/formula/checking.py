"""Whether the parts of a formula fit together, before it is ever run."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practica.kit.formula.errors import FormulaError
from practica.kit.formula.functions import FUNCTIONS, SIGNS, Function
from practica.kit.formula.kinds import WORDS, Kind
from practica.kit.formula.nodes import Call, Field, Node, Written


def kind_of(node: Node, fields: Mapping[str, Kind]) -> Kind:
    """The kind of value ``node`` gives. Raises :class:`FormulaError` where parts do not fit together."""
    if isinstance(node, Written):
        return node.kind
    if isinstance(node, Field):
        return fields[real_name(node, fields)]
    function = FUNCTIONS.get(node.name)
    if function is None:
        raise FormulaError(_no_function(node.name), start=node.start, end=node.end)
    _check_count(node, function)
    kinds = [kind_of(one, fields) for one in node.arguments]
    for place, kind in enumerate(kinds):
        _check_kind(node, function, place, kind)
    common = _common(node, kinds) if function.alike else Kind.BLANK
    return function.gives or common


def real_name(field: Field, fields: Mapping[str, Kind]) -> str:
    """The field that is meant, as it is spelt. Raises :class:`FormulaError` when there is none."""
    if field.name in fields:
        return field.name
    by_sound = {name.casefold(): name for name in fields}
    if found := by_sound.get(field.name.casefold()):
        return found
    message = _("There is no field called %(name)s.") % {"name": field.name[:80]}
    near = get_close_matches(field.name.casefold(), by_sound, n=1, cutoff=0.6)
    if near:
        message = _("There is no field called %(name)s; did you mean %(near)s?") % {
            "name": field.name[:80],
            "near": by_sound[near[0]],
        }
    raise FormulaError(message, start=field.start, end=field.end)


def _no_function(name: str) -> str:
    near = get_close_matches(name, [one for one in FUNCTIONS if one.isalpha()], n=1, cutoff=0.6)
    if near:
        return _("There is no function called %(name)s; did you mean %(near)s?") % {
            "name": name[:40],
            "near": near[0],
        }
    return _("There is no function called %(name)s.") % {"name": name[:40]}


def _check_count(node: Call, function: Function) -> None:
    given, fewest, most = len(node.arguments), function.fewest, function.most
    if given < fewest:
        message = ngettext(
            "%(name)s needs at least %(count)d value.", "%(name)s needs at least %(count)d values.", fewest
        )
        message %= {"name": node.name, "count": fewest}
    elif most is not None and given > most:
        message = ngettext(
            "%(name)s takes %(count)d value at most.", "%(name)s takes %(count)d values at most.", most
        )
        message %= {"name": node.name, "count": most}
    else:
        return
    raise FormulaError(message, start=node.start, end=node.end)


def _check_kind(node: Call, function: Function, place: int, kind: Kind) -> None:
    wanted = _wanted_at(node, function, place)
    if kind == Kind.BLANK or kind in wanted:
        return
    at = node.arguments[place]
    words = {
        "name": SIGNS.get(node.name, node.name),
        "wanted": _one_of(wanted),
        "is": WORDS[kind],
    }
    message = _("%(name)s works with %(wanted)s, but this is %(is)s.") % words
    if node.name == "+" and kind in (Kind.TEXT, Kind.TEXTS):
        message = _("+ adds numbers, but this is %(is)s. Write & to join text.") % words
    if node.name in ("+", "-") and kind == Kind.DATE:
        message = _("%(name)s works with numbers. For dates there are dateadd and datediff.") % words
    raise FormulaError(message, start=at.start, end=at.end)


def _wanted_at(node: Call, function: Function, place: int) -> frozenset[Kind]:
    # "if" goes on in pairs: condition, value, condition, value, otherwise.
    if node.name == "if":
        is_condition = place % 2 == 0 and place < len(node.arguments) - 1
        return function.takes[0] if is_condition else function.takes[1]
    return function.kinds_at(place)


def _common(node: Call, kinds: list[Kind]) -> Kind:
    """The one kind all values of ``node`` have. ``if`` has conditions between them."""
    values = list(enumerate(kinds))
    if node.name == "if":
        values = [(at, kind) for at, kind in values if at % 2 == 1 or at == len(kinds) - 1]
    first = Kind.BLANK
    for at, kind in values:
        if first == Kind.BLANK:
            first = kind
        elif kind not in (first, Kind.BLANK):
            one = node.arguments[at]
            raise FormulaError(
                _("This is %(is)s, but the value before it is %(was)s: both must be alike.")
                % {"is": WORDS[kind], "was": WORDS[first]},
                start=one.start,
                end=one.end,
            )
    return first


def _one_of(kinds: frozenset[Kind]) -> str:
    words = [str(word) for kind, word in WORDS.items() if kind in kinds]
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s or %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}
