"""Questions, answers and discussions of the sample site, posted by the people who wrote them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from practica.config.demo import material
from practica.config.demo.people import Cast
from practica.content.discussions.actions import accept, answer, ask, comment, discuss, make_page, reply, vote
from practica.content.discussions.models import Post, Thread
from practica.core.communities.models import Community
from practica.core.entries.actions import mark_read
from practica.core.entries.actions import vote as vote_for_entry
from practica.core.people.models import Person

# Amara has read what is older than this; what came later is new to her.
READ_BEFORE_DAYS = 5.0


def post_all(people: Cast) -> None:
    """Post every thread of the material with all that belongs to it, the oldest thread first."""
    threads = [(told, _question) for told in material.questions()]
    threads += [(told, _discussion) for told in material.discussions()]
    for told, post in sorted(threads, key=lambda thread: -float(thread[0]["days"])):
        post(told, people)


def _question(told: dict[str, Any], people: Cast) -> None:
    asked = material.days_ago(float(told["days"]))
    asker = people[told["by"]]
    brings = people[told.get("brought_by", told["by"])]
    thread = ask(
        community=_community(told),
        title=told["title"],
        body=told["body"],
        topics=told.get("topics", ()),
        author=asker,
        created=asked,
        actor=brings,
    )
    for name in told.get("same", ()):
        vote_for_entry(thread.entry, actor=people[name])
    for one in told["answers"]:
        _answer(thread, one, asked=asked, asker=brings, people=people)
    _read_if_old(thread, told, people)


def _answer(thread: Thread, told: dict[str, Any], *, asked: dt.datetime, asker: Person, people: Cast) -> None:
    post = answer(thread, body=told["body"], created=_moment(told, asked), actor=people[told["by"]])
    for name in told.get("votes", ()):
        vote(post, actor=people[name])
    for one in told.get("comments", ()):
        comment(post, body=one["body"], created=_moment(one, asked), actor=people[one["by"]])
    if told.get("accepted"):
        accept(post, actor=asker)
        if title := told.get("page"):
            make_page(Post.objects.get(pk=post.pk), title=title, actor=people["Amara Nwosu"])


def _discussion(told: dict[str, Any], people: Cast) -> None:
    started = material.days_ago(float(told["days"]))
    thread = discuss(
        community=_community(told),
        title=told["title"],
        body=told["body"],
        topics=told.get("topics", ()),
        created=started,
        actor=people[told["by"]],
    )
    for number, (name, when, body) in enumerate(told["replies"]):
        if number == told.get("read_until"):
            mark_read(thread.entry, actor=people["Amara Nwosu"])
        moment = None if when == "now" else started + dt.timedelta(hours=float(when))
        reply(thread, body=body, created=moment, actor=people[name])
    _read_if_old(thread, told, people)


def _community(told: dict[str, Any]) -> Community:
    return Community.objects.get(name=told["community"])


def _moment(told: dict[str, Any], start: dt.datetime) -> dt.datetime | None:
    """When something was said; None for now, so that it is newer than what was read while this was made."""
    return None if told.get("now") else start + dt.timedelta(hours=float(told["hours"]))


def _read_if_old(thread: Thread, told: dict[str, Any], people: Cast) -> None:
    amara = people["Amara Nwosu"]
    is_hers = thread.entry.author_id == amara.pk
    if float(told["days"]) > READ_BEFORE_DAYS and "read_until" not in told and not is_hers:
        mark_read(thread.entry, actor=amara)
