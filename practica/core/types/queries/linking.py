"""What a summary of linked pages can go by, and what of those pages it can reckon with."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from practica.core.types.models import Field, KnowledgeType


def links_of(type: KnowledgeType, among: Sequence[KnowledgeType]) -> list[tuple[str, str]]:
    """The links pages of ``type`` have, either way, to pages of the types in ``among``, in words. Each is
    called ``field|`` when it leads away, ``field|uid of the other type`` when it leads here."""
    rows = Field.objects.current().filter(kind=Field.Kind.RELATION, type__in=[type, *among])
    found = []
    for one in rows.select_related("type").order_by("type", "position"):
        if one.type_id == type.pk:
            found.append((f"{one.name}|", _("the pages in “%(field)s”") % {"field": one.title}))
        if not one.options.get("types") or type.uid in one.options["types"]:
            words = {"type": one.type.title, "field": one.title}
            told = _("%(type)s: pages whose “%(field)s” leads here") % words
            found.append((f"{one.name}|{one.type.uid}", told))
    return found


def reckoned_with(type: KnowledgeType, among: Sequence[KnowledgeType]) -> list[tuple[str, str]]:
    """The fields a summary can look at in linked pages, by name: of every type the same name is one."""
    without = (Field.Kind.RELATION, Field.Kind.FILE)
    rows = Field.objects.current().filter(type__in=[type, *among]).exclude(kind__in=without)
    titles = {one.name: one.title for one in rows.select_related("type")}
    return sorted(titles.items(), key=lambda pair: pair[1].casefold())
