"""Communities as a Django app."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Holds communities, memberships and the ways in."""

    name = "practica.core.communities"
    label = "communities"

    def ready(self) -> None:
        """Tell sign-up what an invitation is worth."""
        from practica.core.communities.invited import worth
        from practica.core.people.invited import invitations_are_checked_by

        invitations_are_checked_by(worth)
