"""A long view as a workbook: asked for, made by the worker, fetched by who asked while she may read it."""

from __future__ import annotations

import datetime as dt
import io
import os

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl import load_workbook

from practica.content.collections.actions import begin_workbook, discard_workbook, may_fetch_workbook
from practica.content.collections.actions import workbooks as making
from practica.content.collections.actions.workbooks import (
    abandoned_workbooks,
    forget_workbooks,
    make_workbook,
)
from practica.content.collections.models import Workbook
from practica.content.collections.models.asked import Filter, Sort, saved
from practica.content.collections.views import exports
from practica.core.communities.access import forget_roles
from practica.core.communities.models import Membership
from practica.core.entries.actions import set_audience
from practica.core.entries.models import Entry
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid
from tests.builders import a_colleague, a_collection, a_community, a_guest, a_member, a_row, a_view

pytestmark = pytest.mark.django_db


@pytest.fixture
def pumps():
    collection = a_collection(in_=a_community(audience="members"), title="Pumps")
    part = a_row("Ring", in_=collection)
    a_row("North", in_=collection, site="turku", cost=-120.5, due="2026-11-05", note="=1+1", parts=[part.uid])
    a_row("South", in_=collection, site="oulu", cost=80)
    return collection


@pytest.fixture
def long(monkeypatch):
    monkeypatch.setattr(exports, "MOST_AT_ONCE", 10)


def asked_of(collection):
    view = collection.views.first()
    view.collection = collection
    return view, saved(view, fields_of(collection.type))


def begun(collection, *, by=None):
    view, asked = asked_of(collection)
    return begin_workbook(view, asked, actor=by or collection.entry.author)


def made(collection, *, by=None):
    workbook = begun(collection, by=by)
    make_workbook(workbook.pk)
    return Workbook.objects.select_related("person").get(pk=workbook.pk)


def rows_in(content: bytes) -> list[tuple]:
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_a_short_view_comes_at_once(client, pumps):
    client.force_login(pumps.entry.author)
    answer = client.get(pumps.address("xlsx", pumps.views.first().uid))
    rows = rows_in(b"".join(answer.streaming_content))
    assert rows[0][:4] == ("Name", "Site", "Cost", "Due")
    assert ("North", "Turku", -120.5, dt.datetime(2026, 11, 5)) in [row[:4] for row in rows]
    assert not Workbook.objects.exists()


def test_a_long_view_is_asked_for_waited_for_and_fetched(client, pumps, long):
    client.force_login(pumps.entry.author)
    view = pumps.views.first()
    answer = client.get(pumps.address("xlsx", view.uid) + "?own=1&f=title:contains:th&s=title")
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "2 rows, of what you can read today." in page
    answer = client.post(answer.url)
    workbook = Workbook.objects.get()
    assert (answer.status_code, answer.url) == (303, workbook.get_absolute_url())
    assert "Waiting for its turn" in client.get(answer.url).content.decode()
    assert client.get(answer.url + "/file").status_code == 404
    make_workbook(workbook.pk)
    piece = client.get(answer.url, headers={"X-Requested-With": "fetch"}).content.decode()
    assert "data-done" in piece and "<html" not in piece and "2 rows," in piece
    got = client.get(answer.url + "/file")
    assert 'filename="pumps-' in got["Content-Disposition"] and got["Cache-Control"] == "private, no-store"
    rows = rows_in(b"".join(got.streaming_content))
    assert [row[0] for row in rows] == ["Name", "North", "South"]
    assert rows[1][2] == -120.5 and "=1+1" in rows[1]
    client.post(answer.url + "/discard")
    assert not Workbook.objects.exists()


def test_what_was_asked_for_is_found_again_from_the_view(client, pumps, long):
    workbook = made(pumps)
    client.force_login(pumps.entry.author)
    page = client.get(pumps.address("take_along", workbook.view.uid)).content.decode()
    assert workbook.get_absolute_url() in page and "Ready" in page


