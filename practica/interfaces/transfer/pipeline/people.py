"""Authors of a source, found or made once each."""

from __future__ import annotations

from practica.core.communities.actions import remember_author
from practica.core.communities.models import Community, Membership
from practica.core.people.actions import author_from_elsewhere
from practica.core.people.models import Person


class Authors:
    """Answers who somebody named in a source is here. Ask inside the transaction that uses the answer."""

    def __init__(self, community: Community, actor: Person) -> None:
        self.community, self.actor = community, actor
        self._known: dict[tuple[str, str], Person] = {}

    def person(self, name: str, email: str = "") -> Person:
        """The author ``name``; the importer herself when the name or address is hers."""
        key = (" ".join(name.split()), email.strip().lower())
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def forget(self) -> None:
        """Ask anew: the transaction that made some of them was rolled back."""
        self._known.clear()

    def _find(self, name: str, email: str) -> Person:
        if (email and email == self.actor.email.lower()) or (not email and name == self.actor.name):
            return self.actor
        alumni = Membership.objects.filter(community=self.community, state=Membership.State.ALUMNI)
        person = author_from_elsewhere(name, email, among=alumni.values_list("person_id", flat=True))
        remember_author(self.community, person)
        return person
