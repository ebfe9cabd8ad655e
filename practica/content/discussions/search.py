"""How a thread becomes findable: one document, with a stretch for every post and the place to jump to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from practica.content.discussions import facts
from practica.content.discussions.models import DISCUSSION, QUESTION, Post, Thread, anchor_of
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
        rows = Thread.objects.filter(entry__in=entry_ids, entry__kind=kind, entry__state__in=FOUND_IN)
        threads = list(
            rows.walked()
            .select_related("entry")
            .prefetch_related(
                "entry__author", "entry__topics", "entry__readers", "entry__community__organisations"
            )
        )
        said = _said([thread.pk for thread in threads])
        for thread in threads:
            yield _document(thread.entry, said[thread.pk])

    return documents


class _Said(NamedTuple):
    """What search wants of a post. A thread of hundreds comes anew with each reply: rows, not objects."""

    thread: int
    pk: int
    parent: int | None
    kind: str
    is_accepted: bool
    html: str
    uid: str
    author_uid: str | None
    author: str | None


def _said(threads: Sequence[int]) -> dict[int, list[_Said]]:
    """The standing posts of each thread, oldest first."""
    found: dict[int, list[_Said]] = defaultdict(list)
    rows = Post.objects.standing().filter(thread__in=threads).order_by("created", "pk")
    for row in rows.values_list(
        "thread", "pk", "parent", "kind", "is_accepted", "html", "uid", "author__uid", "author__name"
    ):
        post = _Said(*row)
        found[post.thread].append(post)
    return found


def _document(entry: Entry, posts: Sequence[_Said]) -> search.Document:
    return document_of(
        entry,
        key=f"{entry.kind}:{entry.uid}",
        passages=tuple(_passages(posts)),
        parts=tuple(_parts(posts)),
        changed=entry.active_at,
    )


def _parts(posts: Sequence[_Said]) -> Iterator[search.Part]:
    """Who answered or replied; of several answers of one person each counts."""
    for post in posts:
        if post.author_uid and post.kind in _ROLES:
            role = "accepted" if post.is_accepted else _ROLES[Post.Kind(post.kind)]
            yield search.Part(person_uid=post.author_uid, role=role)


def _passages(posts: Sequence[_Said]) -> Iterator[search.Passage]:
    # A deleted answer takes its comments out of sight with it.
    standing = {post.pk for post in posts}
    for post in posts:
        if post.parent is not None and post.parent not in standing:
            continue
        opening = post.kind == Post.Kind.OPENING
        anchor, heading = ("", "") if opening else (anchor_of(post.uid), post.author or "")
        for passage in markup.passages(post.html):
            yield search.Passage(text=passage.text, anchor=anchor, heading=heading)


def entry_ids_of(kind: str) -> Callable[[], Iterable[int]]:
    """The function that streams every id of one kind."""
    return lambda: Entry.objects.filter(kind=kind).values_list("pk", flat=True).iterator()


for _kind in (QUESTION, DISCUSSION):
    search.register(
        search.Source(kind=_kind, documents=documents_of(_kind), entry_ids=entry_ids_of(_kind), facts=FACTS)
    )
