"""A page, its revisions and drafts."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practica.core.communities.models import Community
from practica.core.entries.models import TITLE_LENGTH, Entry
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType
from practica.kit.addresses import address
from practica.kit.markup.safe import SafeHtml
from practica.kit.models import Model, SightQuerySet, UidField

MAX_DEPTH = 12
WORDS_A_MINUTE = 220
#: The trail of pages that were made as rows of a collection: thousands of them would bury the tree. Who moves
#: one under another page gives it a place there.
AMONG_ROWS = "rows/"


class PageQuerySet(SightQuerySet):
    """Pages, in words of the tree and of lists."""

    def of(self, community: Community) -> Self:
        """Those of one community."""
        return self.filter(community=community)

    def right_below(self, page: Page | None) -> Self:
        """The children of ``page``, or the top level. By trail, which one index answers with their order."""
        return self.filter(trail=page.trail_of_children if page else "/")

    def under(self, page: Page) -> Self:
        """Every page below ``page``, at any depth."""
        return self.filter(trail__startswith=page.trail_of_children)

    def in_tree(self) -> Self:
        """Without the rows of collections, which stand in no tree."""
        return self.filter(trail__startswith="/")

    def in_tree_order(self) -> Self:
        """Siblings as people put them."""
        return self.order_by("position", "pk")

    def newest_first(self) -> Self:
        """Lately changed first."""
        return self.order_by("-entry__changed", "-pk")

    def with_entry(self) -> Self:
        """Joined with all the reader of a page needs."""
        return self.select_related("entry__community", "entry__author")


class Page(Model):
    """A text in a place of a tree. Holds what reading it needs, so that one joined query serves a reader."""

    seen_through = "entry"

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="page")
    # The entry's community once more: siblings are found by one index. Only actions write it.
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    type = models.ForeignKey(KnowledgeType, on_delete=models.PROTECT, related_name="pages")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )
    # Where it stood before its parent went into the bin; it returns when the parent does.
    lifted_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The ids above it from the top, "/3/17/": ancestors without walking, descendants by prefix.
    trail = models.CharField(max_length=300, default="/")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    outline = models.JSONField(default=list)
    words = models.PositiveIntegerField(default=0)
    writer_count = models.PositiveIntegerField(default=1)

    objects: ClassVar = PageQuerySet.as_manager()

    #: The change or the new page that waits for review, on a page that saving or creating has just returned.
    proposed: Any = None

    class Meta:
        indexes = [
            models.Index(fields=["community", "trail", "position"], name="page_siblings"),
        ]

    def __str__(self) -> str:
        return self.entry.title

    @property
    def is_in_tree(self) -> bool:
        """Whether people find it in the tree; else in collections and by searching."""
        return self.trail.startswith("/")

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids of the pages above it, from the top."""
        return [int(part) for part in self.trail.split("/") if part.isdigit()]

    @property
    def depth(self) -> int:
        """How many pages stand above it."""
        return self.trail.count("/") - 1

    @property
    def trail_of_children(self) -> str:
        """The trail of the pages right below it; every trail further down begins with it."""
        return f"{self.trail}{self.pk}/"

    @property
    def safe_html(self) -> SafeHtml:
        """The text as stored at save, when it passed the allow list."""
        return SafeHtml(self.html)

    @property
    def minutes(self) -> int:
        """How long reading it takes, at least one minute."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    @property
    def other_writers(self) -> int:
        """How many people beside its author wrote in it."""
        return max(0, self.writer_count - 1)

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return self.entry.get_absolute_url()

    def address(self, name: str, *arguments: Any) -> str:
        """The address of one of its doors: ``edit``, ``history``, …"""
        return address(f"pages:{name}", self.entry.community.slug, self.entry.handle, *arguments)

    @property
    def edit_url(self) -> str:
        """Where it is edited."""
        return self.address("edit")

    @property
    def history_url(self) -> str:
        """Its versions."""
        return self.address("history")


class Revision(Model):
    """One saved version. Its HTML is made when it is read, with the links and the rights of that day."""

    class Significance(models.TextChoices):
        TYPO = "typo", _("Typo")
        MINOR = "minor", _("Small change")
        MAJOR = "major", _("Change of content")

    seen_through = "page__entry"

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    body = models.TextField(blank=True)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=120, blank=True)
    # Who let it in, when that is somebody else: it was proposed.
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # Who typed into it too, where several wrote at once.
    contributors = models.ManyToManyField(Person, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    significance = models.CharField(max_length=5, choices=Significance.choices, default=Significance.MAJOR)
    restored_from = models.PositiveIntegerField(null=True)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="one_revision_per_number")]
        indexes = [models.Index(fields=["page", "-number"], name="revision_newest")]

    def __str__(self) -> str:
        return f"{self.page_id}, version {self.number}"

    @property
    def writer(self) -> str:
        """The name of who wrote it, also when there is no account (or none any more)."""
        return self.author.name if self.author else self.author_name


class Draft(Model):
    """Text somebody has not saved yet: of a page (at most one each), or of a page to be."""

    private_to = "person"

    uid = UidField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="page_drafts")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    parent = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField(blank=True)
    topics = models.CharField(max_length=500, blank=True)
    base_version = models.PositiveIntegerField(default=0)
    # Of a page to be: what it is to be. And what was typed in its fields, as the form sends it.
    type = models.ForeignKey(
        KnowledgeType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    fields = models.JSONField(default=dict, blank=True)
    saved = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "page"], condition=Q(page__isnull=False), name="one_draft_per_page"
            )
        ]
        indexes = [models.Index(fields=["person", "-saved"], name="draft_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the writing goes on."""
        if self.page is not None:
            return self.page.edit_url
        return reverse("pages:new", args=[self.community.slug]) + f"?draft={self.uid}"
