"""Types are made, changed and retired."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.communities.models import Community
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types import access
from practica.core.types.facts import TypeChanged, TypeMade
from practica.core.types.looks import HUES, ICONS
from practica.core.types.models import KnowledgeType
from practica.core.types.naming import free_name
from practica.kit.access import Invalid, Stale, demand

MOST_TYPES, MOST_POINTS, LONGEST_TEMPLATE = 100, 20, 20_000
WORDS = ("label", "sentence", "template", "example", "icon", "hue")


@transaction.atomic
def make_type(
    *, community: Community | None, label: str, sentence: str = "", actor: Person, **more: Any
) -> KnowledgeType:
    """A new type of ``community``, or of the site (None). ``more`` as for :func:`change_type`."""
    demand(access.can_keep(actor, community), _("Leads keep the types of a community."))
    if KnowledgeType.objects.filter(community=community).count() >= MOST_TYPES:
        raise Invalid(_("There are %(most)d types already; retire one first.") % {"most": MOST_TYPES})
    type = KnowledgeType(community=community, **_checked({"label": label, "sentence": sentence, **more}))
    type.name = free_name(
        type.label, taken=KnowledgeType.objects.filter(community=community).values_list("name", flat=True)
    )
    type.save()
    record(TypeMade(actor_id=actor.pk, community_id=community.pk if community else None, type_uid=type.uid))
    return type


@transaction.atomic
def change_type(
    type: KnowledgeType, *, version: int | None = None, actor: Person, **new: Any
) -> KnowledgeType:
    """Give ``type`` other words or standing: ``label``, ``sentence``, ``template``, ``example``,
    ``checklist``, ``icon``, ``hue``, ``needs_review``, ``review_days``. Raises Stale when somebody changed it
    since ``version``."""
    type = to_change(type, version, actor)
    for name, value in _checked(new).items():
        setattr(type, name, value)
    return touch(type, "words", actor)


@transaction.atomic
def retire(type: KnowledgeType, *, actor: Person) -> KnowledgeType:
    """Offer ``type`` no more; what is of it stays as it is."""
    type = to_change(type, None, actor)
    if type.is_article:
        raise Invalid(_("The article stays: every page that is nothing else is one."))
    type.is_retired = True
    return touch(type, "retired", actor)


@transaction.atomic
def bring_back(type: KnowledgeType, *, actor: Person) -> KnowledgeType:
    """Offer a retired ``type`` again."""
    type = to_change(type, None, actor)
    type.is_retired = False
    return touch(type, "brought back", actor)


def to_change(type: KnowledgeType, version: int | None, actor: Person) -> KnowledgeType:
    """``type`` as it stands, held until the caller's action is done. Raises Refused, and Stale when it is not
    at ``version`` any more."""
    demand(access.can_keep(actor, type.community), _("You cannot change this type."))
    current: KnowledgeType = KnowledgeType.objects.select_for_update().get(pk=type.pk)
    if version is not None and version != current.version:
        raise Stale(_("Somebody else changed this type meanwhile."), current=current)
    # The caller's own object follows: whoever holds it must not think that it has no fields.
    type.refresh_from_db()
    return type


def touch(type: KnowledgeType, what: str, actor: Person) -> KnowledgeType:
    """Save ``type`` as changed, count the change and tell of it, inside the caller's action."""
    type.version += 1
    type.changed = timezone.now()
    type.save()
    record(TypeChanged(actor_id=actor.pk, community_id=type.community_id, type_uid=type.uid, what=what))
    return type


def _checked(new: dict[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for name, value in new.items():
        if name in WORDS:
            checked[name] = _words(name, str(value))
        elif name == "checklist":
            checked[name] = _points(value)
        elif name == "needs_review":
            checked[name] = bool(value)
        elif name == "review_days":
            if value is not None and not 1 <= value <= 3650:
                raise Invalid(_("Review after 1 to 3650 days."), field=name)
            checked[name] = value
        else:
            raise TypeError(name)
    return checked


def _words(name: str, text: str) -> str:
    if name in ("template", "example"):
        if len(text) > LONGEST_TEMPLATE:
            raise Invalid(_("This text is too long for a type."), field=name)
        return text.replace("\r\n", "\n").strip("\n")
    text = " ".join(text.split())
    if name == "label" and not text:
        raise Invalid(_("Give the type a name."), field="label")
    if len(text) > {"label": 80, "sentence": 200}.get(name, 20):
        raise Invalid(_("This is too long."), field=name)
    if (name == "icon" and text not in ICONS) or (name == "hue" and text not in HUES):
        raise Invalid(_("Choose one of those offered."), field=name)
    return text


def _points(value: Sequence[str]) -> list[str]:
    points = [" ".join(one.split())[:200] for one in value]
    return [one for one in points if one][:MOST_POINTS]
