"""A list of resources: each line for itself, faults named, the same list twice adds nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from practica.content.library.lists import MOST_LINES, read_list
from practica.content.library.models import Resource
from practica.core.communities.models import Community
from practica.kit.access import Invalid
from tests.builders import a_colleague, a_community, a_guest, a_member

pytestmark = pytest.mark.django_db

LIST = """Title;URL;Type;Author;Year;Used for;Topics
Handbook;pumps.example;Book;Ann;1998;For newcomers;pumps; seals
"Course, short";https://a.example/c;course;;;;
;https://b.example/;;;;;
Bad;javascript:alert(1);;;;;
Old;;book;;12;;
Cave;;cave;;;;
;;;;;;
Again;https://a.example/c;;;;;
"""


@pytest.fixture
def yard():
    return a_community("Yard", audience=Community.Audience.MEMBERS)


@pytest.fixture
def ann(yard, client):
    person = a_member(of=yard)
    client.force_login(person)
    return person


def sent(client, yard, content, name="list.csv"):
    upload = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(reverse("library:bring", args=[yard.slug]), {"file": upload})


def test_each_line_stands_for_itself_and_the_same_list_again_adds_nothing(client, yard, ann):
    first = sent(client, yard, LIST)
    again = sent(client, yard, LIST)

    assert set(Resource.objects.values_list("entry__title", "form")) == {
        ("Handbook", "book"),
        ("Course, short", "course"),
    }
    brought = first.context["brought"]
    assert (brought.added, brought.known) == (2, 1)
    assert [number for number, _title, _why in brought.refused] == [4, 5, 6, 7]
    assert (again.context["brought"].added, again.context["brought"].known) == (0, 3)


@pytest.mark.parametrize(
    "content",
    [b"", b"no,column\n1,2", b"title\n", b"title\n" + b"x\n" * (MOST_LINES + 1), b"x" * (1024 * 1024 + 1)],
)
def test_what_is_no_list_is_refused_with_a_sentence(client, yard, ann, content):
    answer = sent(client, yard, content)

    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not Resource.objects.exists()


@pytest.mark.parametrize(
    "content", ["title,author\nÜbung,Jörg".encode("cp1252"), "\ufefftitle\tauthor\nÜbung\tJörg".encode()]
)
def test_lists_of_other_programs_are_read(content):
    line = read_list(content)[0]

    assert line.said is not None
    assert (line.said.title, line.said.made_by) == ("Übung", "Jörg")


def test_a_thousand_columns_and_a_ragged_line_are_read_and_a_cut_quote_is_no_fault():
    wide = ",".join(["title", *(f"c{number}" for number in range(1000))])

    assert [line.title for line in read_list(f'{wide}\na\nb,1,2\n"c'.encode())] == ["a", "b", "c"]
    with pytest.raises(Invalid):
        read_list(b"title\n" + b'"' + b"x" * 200_000)


def test_strangers_and_guests_bring_nothing(client, yard, ann):
    for person, status in ((None, 404), (a_guest(), 404), (a_colleague(), 404)):
        stranger = Client()
        if person:
            stranger.force_login(person)
        assert sent(stranger, yard, LIST).status_code == status
    guest = Client()
    guest.force_login(a_member(of=yard, role="guest", person=a_guest()))
    assert sent(guest, yard, LIST).status_code == 403
