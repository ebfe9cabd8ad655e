"""What can have happened to communities and memberships."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class CommunityStarted(Fact):
    """A community came to be."""


@dataclass(frozen=True, kw_only=True)
class CommunityRemoved(Fact):
    """A community nobody had begun to use is gone. ``uid`` and ``name`` are what it was."""

    uid: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class CommunityChanged(Fact):
    """Name, purpose or ways in were changed. ``fields`` names them."""

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CommunityAudienceChanged(Fact):
    """Other people may see the community now."""


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Fact):
    """``subject`` became a member; ``how`` is open, request, invitation, started or added."""

    how: str = "open"


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Fact):
    """``subject`` left or was removed by ``actor``."""


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Fact):
    """``subject`` has another role now."""

    role: str = ""


@dataclass(frozen=True, kw_only=True)
class JoinRequested(Fact):
    """``actor`` asked to join."""

    request_id: int = 0


@dataclass(frozen=True, kw_only=True)
class JoinRefused(Fact):
    """The request of ``subject`` was refused, with a reason."""

    request_id: int = 0


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Fact):
    """``actor`` invited somebody (``subject``, when she has an account)."""

    invitation_id: int = 0


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Fact):
    """``actor`` made an invitation useless."""

    invitation_id: int = 0
