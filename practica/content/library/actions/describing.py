"""A resource comes into the catalogue, and what is said of it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.library import access, facts
from practica.content.library.models import KIND, Resource
from practica.core.communities.models import Community
from practica.core.entries.actions import clean_title, create_entry, set_topics, text_changed
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand

LONGEST_USE, LONGEST_ADDRESS = 300, 2000


@dataclass(frozen=True, kw_only=True)
class Description:
    """All that is said of a resource. ``used_for`` is one or two sentences; a book needs no address."""

    title: str
    form: str = Resource.Form.LINK
    address: str = ""
    made_by: str = ""
    year: int | None = None
    language: str = ""
    used_for: str = ""
    topics: tuple[str, ...] = ()


@transaction.atomic
def add(community: Community, said: Description, *, audience: str = "community", actor: Person) -> Resource:
    """Put a resource into the catalogue. Raises Invalid for what cannot be said of one."""
    demand(access.can_add(actor, community), _("Only members add resources."))
    said = _cleaned(said)
    if audience not in Entry.Audience.values:
        raise Invalid(_("There is no such audience."), field="audience")
    entry = create_entry(
        kind=KIND,
        community=community,
        author=actor,
        title=said.title,
        summary=said.used_for,
        language=said.language,
        audience=audience,
        actor=actor,
    )
    resource = Resource.objects.create(
        entry=entry, form=said.form, address=said.address, made_by=said.made_by, year=said.year
    )
    set_topics(entry, said.topics, actor=actor)
    record(facts.ResourceAdded(actor_id=actor.pk, community_id=community.pk, entry_id=entry.pk))
    return resource


@transaction.atomic
def edit(resource: Resource, said: Description, *, actor: Person) -> Resource:
    """Say otherwise what it is. A new address has not failed yet. Raises Invalid as :func:`add`."""
    demand(access.can_edit(actor, resource), _("You cannot change this resource."))
    said = _cleaned(said)
    if said.address != resource.address:
        resource.looked_at, resource.failing_since, resource.is_dead, resource.problem = None, None, False, ""
    resource.form, resource.address, resource.made_by = said.form, said.address, said.made_by
    resource.year = said.year
    resource.save()
    entry = resource.entry
    if said.language and said.language != entry.language:
        entry.language = said.language
        entry.save(update_fields=["language"])
    text_changed(entry, title=said.title, summary=said.used_for, actor=actor)
    set_topics(entry, said.topics, actor=actor)
    record(facts.ResourceEdited(actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk))
    return resource


def _cleaned(said: Description) -> Description:
    used_for = " ".join(said.used_for.split())
    if len(used_for) > LONGEST_USE:
        raise Invalid(
            _("This is %(long)d characters long; %(most)d is the most.")
            % {"long": len(used_for), "most": LONGEST_USE},
            field="used_for",
        )
    if said.form not in Resource.Form.values:
        raise Invalid(_("There is no such sort of resource."), field="form")
    if said.year is not None and not 1000 <= said.year <= timezone.now().year + 2:
        raise Invalid(_("This year cannot be."), field="year")
    return Description(
        title=clean_title(said.title),
        form=said.form,
        address=clean_address(said.address),
        made_by=" ".join(said.made_by.split())[:200],
        year=said.year,
        language=said.language,
        used_for=used_for,
        topics=said.topics,
    )


def clean_address(address: str) -> str:
    """``address`` as a link of the web may be. Raises Invalid for anything else."""
    address = "".join(address.split())
    if not address:
        return ""
    if "://" not in address and "." in address.partition("/")[0]:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        is_link = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.password
    except ValueError:
        is_link = False
    if not is_link or len(address) > LONGEST_ADDRESS:
        raise Invalid(_("This is no address of the web. It begins with https://."), field="address")
    return address
