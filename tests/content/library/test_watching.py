"""Addresses are looked at: twice failing on different days is dead, guarded is alive, crowded hosts wait."""

from __future__ import annotations

import datetime as dt
import http.server
import threading

import pytest
from django.utils import timezone

from practica.content.library import facts, watching
from practica.content.library.actions import Description, edit, note
from practica.content.library.models import Resource
from practica.content.library.notices import died
from practica.content.library.queries import to_look_at
from practica.core.communities.actions import leave
from practica.core.entries.actions import bin_entry
from practica.core.entries.models import Entry
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from tests.builders import a_community, a_member
from tests.builders.library import a_resource

pytestmark = pytest.mark.django_db

HOST = "127.0.0.1"


class Answers(http.server.BaseHTTPRequestHandler):
    """Answers each path with the status it names; ``/get-404`` lets HEAD through."""

    asked: list[str] = []

    def do_HEAD(self):
        self.asked.append(f"{self.command} {self.path}")
        self.send_response(int(self.path.rpartition("-")[2] or 200))
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    made = http.server.ThreadingHTTPServer((HOST, 0), Answers)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{made.server_port}"
    made.shutdown()


@pytest.fixture
def site(server, settings, monkeypatch):
    settings.FETCH_PRIVATE_HOSTS = [HOST]
    monkeypatch.setattr(watching, "PAUSE", 0)
    Answers.asked.clear()
    return server


@pytest.fixture
def yard():
    return a_community("Yard")


@pytest.fixture
def ann(yard):
    return a_member(of=yard)


def days_ago(number: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=number)


def test_twice_on_different_days_is_dead_and_the_owner_hears_of_it_once(yard, ann):
    resource = a_resource(in_=yard, by=ann)

    for days in (3, 3):
        note(resource, problem="It answers 404.", fails=True, at=days_ago(days))
    assert not Resource.objects.get().is_dead
    for days in (2, 1):
        note(resource, problem="It answers 404.", fails=True, at=days_ago(days))

    assert Resource.objects.get().is_dead
    told = FactRow.objects.get(name=facts.ResourceDied.__name__)
    assert [notice.person_id for notice in died(told)] == [ann.pk]


def _told_of_a_death(resource) -> list[int]:
    for days in (3, 2):
        note(resource, problem="It answers 404.", fails=True, at=days_ago(days))
    return [notice.person_id for notice in died(FactRow.objects.get(name=facts.ResourceDied.__name__))]


def test_the_leads_hear_of_a_dead_address_whose_owner_left_the_community(yard, ann):
    steward = a_member(of=yard, role="steward")
    resource = a_resource(in_=yard, by=ann)
    leave(yard, actor=ann)

    assert set(_told_of_a_death(resource)) == {yard.created_by_id, steward.pk}


def test_the_leads_hear_of_a_dead_address_whose_owner_cannot_sign_in_any_more(yard, ann):
    resource = a_resource(in_=yard, by=ann)
    Person.objects.filter(pk=ann.pk).update(is_active=False)

    assert _told_of_a_death(resource) == [yard.created_by_id]


def test_the_leads_hear_of_a_dead_address_that_nobody_owns(yard, ann):
    resource = a_resource(in_=yard, by=ann)
    Entry.objects.filter(pk=resource.pk).update(owner=None)

    assert _told_of_a_death(resource) == [yard.created_by_id]


def test_what_answers_again_is_alive_and_begins_anew(yard, ann):
    resource = a_resource(in_=yard, by=ann)
    for days in (3, 2):
        note(resource, problem="x", fails=True, at=days_ago(days))

    note(resource, problem="", fails=False)
    note(resource, problem="x", fails=True)

    assert not Resource.objects.get().is_dead
    assert FactRow.objects.filter(name=facts.ResourceRevived.__name__).count() == 1


def test_another_address_has_not_failed(yard, ann):
    resource = a_resource(in_=yard, by=ann)
    for days in (3, 2):
        note(resource, problem="x", fails=True, at=days_ago(days))
    looked_at_before = Resource.objects.get()

    edit(Resource.objects.get(), Description(title="a", address="https://other.example/"), actor=ann)
    note(looked_at_before, problem="x", fails=True)

    assert (Resource.objects.get().is_dead, Resource.objects.get().looked_at) == (False, None)


@pytest.mark.parametrize(
    ("path", "fails"),
    [
        ("/a-200", False),
        ("/a-404", True),
        ("/a-410", True),
        ("/a-500", True),
        ("/a-403", False),
        ("/a-429", False),
    ],
)
def test_what_is_there_though_not_for_us_does_not_fail(site, yard, ann, path, fails):
    watching.look_at(a_resource(in_=yard, by=ann, address=site + path))

    resource = Resource.objects.get()
    assert (resource.failing_since is not None, bool(resource.problem)) == (fails, fails)
    assert resource.looked_at is not None


def test_no_answer_fails_and_what_is_not_asked_does_not(site, yard, ann, settings):
    watching.look_at(gone := a_resource(in_=yard, by=ann, address=f"http://{HOST}:1/"))
    settings.FETCH_PRIVATE_HOSTS = []
    watching.look_at(inside := a_resource(in_=yard, by=ann, address="http://127.0.0.1/"))

    gone.refresh_from_db()
    inside.refresh_from_db()
    assert gone.failing_since is None and "port" in gone.problem
    assert inside.failing_since is None and "not public" in inside.problem


def test_of_a_crowded_host_a_few_are_asked_at_a_time(site, yard, ann):
    for number in range(5):
        a_resource(in_=yard, by=ann, title=f"r{number}", address=f"{site}/{number}-200")

    assert watching.look() == 3
    assert len(Answers.asked) == 3
    assert watching.look() == 2
    assert watching.look() == 0


def test_each_is_looked_at_in_its_time(yard, ann):
    new, seen, failed, dead, old = (a_resource(in_=yard, by=ann, title=title) for title in "abcde")
    a_resource(in_=yard, by=ann, title="a book", address="")
    bin_entry(a_resource(in_=yard, by=ann, title="binned").entry, actor=ann)
    for one, days, failing, is_dead in (
        (seen, 2, None, False),
        (failed, 1, days_ago(1).date(), False),
        (dead, 2, days_ago(9).date(), True),
        (old, 8, None, False),
    ):
        Resource.objects.filter(pk=one.pk).update(
            looked_at=days_ago(days), failing_since=failing, is_dead=is_dead
        )

    assert [one.entry.title for one in to_look_at(10)] == ["a", "e", "c"]


def test_a_site_that_does_not_want_it_asks_nobody(site, yard, ann, settings):
    a_resource(in_=yard, by=ann, address=f"{site}/a-200")
    settings.LINK_WATCH = False

    assert watching.look() == 0
    assert not Answers.asked
