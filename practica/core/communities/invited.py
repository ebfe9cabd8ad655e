"""What an invitation is worth to somebody who signs up."""

from __future__ import annotations

from practica.core.communities.queries import invitation_by_token
from practica.core.people.invited import Invited


def worth(token: str) -> Invited | None:
    """The address an invitation is bound to, or None when it does not work any more."""
    invitation = invitation_by_token(token)
    return Invited(email=invitation.email) if invitation else None
