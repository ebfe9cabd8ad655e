"""The envelope every piece of knowledge and every discussion has, and the words it is filed under."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from practica.core.communities.models import CORE_GROUP, LEADS, Community, Membership, communities_of
from practica.core.people.models import Person
from practica.kit.contracts import kinds
from practica.kit.models import Model, SightQuerySet, UidField

TITLE_LENGTH = 200
#: ``active_at`` of what came in bulk and has been touched by nobody since: no feed shows it.
NOT_ACTIVE = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class EntryQuerySet(SightQuerySet):
    """Entries, in words of feeds and lists."""

    def visible_to(self, person: Any) -> Self:
        """What is published for an audience ``person`` belongs to; her own in any state; what waits for
        review also for leads, and for members who were asked by name to look at it. Nothing from the bin."""
        return self.filter(self.sight_of(person))

    def sight_of(self, person: Any, *, prefix: str = "") -> Q:
        """The rule of :meth:`visible_to` as a condition, for rows whose relation ``prefix`` (``entry__``)
        leads to their entry."""
        audience, state = Entry.Audience, Entry.State

        def on(**conditions: Any) -> Q:
            return Q(**{prefix + field: value for field, value in conditions.items()})

        out = on(state__in=(state.PUBLISHED, state.ARCHIVED))
        community = Community.objects.sight_of(person, prefix=f"{prefix}community__")
        if person.pk is None:
            return out & on(audience=audience.COMMUNITY) & community
        inside = on(community__in=communities_of(person))
        named = Entry.readers.through.objects.filter(person=person.pk).values("entry")
        core, led = communities_of(person, roles=CORE_GROUP), communities_of(person, roles=LEADS)
        for_her = on(audience=audience.COMMUNITY)
        for_her |= inside & (on(audience=audience.MEMBERS) | on(audience=audience.NAMED, pk__in=named))
        for_her |= on(audience=audience.CORE, community__in=core)
        hers = inside & (on(author=person.pk) | on(owner=person.pk)) & ~on(state=state.BINNED)
        asked = Entry.asked.through.objects.filter(person=person.pk).values("entry")
        waiting = on(state=state.IN_REVIEW) & (on(community__in=led) | inside & on(pk__in=asked))
        return (out & for_her | hers | waiting) & community

    def binned_for(self, person: Any) -> Self:
        """What ``person`` may bring back: her own, and all in communities she leads."""
        if person.pk is None:
            return self.none()
        led = Membership.objects.filter(person=person.pk, role__in=LEADS, state=Membership.State.ACTIVE)
        mine = Q(author=person.pk) | Q(community__in=led.values("community"))
        # When it was binned is asked for as the index of what is binned has it.
        return self.filter(mine, state=Entry.State.BINNED, binned_at__isnull=False)

    def in_listed_for(self, person: Any) -> Self:
        """Only those of communities a list may name to ``person``: an unlisted one is found by its address,
        so what is in it turns up in no list but its own."""
        return self.filter(community__in=Community.objects.listed_for(person).values("pk"))

    def out(self) -> Self:
        """Published and current."""
        return self.filter(state=Entry.State.PUBLISHED)

    def of_kind(self, name: str) -> Self:
        """Only this kind."""
        return self.filter(kind=name)

    def of_kinds(self, *names: str) -> Self:
        """Those of several kinds, found on the way along the order asked for: a database would read kind by
        kind, and sort them all."""
        return self.alias(of_its_kind=Coalesce("kind", Value(""))).filter(of_its_kind__in=names)

    def in_feed(self) -> Self:
        """Published entries of kinds that appear in feeds."""
        quiet = kinds.quiet_kinds()
        # Left out, not listed: a list of kinds would make a database read kind by kind and sort them all.
        rows = self.out().exclude(kind__in=quiet) if quiet else self.out()
        return rows.filter(active_at__gt=NOT_ACTIVE)

    def lately_active_first(self) -> Self:
        """Newest activity first."""
        return self.order_by("-active_at", "-pk")

    def in_communities(self, ids: Sequence[int]) -> Self:
        """Those of several communities, found on the way along the order asked for: going through all entries
        of each community and sorting them would take longer the more there are."""
        return self.alias(in_community=Coalesce("community_id", 0)).filter(in_community__in=ids)


class Entry(Model):
    """The envelope. No column for one kind only."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")
        BINNED = "binned", _("In the bin")

    class Confidence(models.TextChoices):
        WIP = "wip", _("Work in progress")
        NOT_VALIDATED = "not_validated", _("Not validated")
        VALIDATED = "validated", _("Validated")
        ARCHIVED = "archived", _("Archived")

    class Audience(models.TextChoices):
        COMMUNITY = "community", _("Everyone who sees the community")
        MEMBERS = "members", _("Members")
        CORE = "core", _("Core group")
        NAMED = "named", _("Named people")

    uid = UidField()
    kind = models.CharField(max_length=20)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="entries")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="entries")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="owned")
    title = models.CharField(max_length=TITLE_LENGTH)
    slug = models.SlugField(max_length=80, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    confidence = models.CharField(max_length=13, choices=Confidence.choices, default=Confidence.NOT_VALIDATED)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.COMMUNITY)
    readers = models.ManyToManyField(Person, blank=True, related_name="+")
    # Who was asked by name to look at it before others see it. Means nothing in any other state.
    asked = models.ManyToManyField(Person, blank=True, related_name="+")
    language = models.CharField(max_length=12, default="en")
    topics: models.ManyToManyField[Topic, Any] = models.ManyToManyField(
        "Topic", blank=True, related_name="entries"
    )
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    published = models.DateTimeField(null=True, blank=True)
    active_at = models.DateTimeField(default=timezone.now)
    binned_at = models.DateTimeField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    # Who said last that it is still right, and when. While what it says stays as it was then, ``confidence``
    # is VALIDATED.
    verification = models.ForeignKey(
        "Verification", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reply_count = models.PositiveIntegerField(default=0)
    vote_count = models.PositiveIntegerField(default=0)
    # Talks about a passage of its text that nobody has settled.
    open_comment_count = models.PositiveIntegerField(default=0, db_default=0)

    objects: ClassVar = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-active_at", "-id"], name="entry_feed"),
            models.Index(fields=["community", "kind", "-active_at"], name="entry_community_feed"),
            models.Index(fields=["community", "-active_at", "-id"], name="entry_community_newest"),
            models.Index(fields=["author", "state"]),
            models.Index(
                fields=["community", "-binned_at"], condition=Q(binned_at__isnull=False), name="entry_binned"
            ),
            models.Index(fields=["community", "kind", "reply_count"], name="entry_unanswered"),
            # Where nearly all is answered, a walk along the feed would read most of it to find five.
            models.Index(fields=["kind", "reply_count", "-active_at", "-id"], name="entry_waiting"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the slug in step with the title."""
        self.slug = slugify(self.title)[:80].strip("-")
        if kwargs.get("update_fields") and "title" in kwargs["update_fields"]:
            kwargs["update_fields"] = {*kwargs["update_fields"], "slug"}
        super().save(*args, **kwargs)

    @property
    def handle(self) -> str:
        """The part of its address that names it: ``slug-uid``; the uid alone is enough to find it."""
        return f"{self.slug}-{self.uid}" if self.slug else self.uid

    @property
    def look(self) -> kinds.Kind:
        """The words and look of its kind."""
        return kinds.get(self.kind)

    @property
    def is_out(self) -> bool:
        """Whether others than author, leads and those asked to review it can see it."""
        return self.state in (self.State.PUBLISHED, self.State.ARCHIVED)

    @property
    def needs_look(self) -> bool:
        """Whether the day came from which somebody should see whether it is still right."""
        return self.review_due is not None and self.review_due <= timezone.now().date()

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return kinds.get(self.kind).url(self)


class Topic(Model):
    """One word of the vocabulary, with other labels that mean the same."""

    INTERNAL = True

    slug = models.SlugField(max_length=80, unique=True)
    label = models.CharField(max_length=80)
    other_labels = models.JSONField(default=list, blank=True)
    broader = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="narrower"
    )
    related = models.ManyToManyField("self", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("label"), name="topic_label_once")]

    def __str__(self) -> str:
        return self.label
