"""What a file is called, what it is, where it is filed; and the text the house found in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.entries.actions import bin_entry, restore_entry, set_topics, text_changed
from practica.core.files import access, facts
from practica.core.files.actions.covering import forget_as_cover
from practica.core.files.extract import Extract
from practica.core.files.families import family_of
from practica.core.files.keeping import clean_name
from practica.core.files.models import FilePart, StoredFile
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand

LONGEST_SUMMARY = 300


@transaction.atomic
def describe(
    stored: StoredFile, *, name: str, summary: str = "", topics: Iterable[str] = (), actor: Person
) -> StoredFile:
    """Call ``stored`` ``name``, say what it is and file it under ``topics``. Its ending stays as it is.

    Raises Invalid for an empty name or too long a description.
    """
    demand(access.can_edit(actor, stored), _("You cannot change this file."))
    if not name.strip(" ."):
        raise Invalid(_("Give it a name."), field="name")
    summary = " ".join(summary.split())
    if len(summary) > LONGEST_SUMMARY:
        raise Invalid(
            _("The description is %(long)d characters long; %(most)d is the most.")
            % {"long": len(summary), "most": LONGEST_SUMMARY},
            field="summary",
        )
    ending = stored.name.rpartition(".")[2] if "." in stored.name else ""
    name = clean_name(name)
    if ending and not name.lower().endswith(f".{ending.lower()}"):
        name = clean_name(f"{name}.{ending}")
    stored.name, stored.family = name, family_of(name, stored.media_type)
    stored.save(update_fields=["name", "family"])
    text_changed(stored.entry, title=name[:200], summary=summary, actor=actor)
    set_topics(stored.entry, topics, actor=actor)
    record(
        facts.FileDescribed(
            actor_id=actor.pk,
            community_id=stored.entry.community_id,
            entry_id=stored.entry_id,
            file_id=stored.pk,
        )
    )
    return stored


@transaction.atomic
def throw_away(stored: StoredFile, *, actor: Person) -> None:
    """Put a file of the library into the bin, where it stays for 30 days."""
    demand(access.can_bin(actor, stored), _("You cannot delete this file."))
    bin_entry(stored.entry, actor=actor)
    forget_as_cover(stored)


@transaction.atomic
def take_out(stored: StoredFile, *, actor: Person) -> None:
    """Bring a file of the library back from the bin."""
    restore_entry(stored.entry, actor=actor)


@transaction.atomic
def keep_text(stored: StoredFile, extract: Extract) -> None:
    """Keep the text found inside ``stored`` (no actor: it is the house that reads), unless it has become
    another version since it was read."""
    same = StoredFile.objects.select_for_update().filter(pk=stored.pk, location=stored.location)
    if not same.exists():
        return
    FilePart.objects.filter(file=stored).delete()
    FilePart.objects.bulk_create(
        [
            FilePart(file=stored, position=position, locator=part.locator[:120], text=part.text)
            for position, part in enumerate(extract.parts)
        ]
    )
    stored.text_read, stored.text_note = timezone.now(), extract.note[:300]
    stored.save(update_fields=["text_read", "text_note"])
    record(
        facts.FileTextRead(
            community_id=stored.entry.community_id, entry_id=stored.entry_id, file_id=stored.pk
        )
    )
