"""An import, its ledger, what waits to be brought in, and which entry came from which source."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.communities.models import LEADS, Community, Membership
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.interfaces.transfer.words import sentences
from practica.kit.models import Model, SightQuerySet, UidField


class ImportQuerySet(SightQuerySet):
    """Imports."""

    def visible_to(self, person: Any) -> Self:
        """Who began it sees it; once it has a community, the leads of that community do, and nobody else:
        somebody who leads no longer has no business in its ledger."""
        if person.pk is None:
            return self.none()
        led = Membership.objects.filter(person=person.pk, role__in=LEADS, state=Membership.State.ACTIVE)
        own = Q(started_by=person.pk, community__isnull=True)
        return self.filter(own | Q(community__in=led.values("community")))

    def at_work(self) -> Self:
        """Those a worker should be busy with."""
        return self.filter(state__in=Import.BUSY)

    def newest_first(self) -> Self:
        """Lately begun first."""
        return self.order_by("-pk")


class Import(Model):
    """One bringing-in of a foreign source, from the upload to the last line of its ledger."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        READING = "reading", _("Being read")
        PLANNED = "planned", _("Ready to import")
        RUNNING = "running", _("Being imported")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Stopped")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    BUSY = (State.WAITING, State.READING, State.RUNNING, State.UNDOING)

    uid = UidField()
    started_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="imports")
    # Who last asked for something: to run it, to undo it. The work has her rights.
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    community = models.ForeignKey(Community, null=True, on_delete=models.CASCADE, related_name="imports")
    # What the new community is to be: the arguments of communities.actions.start. Empty for one that exists.
    founding = models.JSONField(default=dict)
    founded = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, blank=True)
    label = models.CharField(max_length=200, blank=True)
    # Where the upload is kept (storage), or the path of a folder on this server. Never both, never shown.
    location = models.CharField(max_length=200, blank=True)
    server_path = models.CharField(max_length=1000, blank=True)
    # Which earlier imports this is the same source as; and what tells of it beside its contents: of a git
    # repository its first commits ("roots") and where it was cloned from ("remote", hashed).
    source = models.CharField(max_length=200, blank=True)
    origin = models.JSONField(default=dict)
    # How pages stood before this import put them elsewhere, for undoing: uids in order by uid of the parent.
    orders = models.JSONField(null=True)
    is_renewal = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    runs_at_once = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    items_in = models.PositiveIntegerField(default=0)
    links_checked = models.PositiveIntegerField(default=0)
    links_broken = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)
    problem = models.JSONField(null=True)
    created = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True)
    undone = models.DateTimeField(null=True)
    # The process at work and when it last said so.
    holder = models.CharField(max_length=200, blank=True)
    heartbeat = models.DateTimeField(default=timezone.now)

    objects: ClassVar = ImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "heartbeat"], name="import_busy")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Its plan, progress and ledger."""
        return reverse("transfer:show", args=[self.uid])

    @property
    def name(self) -> str:
        """The community it goes to, also before that exists."""
        return self.community.name if self.community else str(self.founding.get("name", ""))

    @property
    def is_busy(self) -> bool:
        """Whether a worker has something to do."""
        return self.state in self.BUSY

    @property
    def problem_sentence(self) -> str:
        """Why it stopped, in the language of the reader."""
        return sentences([self.problem])[0] if self.problem else ""

    @property
    def note_sentences(self) -> list[str]:
        """What is to be said of the source as a whole."""
        return sentences(self.notes)


class ImportItemQuerySet(SightQuerySet):
    """Lines of a ledger."""

    def source_items(self) -> Self:
        """Those that are items of the source: what came in is what these add up to."""
        return self.filter(is_item=True)

    def to_undo(self) -> Self:
        """Those that changed something here and were not taken back yet."""
        changed = self.filter(entry__isnull=False, is_done=True, result__in=("created", "updated", "lossy"))
        return changed.exclude(role=ImportItem.Role.GONE)


class ImportItem(Model):
    """A line of the ledger: a source item, or a page that had to be made beside those (``is_item`` False)."""

    class Role(models.TextChoices):
        PAGE = "page", _("Page")
        SECTION = "section", _("Page made to hold others")
        PART = "part", _("Part of a long page")
        FILE = "file", _("File")
        LEFT = "left", _("Left out")
        GONE = "gone", _("No longer in the source")

    class Result(models.TextChoices):
        CREATED = "created", _("Created")
        UPDATED = "updated", _("Updated")
        UNCHANGED = "unchanged", _("Unchanged")
        LOSSY = "lossy", _("Lost in part")
        SKIPPED = "skipped", _("Skipped")
        FAILED = "failed", _("Failed")

    seen_through = "import_run"

    import_run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=1200)
    path = models.CharField(max_length=1100, blank=True)
    title = models.CharField(max_length=300, blank=True)
    role = models.CharField(max_length=7, choices=Role.choices)
    is_item = models.BooleanField(default=True)
    result = models.CharField(max_length=9, choices=Result.choices)
    reasons = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, blank=True)
    parent_uid = models.CharField(max_length=12, blank=True)
    uid = models.CharField(max_length=12, blank=True, db_index=True)
    # What the words are like whatever path and links they have, to know them again after a move.
    ident = models.CharField(max_length=1200, blank=True)
    content = models.CharField(max_length=64, blank=True)
    sketch = models.CharField(max_length=256, blank=True)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.SET_NULL, related_name="+")
    links_checked = models.PositiveIntegerField(default=0)
    links_broken = models.PositiveIntegerField(default=0)
    # What stood there before, for undoing: {"version": n, "fingerprint": …} of a page that was updated,
    # {"key": …} of an item that had another path.
    before = models.JSONField(null=True)
    # The page version this import wrote; a higher one means somebody wrote since.
    wrote_version = models.PositiveIntegerField(default=0)
    is_done = models.BooleanField(default=False)

    objects: ClassVar = ImportItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["import_run", "position"], name="one_item_per_position"),
        ]
        indexes = [
            models.Index(fields=["import_run", "result", "position"], name="import_item_result"),
            models.Index(fields=["import_run", "is_done", "position"], name="import_item_todo"),
        ]

    def __str__(self) -> str:
        return self.path or self.title

    @property
    def sentences(self) -> list[str]:
        """Why, in the language of the reader."""
        return sentences(self.reasons)

    @property
    def is_kept_from_source(self) -> bool:
        """Whether people's words stand here and others in the source, so that both can be compared."""
        codes = {reason["code"] for reason in self.reasons}
        return self.result == self.Result.SKIPPED and "edited-here" in codes

    @property
    def compare_url(self) -> str:
        """Where what people wrote here stands beside the text of the source; nothing for other lines."""
        if not self.is_kept_from_source:
            return ""
        return reverse("transfer:compare", args=[self.import_run.uid, self.position])


