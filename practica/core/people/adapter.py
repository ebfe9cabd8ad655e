"""How django-allauth makes and finds our people."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from practica.core.people.queries import free_handle


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of the house."""

    def populate_username(self, request: Any, user: Any) -> None:
        """Give a new person a free handle made from her name."""
        user.handle = free_handle(user.name)
