"""The library of a community over HTTP: who sees which files, finding one, adding one."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.files import queries
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
