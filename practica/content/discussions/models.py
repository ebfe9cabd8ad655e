"""Threads, their posts, and what people keep beside them: votes, former texts, drafts."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from practica.core.communities.models import LEADS, Community, Membership
from practica.core.entries.models import TITLE_LENGTH, Entry
from practica.core.people.models import Person
from practica.kit.markup import SafeHtml
from practica.kit.models import Model, SightQuerySet, UidField

QUESTION, DISCUSSION = "question", "discussion"


def anchor_of(uid: str) -> str:
    """The fragment that jumps to the post ``uid`` on its thread's page."""
    return f"post-{uid}"


class ThreadQuerySet(SightQuerySet):
    """Threads, in words of their lists."""

    def visible_to(self, person: Any) -> Self:
        """Those whose entry ``person`` sees."""
        return self.filter(Entry.objects.sight_of(person, prefix="entry__"))

    def questions(self) -> Self:
        """Only questions."""
        return self.filter(entry__kind=QUESTION)

    def discussions(self) -> Self:
        """Only discussions."""
        return self.filter(entry__kind=DISCUSSION)

    def unanswered(self) -> Self:
        """Open questions nobody has answered."""
        return self.questions().filter(answer_count=0, is_locked=False, entry__state=Entry.State.PUBLISHED)

    def started_by(self, person: Any) -> Self:
        """Those ``person`` asked or started."""
        return self.filter(entry__author=person.pk)


class Thread(Model):
    """A question or a discussion, as ``entry.kind`` says. Counts are kept, not counted."""

    seen_through = "entry"

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="thread")
    answer_count = models.PositiveIntegerField(default=0)
    accepted = models.ForeignKey("Post", null=True, on_delete=models.SET_NULL, related_name="+")
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    page_entry = models.ForeignKey(
        Entry, null=True, on_delete=models.SET_NULL, related_name="made_from_threads"
    )
    is_locked = models.BooleanField(default=False)

    objects: ClassVar = ThreadQuerySet.as_manager()

    def __str__(self) -> str:
        return self.entry.title

    @property
    def is_question(self) -> bool:
        """Whether it was asked, rather than started as a discussion."""
        return self.entry.kind == QUESTION

    @property
    def is_answered(self) -> bool:
        """Whether one answer was accepted."""
        return self.accepted_id is not None

    @property
    def is_open(self) -> bool:
        """Whether members can still write in it."""
        return not self.is_locked and self.entry.state == Entry.State.PUBLISHED

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return self.entry.get_absolute_url()


class PostQuerySet(SightQuerySet):
    """Posts, in words of a thread."""

    def visible_to(self, person: Any) -> Self:
        """Those of threads ``person`` sees. A deleted one only to its author and to leads, who may restore
        it."""
        shown = Q(deleted_at__isnull=True)
        if person.pk is not None:
            led = Membership.objects.filter(person=person.pk, role__in=LEADS, state=Membership.State.ACTIVE)
            shown |= Q(author=person.pk) | Q(thread__entry__community__in=led.values("community"))
        return self.filter(shown, Entry.objects.sight_of(person, prefix="thread__entry__"))

    def standing(self) -> Self:
        """Without those that were deleted."""
        return self.filter(deleted_at__isnull=True)

    def contributions(self) -> Self:
        """Answers and replies: not the opening, not comments."""
        return self.filter(kind__in=(Post.Kind.ANSWER, Post.Kind.REPLY))

    def oldest_first(self) -> Self:
        """In the order they were written."""
        return self.order_by("created", "pk")


class Post(Model):
    """Something written in a thread. ``html`` is made from ``body`` when it is saved, by ``kit.markup``
    alone; ``links`` are what the text links to, in the shape of ``entries.actions.LinkTo``."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening")
        ANSWER = "answer", _("Answer")
        REPLY = "reply", _("Reply")
        COMMENT = "comment", _("Comment")

    uid = UidField()
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="posts")
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    links = models.JSONField(default=list)
    created = models.DateTimeField(default=timezone.now)
    edited = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    vote_count = models.PositiveIntegerField(default=0)
    is_accepted = models.BooleanField(default=False)
    became = models.ForeignKey(Entry, null=True, on_delete=models.SET_NULL, related_name="made_from_posts")
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread"], condition=Q(is_accepted=True), name="one_accepted_answer"
            ),
            models.UniqueConstraint(fields=["thread"], condition=Q(kind="opening"), name="one_opening"),
            models.CheckConstraint(
                condition=Q(kind="comment", parent__isnull=False)
                | (~Q(kind="comment") & Q(parent__isnull=True)),
                name="only_comments_hang_on_posts",
            ),
            models.CheckConstraint(
                condition=Q(is_accepted=False) | Q(kind="answer", deleted_at__isnull=True),
                name="only_standing_answers_are_accepted",
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "kind", "created"]),
            models.Index(F("thread"), F("kind"), F("vote_count").desc(), F("created"), name="post_by_votes"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    @property
    def anchor(self) -> str:
        """The fragment that jumps to it on its thread's page."""
        return anchor_of(self.uid)

    @property
    def is_deleted(self) -> bool:
        """Whether it was deleted and could be restored."""
        return self.deleted_at is not None

    @cached_property
    def shown(self) -> SafeHtml:
        """Its text for a template."""
        return SafeHtml(self.html)

    @property
    def version(self) -> str:
        """Which text this is; an editor sends back the one it started from."""
        return self.edited.isoformat() if self.edited else ""

    def get_absolute_url(self) -> str:
        """Its place on the thread's page, where a thread has only one."""
        address = self.thread.get_absolute_url()
        return address if self.kind == self.Kind.OPENING else f"{address}#{self.anchor}"


class PostRevision(Model):
    """A text a post had before somebody edited it. ``title`` is the thread's, for an opening."""

    seen_through = "post"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField(blank=True)
    written = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-written", "-pk"]

    def __str__(self) -> str:
        return f"{self.post_id} until {self.written}"


class PostVote(Model):
    """That an answer helped a person."""

    private_to = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="post_votes")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="one_vote_per_post")]

    def __str__(self) -> str:
        return f"{self.person_id} votes {self.post_id}"


class PostDraft(Model):
    """What a person has typed and not posted: in a thread, or a new question or discussion in a community."""

    private_to = "person"

    uid = UidField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="post_drafts")
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="drafts")
    community = models.ForeignKey(Community, null=True, on_delete=models.CASCADE, related_name="post_drafts")
    kind = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=TITLE_LENGTH * 2, blank=True)
    body = models.TextField(blank=True)
    topics = models.CharField(max_length=500, blank=True)
    saved = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "thread"], condition=Q(thread__isnull=False), name="one_draft_per_thread"
            ),
            models.UniqueConstraint(
                fields=["person", "community", "kind"],
                condition=Q(thread__isnull=True),
                name="one_new_draft_per_community",
            ),
            models.CheckConstraint(
                condition=Q(thread__isnull=False, community__isnull=True, kind="")
                | Q(thread__isnull=True, community__isnull=False, kind__in=(QUESTION, DISCUSSION)),
                name="draft_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.person_id}"
