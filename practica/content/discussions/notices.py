"""Who hears of which post, in which words: one inbox row per thread and person, renewed by each post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from practica.content.discussions import facts
from practica.content.discussions.models import Post
from practica.core.entries.models import Follow
from practica.kit import markup
from practica.kit.contracts.notices import Notice, notices_of, words_of
from practica.kit.prepared import prepared

# Levels at which one hears what became of a question.
OUTCOMES = (Follow.Level.EVERYTHING, Follow.Level.HIGHLIGHTS)
# Levels at which one hears of no answer.
QUIET = [str(level) for level in (Follow.Level.MUTED, Follow.Level.MENTIONS)]


@notices_of(facts.AnswerPosted)
def answered(fact: Any) -> Iterable[Notice]:
    """Who asked, and who follows the question."""
    post = _news(fact)
    if post is None:
        return
    named = _named(post, fact)
    yield from _mentions(post, named)
    asker = post.thread.entry.author_id
    if _hears(asker, fact, named, _muted(post)):
        yield _notice(post, asker, "answer", gettext_noop("%(person)s answered your question “%(title)s”"))
    for person_id in _followers(post, but={asker, fact.actor_id, post.author_id, *named}):
        yield _notice(post, person_id, "reply", gettext_noop("%(person)s answered “%(title)s”"))


@notices_of(facts.ReplyPosted)
def replied(fact: Any) -> Iterable[Notice]:
    """Who started the discussion, and who follows it."""
    post = _news(fact)
    if post is None:
        return
    named = _named(post, fact)
    yield from _mentions(post, named)
    for person_id in _followers(post, but={fact.actor_id, post.author_id, *named}):
        yield _notice(post, person_id, "reply", gettext_noop("%(person)s replied in “%(title)s”"))


@notices_of(facts.CommentPosted)
def commented(fact: Any) -> Iterable[Notice]:
    """Who wrote what the comment is on."""
    post = _news(fact)
    if post is None:
        return
    named = _named(post, fact)
    yield from _mentions(post, named)
    if _hears(fact.subject_id, fact, named, _muted(post)):
        yield _notice(
            post, fact.subject_id, "reply", gettext_noop("%(person)s commented on your post in “%(title)s”")
        )


@notices_of(facts.QuestionAsked, facts.DiscussionStarted)
def opened(fact: Any) -> Iterable[Notice]:
    """Who is mentioned, and who follows everything in the community."""
    post = _news(fact)
    if post is None:
        return
    named = _named(post, fact)
    yield from _mentions(post, named)
    asked = post.thread.is_question
    sentence = (
        gettext_noop("%(person)s asked “%(title)s”")
        if asked
        else gettext_noop("%(person)s started “%(title)s”")
    )
    following = Follow.objects.filter(community=fact.community_id, level=Follow.Level.EVERYTHING)
    for person_id in following.exclude(
        person__in={fact.actor_id, post.author_id, *named} - {None}
    ).values_list("person_id", flat=True):
        yield _notice(post, person_id, "new", sentence)


@notices_of(facts.PostEdited)
def mentioned_later(fact: Any) -> Iterable[Notice]:
    """Who is mentioned in the new text and was not in the former."""
    post = _post(fact)
    if post is not None:
        yield from _mentions(post, _named(post, fact))


@notices_of(facts.AnswerAccepted)
def accepted(fact: Any) -> Iterable[Notice]:
    """Who wrote the answer that helped, and who follows the question, closely or not."""
    post = _post(fact)
    if post is None or not post.is_accepted:
        return
    if _hears(fact.subject_id, fact, set(), _muted(post)):
        sentence = gettext_noop("Your answer to “%(title)s” was accepted")
        yield _notice(post, fact.subject_id, "accepted", sentence)
    for person_id in _followers(post, but={fact.actor_id, fact.subject_id}, levels=OUTCOMES):
        yield _notice(post, person_id, "answered", gettext_noop("“%(title)s” has an accepted answer"))


@notices_of(facts.AnswerBecamePage)
def became_a_page(fact: Any) -> Iterable[Notice]:
    """Who answered, who asked, and who follows the question."""
    post = _post(fact)
    if post is None or post.became_id is None:
        return
    muted = _muted(post)
    asker, answerer = post.thread.entry.author_id, post.author_id
    if _hears(answerer, fact, set(), muted):
        sentence = gettext_noop("Your answer to “%(title)s” became a page")
        yield _notice(post, answerer, "page", sentence, entry_id=post.became_id)
    others = {asker} - {answerer} if _hears(asker, fact, set(), muted) else set()
    for person_id in others | set(_followers(post, but={fact.actor_id, asker, answerer}, levels=OUTCOMES)):
        sentence = gettext_noop("The answer to “%(title)s” became a page")
        yield _notice(post, person_id, "page", sentence, entry_id=post.became_id)


def _named(post: Post, fact: Any) -> set[int]:
    """Who is mentioned for the first time, but not who wrote it."""
    return {
        person_id
        for person_id in fact.get("mentioned", ())
        if person_id not in (fact.actor_id, post.author_id)
    }


def _mentions(post: Post, named: set[int]) -> Iterator[Notice]:
    for person_id in sorted(named):
        yield _notice(post, person_id, "mention", gettext_noop("%(person)s mentioned you in “%(title)s”"))


def _post(fact: Any) -> Post | None:
    """The post, while it stands."""
    post: Post | None = _standing.first(None, post_id=fact.get("post_id") or 0)
    return post


@prepared
def _standing(_person: Any, *, post_id: int) -> Any:
    rows = Post.objects.standing().select_related("thread__entry__community", "author")
    return rows.filter(pk=post_id)


def _news(fact: Any) -> Post | None:
    """The post, when its author has just written it. What a lead brings from elsewhere is no news."""
    post = _post(fact)
    return post if post is not None and post.author_id == fact.actor_id else None


def _muted(post: Post) -> set[int]:
    """Who wants to hear nothing, or only of mentions, of this thread."""
    return set(_followers_at(None, entry=post.thread.entry_id, levels=QUIET))


def _hears(person_id: int | None, fact: Any, named: set[int], muted: set[int]) -> bool:
    return person_id is not None and person_id != fact.actor_id and person_id not in named | muted


def _followers(
    post: Post, *, but: set[int | None], levels: Sequence[str] = (Follow.Level.EVERYTHING,)
) -> list[int]:
    """Who follows the thread at one of ``levels`` and has an account."""
    found = _with_account_at(None, entry=post.thread.entry_id, levels=[str(level) for level in levels])
    return [person_id for person_id in found if person_id not in but]


@prepared
def _followers_at(_person: Any, *, entry: int, levels: list[str]) -> Any:
    return Follow.objects.filter(entry=entry, level__in=levels).values_list("person_id", flat=True)


@prepared
def _with_account_at(_person: Any, *, entry: int, levels: list[str]) -> Any:
    rows = Follow.objects.filter(entry=entry, level__in=levels)
    rows = rows.filter(person__is_active=True, person__has_account=True)
    return rows.order_by("pk").values_list("person_id", flat=True)


@words_of("post")
def first_words(uid: str, *, seen_by: Any) -> str:
    """How a post begins, as long as it stands."""
    rows = Post.objects.visible_to(seen_by).standing().filter(uid=uid)
    html = rows.values_list("html", flat=True).first()
    return markup.first_words(html or "")


def _notice(
    post: Post, person_id: int | None, reason: str, sentence: str, *, entry_id: int | None = None
) -> Notice:
    entry = post.thread.entry
    # The post's own address finds it on a later stretch of a long thread too.
    own = (
        ""
        if entry_id or post.kind == Post.Kind.OPENING
        else reverse("discussions:permalink", args=[post.uid])
    )
    return Notice(
        person_id=int(person_id or 0),
        reason=reason,
        key=f"thread:{entry.uid}",
        sentence=sentence,
        values={"person": post.author.name if post.author else "", "title": entry.title},
        entry_id=entry_id or entry.pk,
        community_id=entry.community_id,
        anchor=post.anchor if own else "",
        url=own,
    )
