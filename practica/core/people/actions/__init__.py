"""What can be done with people: taken in, changed, claimed; signed out elsewhere."""

from practica.core.people.actions.accounts import (
    address_verified,
    change_profile,
    choose_theme,
    end_session,
    move_to_unit,
    take_in,
)
from practica.core.people.actions.claims import claim

__all__ = [
    "address_verified",
    "change_profile",
    "choose_theme",
    "claim",
    "end_session",
    "move_to_unit",
    "take_in",
]
