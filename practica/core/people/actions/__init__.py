"""What can be done with people: taken in, changed, claimed; signed out elsewhere."""

from practica.core.people.actions.accounts import (
    address_verified,
    change_profile,
    choose_theme,
    end_other_sessions,
    end_session,
    move_to_unit,
    take_in,
)
from practica.core.people.actions.authors import author_from_elsewhere
from practica.core.people.actions.claims import claim
from practica.core.people.actions.lists import bring_in, bring_in_all, look_at_list

__all__ = [
    "address_verified",
    "author_from_elsewhere",
    "bring_in",
    "bring_in_all",
    "change_profile",
    "choose_theme",
    "claim",
    "end_other_sessions",
    "end_session",
    "look_at_list",
    "move_to_unit",
    "take_in",
]
