"""Who may do what with notices: everyone with her own, found through ``visible_to``."""

from __future__ import annotations

from typing import Any

from practica.kit.access import verb


@verb("notifications.keep")
def can_keep(person: Any, notice: Any = None) -> bool:
    """Everyone signed in reads and clears her own notices and chooses her mail."""
    return bool(person.is_authenticated)


@verb("notifications.mute_by_mail")
def can_mute_by_mail(person: Any, choice: Any = None) -> bool:
    """Whoever holds the signed link of a mail, also without signing in (checked by the view's token)."""
    return True