class Waiting(Model):
    """The text of a page between plan and import, its links already written for here; gone once it is in.
    Of a page that people edited here it stays, to be compared with theirs."""

    seen_through = "item__import_run"

    item = models.OneToOneField(ImportItem, on_delete=models.CASCADE, related_name="waiting")
    body = models.TextField(blank=True)
    about = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"text of {self.item_id}"


class SourceLink(Model):
    """That an entry came from an item of a source, as it was then: so importing again changes nothing."""

    seen_through = "entry"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=200)
    key = models.CharField(max_length=1200)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="source_links")
    fingerprint = models.CharField(max_length=64)
    # The key it first had: the same for ever, so that a move changes no fingerprint.
    ident = models.CharField(max_length=1200)
    content = models.CharField(max_length=64, blank=True)
    sketch = models.CharField(max_length=256, blank=True)
    # The version of the page as the import left it, 0 for a file; and the uid of the stored file.
    version = models.PositiveIntegerField(default=0)
    file_uid = models.CharField(max_length=12, blank=True)
    # Where the source puts the page: below which page, as which of its children.
    parent_uid = models.CharField(max_length=12, blank=True)
    place = models.PositiveIntegerField(default=0)
    # Somebody moved the page here: from then on the source does not say where it stands.
    is_placed_here = models.BooleanField(default=False)
    seen_in = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "source", "key"], name="one_entry_per_source_item"),
        ]

    def __str__(self) -> str:
        return self.key
