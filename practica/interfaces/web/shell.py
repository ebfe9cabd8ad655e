"""What the frame round every page shows: communities of the reader, what waits in her inbox.

Two queries a page for somebody signed in, none for anybody else, and none before a template asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from practica.core.communities.access import can_start
from practica.core.communities.models import Membership
from practica.interfaces.web import queries

RAIL = 15
SECTIONS = {
    "": "home",
    "inbox": "inbox",
    "drafts": "drafts",
    "saved": "saved",
    "communities": "communities",
    "people": "people",
    "search": "search",
    "new": "new",
    "you": "settings",
}


@dataclass(frozen=True)
class SettingsTab:
    """One page of a person's own settings."""

    name: str
    label: Any
    address: str

    @property
    def url(self) -> str:
        """Where it is."""
        return reverse(self.address)


# Beside those of people: profile, security, e-mail addresses.
SETTINGS_TABS = (
    SettingsTab("mail", _("Mail"), "notifications:choices"),
    SettingsTab("saved", _("Saved searches"), "search:saved"),
    SettingsTab("looked", _("What you look for"), "gaps:own"),
    SettingsTab("clicks", _("Hits you open"), "search:clicks"),
    SettingsTab("tokens", _("Tokens"), "tokens:index"),
)


@dataclass(frozen=True)
class ShellCommunity:
    """One line of the rail."""

    name: str
    url: str
    hue: int
    initials: str
    unread: bool
    current: bool


class Shell:
    """The frame of one request; each part is looked up once, when a template first asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.site_name = settings.SITE_NAME
        self.settings_tabs = SETTINGS_TABS

    @cached_property
    def theme(self) -> str:
        """``light``, ``dark``, or empty for as the device says."""
        return getattr(self._request.user, "theme", "")

    @cached_property
    def section(self) -> str:
        """Which place of the main menu this page belongs to."""
        first, _, rest = self._request.path.lstrip("/").partition("/")
        if first == "people" and rest.partition("/")[0] == getattr(self._request.user, "handle", None):
            return "you"
        return SECTIONS.get(first, "")

    @cached_property
    def memberships(self) -> list[Membership]:
        """Her memberships, those in lately active communities first."""
        return queries.memberships_of(self._request.user)

    @cached_property
    def communities(self) -> tuple[ShellCommunity, ...]:
        """Her communities by name: the lately active ones, as many as a rail can hold."""
        slug = self._current_slug()
        shown = sorted(self.memberships[:RAIL], key=lambda mine: mine.community.name.casefold())
        return tuple(
            ShellCommunity(
                name=mine.community.name,
                url=mine.community.get_absolute_url(),
                hue=mine.community.hue,
                initials=mine.community.initials,
                unread=mine.community.active_at > mine.seen_at,
                current=mine.community.slug == slug,
            )
            for mine in shown
        )

    @property
    def inbox_count(self) -> int:
        """How many notices wait."""
        return self.counts.inbox

    @property
    def drafts_count(self) -> int:
        """How many texts are begun."""
        return self.counts.drafts

    @cached_property
    def counts(self) -> queries.Counts:
        """The figures beside the menu, in one query."""
        return queries.counts(self._request.user)

    @cached_property
    def can_create(self) -> bool:
        """Whether she may start a community."""
        return can_start(self._request.user)

    def _current_slug(self) -> str:
        match = self._request.resolver_match
        inside = match is not None and self._request.path.startswith("/c/")
        return match.kwargs.get("slug", "") if inside and match is not None else ""


def shell_of(request: HttpRequest) -> Shell:
    """The frame of ``request``, the same for views and templates."""
    known: Any = getattr(request, "shell", None)
    if known is None:
        known = request.shell = Shell(request)  # type: ignore[attr-defined]
    return known


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor; asks nothing before a template does."""
    return {"shell": shell_of(request)}