def test_visitors_of_an_open_community_are_asked_to_sign_in_for_a_long_one(client, long):
    open_to_all = a_collection(in_=a_community(audience="public"))
    for number in range(3):
        a_row(f"Row {number}", in_=open_to_all)
    answer = client.get(open_to_all.address("xlsx", open_to_all.views.first().uid), follow=True)
    assert "/login" in answer.redirect_chain[-1][0] or "sign" in answer.redirect_chain[-1][0]
    assert client.get(open_to_all.address("csv", open_to_all.views.first().uid)).status_code == 200


def test_it_tells_how_far_it_is(pumps, monkeypatch):
    monkeypatch.setattr(making, "STEP", 1)
    workbook = begun(pumps)
    told = []
    note = making._note
    monkeypatch.setattr(
        making, "_note", lambda *given: (note(*given), told.append(Workbook.objects.get(pk=workbook.pk)))
    )
    make_workbook(workbook.pk)
    assert [(one.state, one.done, one.total) for one in told] == [("working", n, 3) for n in (0, 1, 2)]


def test_it_holds_what_its_person_reads_when_it_is_made(pumps):
    member = a_member(of=pumps.community)
    workbook = begun(pumps, by=member)
    hidden = a_row("Canary", in_=pumps)
    set_audience(hidden, "core", actor=pumps.community.created_by)
    make_workbook(workbook.pk)
    workbook.refresh_from_db()
    content = default_storage.open(workbook.location).read()
    assert len(rows_in(content)) == 4 and workbook.total == 3
    assert "Canary" not in str(rows_in(content))


def test_it_is_of_the_view_as_it_was_asked_for(pumps):
    _view, everything = asked_of(pumps)
    only_oulu = {"filters": (Filter("site", "is", "oulu"),), "sorts": (Sort("cost"),)}
    narrowed = a_view(of=pumps, columns=("cost",), **only_oulu)
    narrowed.collection = pumps
    fields = fields_of(pumps.type)
    workbook = begin_workbook(narrowed, saved(narrowed, fields), actor=pumps.entry.author)
    type(narrowed).objects.filter(pk=narrowed.pk).update(settings=everything.kept())
    make_workbook(workbook.pk)
    workbook.refresh_from_db()
    assert rows_in(default_storage.open(workbook.location).read()) == [("Name", "Cost"), ("South", 80)]


@pytest.mark.parametrize("name", ["North", "Ring"])
def test_it_is_not_handed_out_when_its_person_may_no_longer_read_a_row_or_what_a_row_leads_to(
    client, pumps, name
):
    member = a_member(of=pumps.community)
    workbook = made(pumps, by=member)
    assert may_fetch_workbook(workbook)
    set_audience(Entry.objects.get(title=name), "core", actor=pumps.community.created_by)
    assert not may_fetch_workbook(workbook)
    client.force_login(member)
    assert "no longer read all that is in it" in client.get(workbook.get_absolute_url()).content.decode()
    assert client.get(workbook.get_absolute_url() + "/file").status_code == 404


def test_a_file_that_a_backup_did_not_bring_is_not_offered(client, pumps):
    workbook = made(pumps)
    default_storage.delete(workbook.location)
    assert not may_fetch_workbook(workbook)
    client.force_login(workbook.person)
    assert "its file is gone" in client.get(workbook.get_absolute_url()).content.decode()
    assert client.get(workbook.get_absolute_url() + "/file").status_code == 404


def test_more_rows_than_one_question_holds_are_asked_for_in_portions(pumps, monkeypatch):
    monkeypatch.setattr(making, "PORTION", 1)
    assert may_fetch_workbook(made(pumps))


def test_a_person_who_left_gets_a_sentence(pumps):
    member = a_member(of=pumps.community)
    workbook = begun(pumps, by=member)
    Membership.objects.filter(person=member).delete()
    forget_roles(member)
    make_workbook(workbook.pk)
    workbook.refresh_from_db()
    assert (workbook.state, workbook.problem) == ("failed", "You can no longer see this collection.")


