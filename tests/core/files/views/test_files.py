"""The library of a community over HTTP: who sees which files, finding one, adding one."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.files import queries
from practica.core.files.actions import describe
from practica.core.files.actions.arriving import begin
from practica.core.files.models import StoredFile
from tests.builders import a_colleague, a_community, a_file, a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return a_colleague()


@pytest.fixture
def yard(lead):
    return a_community("Yard", led_by=lead, audience=Community.Audience.MEMBERS)


@pytest.fixture
def member(yard):
    return a_member(of=yard)


def library(client, community, **asked):
    return client.get(reverse("files:library", args=[community.slug]), asked)


def sent(client, community, upload=None, **headers):
    files = {"file": upload} if upload else {}
    return client.post(reverse("files:upload", args=[community.slug]), files, headers=headers)


def test_members_see_the_files_newest_first_and_the_tab(client, yard, member):
    a_file(name="old.txt", in_=yard, by=member)
    a_file(name="new.txt", in_=yard, by=member)
    client.force_login(member)

    page = library(client, yard).content.decode()

    assert page.index("new.txt") < page.index("old.txt")
    assert f'href="{reverse("files:library", args=[yard.slug])}"' in page


def test_strangers_find_no_library_of_a_closed_community(client, yard, member):
    a_file(name="plan.txt", in_=yard, by=member)
    client.force_login(a_colleague())

    assert library(client, yard).status_code == 404
    assert sent(client, yard, SimpleUploadedFile("a.txt", b"a")).status_code == 404


def test_a_file_for_the_core_group_is_not_listed_to_others(client, yard, lead, member):
    secret = a_file(name="secret.txt", in_=yard, by=lead)
    Entry.objects.filter(pk=secret.entry_id).update(audience=Entry.Audience.CORE)
    client.force_login(member)

    assert "secret.txt" not in library(client, yard).content.decode()


def test_a_name_narrows_the_list(client, yard, member):
    a_file(name="pump.txt", in_=yard, by=member)
    a_file(name="seal.txt", in_=yard, by=member)
    client.force_login(member)

    page = library(client, yard, q="PUMP").content.decode()

    assert "pump.txt" in page
    assert "seal.txt" not in page


def test_a_long_list_goes_on_where_it_stopped(yard, member, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    names = [a_file(name=f"{number}.txt", in_=yard, by=member).name for number in range(3)]

    first, following = queries.library(yard, seen_by=member)
    rest, end = queries.library(yard, seen_by=member, before=following)

    assert [file.name for file in (*first, *rest)] == names[::-1]
    assert not end


def test_a_form_leads_to_the_new_file(client, yard, member):
    client.force_login(member)

    answer = sent(client, yard, SimpleUploadedFile("pump.txt", b"Words."), accept="text/html")

    assert answer.headers["Location"] == StoredFile.objects.get().entry.get_absolute_url()


@pytest.mark.parametrize("upload", [None, SimpleUploadedFile("empty.txt", b"")])
def test_a_form_without_content_comes_back_with_a_sentence(client, yard, member, upload):
    client.force_login(member)

    answer = sent(client, yard, upload, accept="text/html")

    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_a_script_is_answered_in_json(client, yard, member):
    client.force_login(member)

    assert sent(client, yard).json() == {"error": "Choose a file."}
    assert sent(client, yard, SimpleUploadedFile("a.txt", b"a")).json()["markdown"].startswith("[a.txt](")


def test_who_does_not_belong_adds_nothing_and_sees_no_form(client, member):
    open_yard = a_community("Open", audience=Community.Audience.PUBLIC)
    client.force_login(a_colleague())

    assert "new-file" not in library(client, open_yard).content.decode()
    assert sent(client, open_yard, SimpleUploadedFile("a.txt", b"a")).status_code == 403


def test_folders_sorts_and_people_narrow_the_list(client, yard, member):
    describe(a_file(name="pump.txt", in_=yard, by=member), name="pump.txt", topics=["Pumps"], actor=member)
    a_file(name="sheet.csv", in_=yard, by=a_member(of=yard))
    client.force_login(member)

    whole = library(client, yard).content.decode()
    by_topic = library(client, yard, topic="pumps").content.decode()
    by_sort = library(client, yard, family="sheet").content.decode()
    by_person = library(client, yard, person=member.handle).content.decode()

    assert 'href="?topic=pumps"' in whole
    for page, here, gone in (
        (by_topic, "pump.txt", "sheet.csv"),
        (by_sort, "sheet.csv", "pump.txt"),
        (by_person, "pump.txt", "sheet.csv"),
    ):
        assert here in page
        assert gone not in page


def test_topics_and_people_of_files_one_does_not_see_are_not_named(client, yard, lead, member):
    secret = a_file(name="secret.txt", in_=yard, by=lead)
    describe(secret, name="secret.txt", topics=["Mergers"], actor=lead)
    Entry.objects.filter(pk=secret.entry_id).update(audience=Entry.Audience.CORE)
    a_file(name="open.txt", in_=yard, by=member)
    client.force_login(member)

    assert "Mergers" not in library(client, yard).content.decode()


@pytest.mark.parametrize(
    ("sort", "order"),
    [("name", ["A.txt", "b.txt", "c.txt"]), ("size", ["c.txt", "b.txt", "A.txt"]),
     ("newest", ["A.txt", "c.txt", "b.txt"])],
)  # fmt: skip
def test_the_list_is_ordered_as_asked_page_after_page(yard, member, sort, order):
    for name, content in (("b.txt", b"22"), ("c.txt", b"333"), ("A.txt", b"1")):
        a_file(name=name, in_=yard, by=member, content=content)

    found, before = [], ""
    for _page in range(3):
        files, before = queries.library(yard, seen_by=member, sort=sort, before=before, limit=1)
        found += [file.name for file in files]

    assert found == order
    assert not before


def test_several_files_come_at_once_and_those_that_did_are_named_when_one_fails(client, yard, member):
    client.force_login(member)
    address = reverse("files:upload", args=[yard.slug])
    pair = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"")]

    answer = client.post(address, {"file": pair}, headers={"accept": "text/html"})

    assert answer.status_code == 422
    assert "a.txt is here now. This file is empty." in answer.content.decode()
    assert StoredFile.objects.count() == 1


def test_members_see_how_full_it_is_and_administrators_all_of_it(client, yard, member):
    a_file(in_=yard, by=member, content=b"x" * 2048)
    client.force_login(member)
    assert "2.0\xa0KB of 20.0\xa0GB used" in library(client, yard).content.decode()
    assert client.get(reverse("files:room")).status_code == 403

    client.force_login(a_colleague(is_administrator=True))

    assert "2.0\xa0KB" in client.get(reverse("files:room")).content.decode()


def test_an_upload_that_stopped_is_shown_to_its_person_and_can_be_cancelled(client, yard, member):
    upload = begin(community=yard, name="big.mp4", size=10_000_000, actor=member)
    client.force_login(a_member(of=yard))
    assert "big.mp4" not in library(client, yard).content.decode()
    assert client.post(reverse("files:cancel", args=[upload.uid])).status_code == 404
    client.force_login(member)
    assert "big.mp4" in library(client, yard).content.decode()

    client.post(reverse("files:cancel", args=[upload.uid]))

    assert "big.mp4" not in library(client, yard).content.decode()


def test_the_list_asks_a_bounded_number_of_questions(client, yard, member, django_assert_max_num_queries):
    for number in range(12):
        stored = a_file(name=f"{number}.txt", in_=yard, by=a_member(of=yard), content=str(number).encode())
        describe(stored, name=stored.name, topics=[f"t{number}", "all"], actor=member)
    client.force_login(member)

    with django_assert_max_num_queries(18):
        library(client, yard)


def test_every_part_of_the_library_that_an_upload_shows_anew_is_on_the_page(client, yard, member):
    for name in ("a.txt", "b.pdf"):
        a_file(name=name, in_=yard, by=member)
    client.force_login(member)
    page = library(client, yard).content.decode()
    named = page.partition('data-refresh="')[2].partition('"')[0].split()
    assert len(named) == 4
    assert [one for one in named if f'id="{one.removeprefix("#")}"' not in page] == []
