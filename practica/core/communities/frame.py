"""What every page of a community stands in: cover, name, purpose, people, ways in, tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from practica.core.communities.access import role_in
from practica.core.communities.models import CORE_GROUP, Community, Role
from practica.core.communities.queries import LANGUAGES, open_request_of, some_members
from practica.kit.contracts import sections, tabs

PILE = 4
JOINING_WORDS = {
    Community.Joining.OPEN: _("Open to join"),
    Community.Joining.REQUEST: _("Ask to join"),
    Community.Joining.INVITATION: _("By invitation"),
}
AUDIENCE_WORDS = {
    Community.Audience.PUBLIC: _("Public"),
    Community.Audience.EVERYONE: _("Everyone signed in"),
    Community.Audience.ORGANISATIONS: _("Named organisations"),
    Community.Audience.MEMBERS: _("Members only"),
}


@dataclass(frozen=True)
class ShownTab:
    """A tab as the tabs component shows it."""

    label: str
    url: str
    current: bool
    count: int


def frame_of(community: Community, person: Any, *, tab: str = "overview") -> dict[str, Any]:
    """The context of ``communities/frame.html`` for ``community`` as ``person`` sees it, on the tab ``tab``.

    The caller has loaded ``community`` through ``visible_to``. Two queries at most beside the reader's roles.
    """
    role = role_in(person, community.pk)
    asked = None
    if role is None and community.joining == Community.Joining.REQUEST:
        asked = open_request_of(person, community)
    return {
        "community": community,
        "tab": tab,
        "role": role,
        "role_word": Role(role).label if role else "",
        "request_open": asked,
        "pile": some_members(community, seen_by=person, limit=PILE),
        "joining_word": JOINING_WORDS[Community.Joining(community.joining)],
        "audience_word": AUDIENCE_WORDS[Community.Audience(community.audience)],
        "language_word": LANGUAGES.get(community.language, community.language),
        "community_tabs": _tabs(community, person, tab),
        "community_acts": sections.sections_of(sections.COMMUNITY_ACTS, community, person),
    }


def _tabs(community: Community, person: Any, current: str) -> list[ShownTab]:
    return [
        ShownTab(
            label=str(tab.label),
            url=tab.url(community),
            current=tab.name == current,
            count=tab.count(community, person) if tab.count else 0,
        )
        for tab in tabs.all_tabs()
        if tab.shown is None or tab.shown(community, person)
    ]


def steps_for_newcomers(community: Community, person: Any) -> list[tabs.Step]:
    """At most three things worth a newcomer's first minutes, only such as exist."""
    offers = (tab.start(community, person) for tab in tabs.all_tabs() if tab.start)
    return [step for step in offers if step is not None][:3]


def steps_for_leads(community: Community, person: Any) -> list[tabs.Step]:
    """What a lead could do next for the community, or who is in its core; nothing for all others."""
    if role_in(person, community.pk) not in CORE_GROUP:
        return []
    offers = (tab.todo(community, person) for tab in tabs.all_tabs() if tab.todo)
    return [step for step in offers if step is not None]


def address(community: Community) -> str:
    """The overview."""
    return reverse("communities:show", args=[community.slug])