def test_bad_luck_is_told_in_a_sentence(client, pumps, monkeypatch):
    def fail(*_given):
        raise OSError("No space left on device")

    monkeypatch.setattr(making, "workbook", fail)
    workbook = begun(pumps)
    with pytest.raises(OSError, match="No space"):
        make_workbook(workbook.pk)
    client.force_login(pumps.entry.author)
    assert "This workbook could not be made." in client.get(workbook.get_absolute_url()).content.decode()


def test_the_workbook_of_another_is_not_there(client, pumps):
    workbook = made(pumps)
    address = workbook.get_absolute_url()
    for person in (a_member(of=pumps.community), a_colleague(), a_guest()):
        client.force_login(person)
        assert client.get(address).status_code == client.get(f"{address}/file").status_code == 404
        assert client.post(f"{address}/discard").status_code == 404


def test_what_a_dead_worker_left_is_begun_again_and_nothing_is_made_twice(pumps):
    workbook = begun(pumps)
    Workbook.objects.update(state="working")
    assert abandoned_workbooks() == [workbook.pk]
    make_workbook(workbook.pk)
    location = Workbook.objects.get().location
    make_workbook(workbook.pk)
    assert Workbook.objects.get().location == location and abandoned_workbooks() == []


def test_workbooks_go_after_a_day_with_their_file(pumps, django_capture_on_commit_callbacks):
    workbook = made(pumps)
    assert forget_workbooks() == 0
    Workbook.objects.update(created=timezone.now() - dt.timedelta(days=1, minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_workbooks() == 1
    assert not default_storage.exists(workbook.location)


def test_a_file_whose_row_went_with_its_view_goes_too(pumps, client):
    workbook = made(pumps)
    client.force_login(workbook.person)
    address = workbook.get_absolute_url()
    Workbook.objects.all().delete()
    forget_workbooks()
    assert default_storage.exists(workbook.location)
    path = default_storage.path(workbook.location)
    os.utime(path, (0, 0))
    forget_workbooks()
    assert not default_storage.exists(workbook.location)
    assert client.get(f"{address}/file").status_code == 404


def test_a_file_that_is_not_in_the_store_is_not_there(pumps, client):
    workbook = made(pumps)
    default_storage.delete(workbook.location)
    client.force_login(workbook.person)
    assert client.get(f"{workbook.get_absolute_url()}/file").status_code == 404


def test_thrown_away_while_made_it_leaves_no_file(pumps, monkeypatch, django_capture_on_commit_callbacks):
    workbook = begun(pumps)
    note = making._note
    monkeypatch.setattr(
        making, "_note", lambda *given: (note(*given), discard_workbook(workbook, actor=workbook.person))
    )
    with django_capture_on_commit_callbacks(execute=True):
        make_workbook(workbook.pk)
    assert not default_storage.exists(f"workbooks/{workbook.uid}")


def test_there_is_an_end_to_asking(client, pumps, long):
    for _number in range(10):
        begun(pumps)
    with pytest.raises(Invalid, match="10 workbooks"):
        begun(pumps)
    client.force_login(pumps.entry.author)
    answer = client.post(pumps.address("take_along", pumps.views.first().uid))
    assert answer.status_code == 422 and b"10 workbooks" in answer.content


@pytest.mark.parametrize("name", ["xlsx", "csv", "take_along"])
def test_a_filter_that_cannot_be_asked_is_said_in_a_sentence(client, pumps, name):
    client.force_login(pumps.entry.author)
    answer = client.get(pumps.address(name, pumps.views.first().uid) + "?own=1&f=cost:is:much")
    assert answer.status_code == 422


def test_asking_and_waiting_take_few_queries_however_much_is_asked_for(
    client, pumps, long, django_assert_max_num_queries
):
    workbook = made(pumps)
    for _number in range(5):
        begun(pumps)
    client.force_login(pumps.entry.author)
    for address in (pumps.address("take_along", workbook.view.uid), workbook.get_absolute_url()):
        client.get(address)
        with django_assert_max_num_queries(9):
            assert client.get(address).status_code == 200
