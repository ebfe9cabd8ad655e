"""The text of pages as it stands, for those who may read it, to be quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from practica.content.pages.facts import PageSaved
from practica.content.pages.models import Page
from practica.kit import markup
from practica.kit.contracts import quoting
from practica.kit.contracts.search import Passage
from practica.kit.prepared import prepared


def texts(keys: Sequence[str], *, person: Any) -> dict[str, list[quoting.Stretch]]:
    """What stands under each heading of these pages."""
    rows = _pages(person, uids=[key.removeprefix("page:") for key in keys])
    return {f"page:{uid}": [_stretch(section) for section in markup.sections(html)] for uid, html in rows}


@prepared
def _pages(person: Any, *, uids: list[str]) -> Any:
    rows = Page.objects.visible_to(person).filter(entry__uid__in=uids)
    return rows.values_list("entry__uid", "html")


def _stretch(section: Passage) -> quoting.Stretch:
    return quoting.Stretch(text=section.text, anchor=section.anchor, heading=section.heading)


quoting.register(quoting.Quotable(kind="page", texts=texts, facts=(PageSaved,)))
