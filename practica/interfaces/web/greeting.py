"""The first two lines of home: a greeting, and in one sentence what is new."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practica.interfaces.web.shell import Shell

NOON, EVENING, NIGHT = 12, 18, 5


def hello(person: Any) -> str:
    """“Good morning, Amara”, by the clock of the reader."""
    hour = timezone.localtime().hour
    name = {"name": person.name.split(" ")[0] or person.handle}
    if NIGHT <= hour < NOON:
        return _("Good morning, %(name)s") % name
    if NOON <= hour < EVENING:
        return _("Good afternoon, %(name)s") % name
    return _("Good evening, %(name)s") % name


def whats_new(shell: Shell) -> str:
    """One sentence: where something is new, and what waits in the inbox."""
    active = [community.name for community in shell.communities if community.unread]
    waiting = shell.inbox_count
    if active and waiting:
        return f"{_where(active)} {_inbox(waiting)}"
    if active:
        return _where(active)
    if waiting:
        return _inbox(waiting)
    if not shell.communities:
        return _("What happens in your communities comes here.")
    return _("Nothing new since you were here last.")


def _where(names: list[str]) -> str:
    if len(names) == 1:
        return _("There is news in %(name)s.") % {"name": names[0]}
    if len(names) == 2:
        return _("There is news in %(first)s and %(second)s.") % {"first": names[0], "second": names[1]}
    return _("There is news in %(count)d of your communities.") % {"count": len(names)}


def _inbox(count: int) -> str:
    return ngettext("%(count)d thing waits in your inbox.", "%(count)d things wait in your inbox.", count) % {
        "count": count
    }
