"""What only some kinds of field know: the options of a choice, a unit, where a relation leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from practica.core.types.models import Field, KnowledgeType
from practica.core.types.naming import free_name
from practica.kit.access import Invalid

MOST_CHOICES = 200
Check = Callable[[Field, dict[str, Any]], dict[str, Any]]


def checked_options(field: Field, given: dict[str, Any]) -> dict[str, Any]:
    """What of ``given`` the kind of ``field`` knows, checked. Raises Invalid (``options``)."""
    check = _CHECKS.get(field.kind)
    return check(field, given) if check else {}


def _number(field: Field, given: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if unit := " ".join(str(given.get("unit", "")).split()):
        found["unit"] = unit[:20]
    if (decimals := given.get("decimals")) not in (None, ""):
        if not isinstance(decimals, int) or not 0 <= decimals <= 8:
            raise Invalid(_("A number has 0 to 8 decimals."), field="options")
        found["decimals"] = decimals
    return found


def _choice(field: Field, given: dict[str, Any]) -> dict[str, Any]:
    """Options given as words keep the key they had, so that what was answered stays answered; those that are
    left out keep their words."""
    all_known = [*field.choices, *field.former_choices]
    known = {one["label"].casefold(): one["key"] for one in reversed(all_known)}
    made: list[dict[str, str]] = []
    for one in given.get("choices", []):
        label = " ".join(str(one["label"] if isinstance(one, dict) else one).split())[:80]
        if not label or any(label.casefold() == other["label"].casefold() for other in made):
            continue
        key = one.get("key", "") if isinstance(one, dict) else ""
        key = key or known.get(label.casefold(), "")
        taken = {other["key"] for other in made} | (set(known.values()) if not key else set())
        made.append(
            {"key": key if key and key not in taken else free_name(label, taken=taken), "label": label}
        )
    if not made:
        raise Invalid(_("Write the options, one a line."), field="options")
    if len(made) > MOST_CHOICES:
        raise Invalid(_("At most %(most)d options.") % {"most": MOST_CHOICES}, field="options")
    keys = {one["key"] for one in made}
    former = [one for one in all_known if one["key"] not in keys][:MOST_CHOICES]
    return {"choices": made, "former": former} if former else {"choices": made}


def _people(field: Field, given: dict[str, Any]) -> dict[str, Any]:
    return {"many": bool(given.get("many", True))}


def _relation(field: Field, given: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"many": bool(given.get("many", True))}
    asked = [str(uid) for uid in given.get("types", [])][:20]
    if asked:
        # A type of another community cannot be led to; one that went since is left out.
        rows = KnowledgeType.objects.filter(uid__in=asked)
        near = (None, field.type.community_id) if field.type.community_id else (None,)
        found["types"] = [one.uid for one in rows if one.community_id in near]
    return found


def _formula(field: Field, given: dict[str, Any]) -> dict[str, Any]:
    text = str(given.get("formula", "")).strip()
    if not text or len(text) > 2000:
        raise Invalid(_("Write the formula, at most 2000 characters."), field="options")
    return {"formula": text, **_number(field, given)}


def _rollup(field: Field, given: dict[str, Any]) -> dict[str, Any]:
    wanted = given.get("rollup", {})
    found = {key: str(wanted.get(key, ""))[:60] for key in ("relation", "field", "how", "type")}
    if not found["relation"] or not found["how"]:
        raise Invalid(_("Say which linked pages are summed up, and how."), field="options")
    return {"rollup": found, **_number(field, given)}


_CHECKS: dict[str, Check] = {
    "number": _number,
    "choice": _choice,
    "choices": _choice,
    "people": _people,
    "relation": _relation,
    "file": _people,
    "formula": _formula,
    "rollup": _rollup,
}
