"""What search keeps in the database: searches people saved, and vectors that took long to make."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.models import Model, UidField
from practica.reach.search.judging.models import ClickChoice as ClickChoice
from practica.reach.search.judging.models import ClickSalt as ClickSalt
from practica.reach.search.judging.models import SearchClick as SearchClick

#: Bytes of the digest of one passage.
DIGEST = 16


class DocumentVectors(Model):
    """The vectors of one document's passages by one model, and what the document belongs to.

    A change replaces the row, so a higher id is newer. ``digests`` has ``DIGEST`` bytes for each passage,
    ``vectors`` one signed byte for each dimension of each passage.
    """

    INTERNAL = True

    key = models.CharField(max_length=200)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    community_uid = models.CharField(max_length=40)
    scopes = models.JSONField(default=list)
    is_demoted = models.BooleanField(default=False)
    digests = models.BinaryField()
    vectors = models.BinaryField()

    class Meta:
        db_table = "search_document_vectors"
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="vectors_once_by_model")]

    def __str__(self) -> str:
        return f"{self.key} by {self.model}"


class Owed(Model):
    """An entry whose vectors have to be looked at since ``since``."""

    INTERNAL = True

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        db_table = "search_owed"

    def __str__(self) -> str:
        return f"entry {self.entry_id}"


class SavedSearch(Model):
    """A search somebody wants to come back to, and to hear of what is new in it.

    ``asked`` is the part of its address behind the question mark. It is looked at again when ``due_at`` has
    come; ``looked_at`` says when it was. One that was dropped can be brought back for a day.
    """

    class Often(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week")
        NEVER = "never", _("Not at all")

    private_to = "person"

    uid = UidField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=120)
    asked = models.CharField(max_length=6000)
    often = models.CharField(max_length=8, choices=Often.choices, default=Often.DAILY)
    created = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, db_index=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "search_saved"

    def __str__(self) -> str:
        return self.name


class SavedSearchHit(Model):
    """That a saved search has found an entry: it is told of once."""

    INTERNAL = True

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="hits")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "search_saved_hit"
        constraints = [models.UniqueConstraint(fields=["search", "entry"], name="saved_hit_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} found by {self.search_id}"
