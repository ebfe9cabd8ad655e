"""What an invitation is worth to somebody who signs up."""

from __future__ import annotations

from django.utils.translation import gettext as _

from practica.core.communities.models import Invitation
from practica.core.communities.queries import invitation_by_token
from practica.core.people.invited import Invited


def worth(token: str) -> Invited | None:
    """The address an invitation is bound to and what it says, or None when it does not work any more."""
    invitation = invitation_by_token(token)
    return Invited(email=invitation.email, sentence=sentence_of(invitation)) if invitation else None


def sentence_of(invitation: Invitation) -> str:
    """Who invites to what, for somebody who holds the invitation."""
    host, community = invitation.invited_by, invitation.community.name
    if host is None:
        return _("You are invited to %(community)s.") % {"community": community}
    return _("%(name)s invites you to %(community)s.") % {"name": host.name, "community": community}
