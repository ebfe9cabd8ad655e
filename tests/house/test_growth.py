"""No page asks more of the database the more there is: each is read with little and with much."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practica.content.annotations.actions import comment as comment_on
from practica.content.annotations.actions import reply as reply_to
from practica.content.collections.actions import add_form
from practica.content.collections.models import Submission
from practica.content.discussions.actions import comment, keep_draft
from practica.content.library.actions import review
from practica.content.pages.actions import move, save, save_draft, suggest
from practica.content.pages.models import Page
from practica.core.communities.actions import ask_to_join, invite
from practica.core.entries.actions import bin_entry, save_for_later
from practica.core.files.actions import add_version
from practica.core.people.models import PeopleList
from practica.core.types.actions import add_field
from practica.interfaces.api.actions import make_token
from practica.interfaces.transfer.models import Import
from practica.reach.gaps.actions import tell
from practica.reach.search.saving import keeping
from tests.builders import (
    a_colleague,
    a_collection,
    a_community,
    a_discussion,
    a_file,
    a_member,
    a_page,
    a_question,
    a_reply,
    a_row,
    a_view,
    an_answer,
    settle,
)
from tests.builders.library import a_resource
from tests.builders.types import a_type
from tests.house.scene import Scene
from tests.house.surfaces import routes, subject_of, surfaces_of

pytestmark = pytest.mark.django_db

FEW, MORE = 2, 5
#: So many queries of all; the front of a community, which shows some of everything, asks the most.
MOST = 18


class World:
    """A community whose lead has a hand in everything, and reads it all."""

    def __init__(self) -> None:
        self.lead = a_colleague("Lea", is_administrator=True)
        self.community = a_community("Pumps", joining="request", led_by=self.lead)
        within: dict[str, Any] = {"in_": self.community, "by": self.lead}
        self.page = a_page(**within, title="First page", body="Some words.")
        self.question = a_question(**within, title="First question")
        self.discussion = a_discussion(**within, title="First discussion")
        self.type = a_type(**within, label="Pump", cost="number")
        self.collection = a_collection(**within, type=self.type, title="First collection")
        self.file = a_file(**within)
        self.resource = a_resource(**within, title="First resource", address="https://example.org/first")
        self.number = 0

    def grow(self, times: int) -> None:
        """So many more of everything, each by somebody else."""
        for _time in range(times):
            self.number += 1
            self._one(self.number, a_member(of=self.community))
        settle()

    def _one(self, number: int, person: Any) -> None:
        within: dict[str, Any] = {"in_": self.community, "by": person}
        self._pages(number, person)
        for thread in (self.question, self.discussion):
            keep_draft(thread=a_question(**within), body="Begun.", actor=self.lead)
            write = an_answer if thread is self.question else a_reply
            comment(write(to=thread, by=person), body="So it is.", actor=person)
        a_discussion(**within)
        a_file(**within, name=f"notes-{number}.txt")
        self.file = add_version(self.file, f"Notes {number}.".encode(), note="", actor=person)
        a_resource(**within, title=f"Resource {number}", address=f"https://example.org/{number}")
        review(self.resource, stars=4, sentence="It helped.", actor=person)
        self._collections(number, person)
        self._belonging(number, person)
        told = f"something missing {number}"
        tell("nothing_found", told, community=self.community, by_name=True, actor=person)
        keeping.save(f"q={number}", name=f"Search {number}", often="daily", actor=self.lead)
        make_token(name=f"Token {number}", scopes=["read"], actor=self.lead)

    def _pages(self, number: int, person: Any) -> None:
        within: dict[str, Any] = {"in_": self.community, "by": person}
        page = a_page(**within, title=f"Page {number}", topics=[f"topic {number}"])
        save_for_later(page.entry, actor=self.lead)
        a_page(**within, title=f"Linking {number}", body=f"[first](/e/{self.page.entry.uid})")
        move(a_page(**within, title=f"Below {number}"), parent=self.page, actor=self.lead)
        first = Page.objects.with_entry().get(pk=self.page.pk)
        body = f"{first.body}\n\nWords {number}."
        self.page = save(first, title="First page", body=body, started_from=first.version, actor=person)
        version = self.page.version
        suggest(
            self.page, title="First page", body=f"{body} Or not.", base_version=version, reason="",
            actor=person,
        )  # fmt: skip
        reply_to(
            comment_on(self.page.entry, quote="Some words", body="Why?", actor=person),
            body="So.",
            actor=self.lead,
        )
        save_draft(
            community=self.community, page=page, title=f"Page {number}", body="Begun.", actor=self.lead
        )
        binned = a_page(**within, title=f"Binned {number}")
        bin_entry(binned.entry, actor=person)

    def _collections(self, number: int, person: Any) -> None:
        a_collection(in_=self.community, by=person, title=f"Collection {number}")
        a_row(f"Row {number}", in_=self.collection, by=person, cost=number)
        a_view(of=self.collection)
        form = add_form(
            self.collection, name=f"Form {number}", intro="", asks=["cost"], who="signed_in", actor=self.lead
        )
        Submission.objects.create(
            form=form, title=f"Sent {number}", values={"cost": 1}, contact="x@example.org"
        )
        a_type(in_=self.community, by=self.lead, label=f"Type {number}")
        add_field(self.type, label=f"Field {number}", actor=self.lead)

    def _belonging(self, number: int, person: Any) -> None:
        ask_to_join(self.community, message="Please.", actor=a_colleague())
        invite(self.community, email=f"guest-{number}@example.com", message="", actor=self.lead)
        a_community(f"Community {number}", led_by=person)
        Import.objects.create(
            started_by=person, asked_by=person, community=self.community, label=f"Import {number}",
            kind="folder", state="done",
        )  # fmt: skip
        PeopleList.objects.create(name=f"List {number}", brought_by=self.lead)

    @property
    def scene(self) -> Scene:
        """What routes are filled in with: the first of each."""
        scene = Scene()
        place = {"slug": self.community.slug}
        for subject, values in {
            "communities": place,
            "people": {"handle": self.lead.handle},
            "members": {"handle": self.lead.handle, **place},
            "pages": {"handle": self.page.entry.handle, "number": 1, **place},
            "pages by uid": {"uid": self.page.entry.uid, "number": 1},
            "questions": {"handle": self.question.entry.handle, **place},
            "questions by uid": {"uid": self.question.entry.uid},
            "discussions": {"handle": self.discussion.entry.handle, **place},
            "discussions by uid": {"uid": self.discussion.entry.uid},
            "files": {
                "handle": self.file.entry.handle, "uid": self.file.uid, "name": "x", "number": 1, **place
            },
            "files by uid": {"uid": self.file.entry.uid, "number": 1},
            "resources": {"handle": self.resource.entry.handle, **place},
            "resources by uid": {"uid": self.resource.entry.uid},
            "collections": {"handle": self.collection.entry.handle, **place},
            "collections by uid": {"uid": self.collection.entry.uid},
            "views by uid": {"uid": self.collection.views.first().uid},
            "views of collections": {
                "handle": self.collection.entry.handle, "uid": self.collection.views.first().uid, **place
            },
            "types": {"uid": self.type.uid},
            "e": {"uid": self.page.entry.uid},
        }.items():  # fmt: skip
            scene.name(subject, {"lead"}, **values)
        return scene


def test_no_page_asks_more_the_more_there_is(settings: Any):
    settings.API_WRITES_A_MINUTE = 100_000
    world = World()
    world.grow(FEW)
    paths = list(_paths(world.scene))
    client = Client()
    client.force_login(world.lead)
    counted = _counter(client)
    few = {path: counted(path) for path in paths}
    world.grow(MORE)
    more = {path: counted(path) for path in paths}
    read = {path: (few[path], more[path]) for path in paths if few[path] and more[path]}
    assert len(read) > 100
    assert {path: counts for path, counts in read.items() if counts[1] > min(counts[0], MOST)} == {}


def _paths(scene: Scene) -> Iterator[str]:
    yield from ("/?show=following", "/?show=unanswered", "/?show=library", "/search?q=page")
    for route in routes():
        if "<" in route or "{" in route:
            subject, _own = subject_of(route)
            if subject not in scene.names:
                continue
        yield from (surface.path for surface in surfaces_of(route, scene))


def _counter(client: Client) -> Callable[[str], int | None]:
    """How many queries a page asks, or None for what cannot be read."""

    def counted(path: str) -> int | None:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
            if answer.streaming:
                b"".join(answer.streaming_content)
        return len(asked) if answer.status_code == 200 else None

    return counted
