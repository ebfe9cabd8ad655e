"""How a thread becomes findable: one document, with a stretch for every post and the place to jump to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db.models import Prefetch

from practica.content.discussions import facts
from practica.content.discussions.models import DISCUSSION, QUESTION, Post, Thread
from practica.core.entries.findable import FOUND_IN, document_of
from practica.core.entries.models import Entry
from practica.kit import markup
from practica.kit.contracts import search

# A new thread is known by the fact of its entry; with its own it would be indexed twice.
FACTS = (
    facts.AnswerPosted,
    facts.ReplyPosted,
    facts.CommentPosted,
    facts.PostEdited,
    facts.PostDeleted,
    facts.PostRestored,
    facts.AnswerAccepted,
    facts.AnswerUnaccepted,
)

# What a post says of the one who wrote it.
_ROLES = {Post.Kind.ANSWER: "answer", Post.Kind.REPLY: "reply"}


def documents_of(kind: str) -> Callable[[Sequence[int]], Iterator[search.Document]]:
    """The function that makes documents of threads of one kind."""

    def documents(entry_ids: Sequence[int]) -> Iterator[search.Document]:
        """One document per thread that is out."""
        # People and communities are few: fetched beside the rows, each is one object for all of them.
        posts = Post.objects.standing().defer("body", "links").prefetch_related("author")
        rows = Thread.objects.filter(entry__in=entry_ids, entry__kind=kind, entry__state__in=FOUND_IN)
        rows = rows.select_related("entry").prefetch_related(
            Prefetch("posts", queryset=posts.order_by("created", "pk"), to_attr="standing_posts"),
            "entry__author",
            "entry__topics",
            "entry__readers",
            "entry__community__organisations",
        )
        for thread in rows:
            yield _document(thread)

    return documents


def _document(thread: Thread) -> search.Document:
    entry = thread.entry
    return document_of(
        entry,
        key=f"{entry.kind}:{entry.uid}",
        passages=tuple(_passages(thread)),
        parts=tuple(_parts(thread)),
        changed=entry.active_at,
    )


def _parts(thread: Thread) -> Iterator[search.Part]:
    """Who answered or replied; of several answers of one person each counts."""
    for post in thread.standing_posts:  # type: ignore[attr-defined]
        if post.author and post.kind in _ROLES:
            role = "accepted" if post.is_accepted else _ROLES[post.kind]
            yield search.Part(person_uid=post.author.uid, role=role)


def _passages(thread: Thread) -> Iterator[search.Passage]:
    # A deleted answer takes its comments out of sight with it.
    standing = {post.pk for post in thread.standing_posts}  # type: ignore[attr-defined]
    for post in thread.standing_posts:  # type: ignore[attr-defined]
        if post.parent_id is not None and post.parent_id not in standing:
            continue
        opening = post.kind == Post.Kind.OPENING
        author = post.author.name if post.author else ""
        for passage in markup.passages(post.html):
            yield search.Passage(
                text=passage.text, anchor="" if opening else post.anchor, heading="" if opening else author
            )


def entry_ids_of(kind: str) -> Callable[[], Iterable[int]]:
    """The function that streams every id of one kind."""
    return lambda: Entry.objects.filter(kind=kind).values_list("pk", flat=True).iterator()


for _kind in (QUESTION, DISCUSSION):
    search.register(
        search.Source(kind=_kind, documents=documents_of(_kind), entry_ids=entry_ids_of(_kind), facts=FACTS)
    )
