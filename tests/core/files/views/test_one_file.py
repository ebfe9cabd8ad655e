"""The page of a file: what is shown of it, its versions, its name and topics, the bin with undo."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.files.actions import add_version, describe
from practica.core.files.models import StoredFile
from tests.builders import a_colleague, a_community, a_file, a_guest, a_member, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard():
    return a_community("Yard", audience=Community.Audience.MEMBERS)


@pytest.fixture
def ann(yard, client):
    person = a_member(of=yard)
    client.force_login(person)
    return person


def page_of(client, stored) -> str:
    return client.get(stored.entry.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("a.svg", b"<svg/>", "<img src="),
        ("a.pdf", b"%PDF-1.4", '<iframe class="preview pdf"'),
        ("a.mp3", b"ID3", "<audio "),
        ("a.mp4", b"....ftyp", "<video "),
        ("a.csv", "Site;Cost\nÅbo;3".encode(), "<bdi>Åbo</bdi></td>"),
        ("a.md", b"Use **two** passes.", "<strong>two</strong>"),
        ("a.py", b"x = '```'", "```"),
        ("a.txt", "Grüße".encode("utf-16"), "Grüße"),
        ("a.txt", "Grüße".encode("cp1252"), "Grüße"),
    ],
)
def test_a_file_is_shown_in_its_page(client, yard, ann, name, content, shown):
    assert shown in page_of(client, a_file(in_=yard, by=ann, name=name, content=content))


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt", "a.csv", "a.svg", "a.js", "a.xml"])
def test_nothing_in_a_file_becomes_a_part_of_our_page(client, yard, ann, name):
    evil = b"<script>alert(7)</script>\n```\n<img src=x onerror=alert(7)>\n````\n<b onclick=alert(7)>x</b>,"
    page = page_of(client, a_file(in_=yard, by=ann, name=name, content=evil))

    assert "<script>alert(7)" not in page
    assert "<img src=x" not in page
    assert "<b onclick" not in page


def test_of_a_long_text_the_beginning_is_shown(client, yard, ann):
    page = page_of(client, a_file(in_=yard, by=ann, name="a.log", content=b"line\n" * 20_000))

    assert "Only its beginning is shown" in page
    assert len(page) < 120_000


def test_of_a_wide_and_long_table_a_corner_is_shown(client, yard, ann):
    rows = "\n".join(",".join(f"c{column}r{row}" for column in range(60)) for row in range(150))
    page = page_of(client, a_file(in_=yard, by=ann, name="a.csv", content=rows.encode()))

    assert "c29r0<" in page
    assert "c30r0<" not in page
    assert "c0r100<" not in page
    assert "Only its beginning is shown" in page


def test_the_text_inside_goes_on_where_it_stopped(client, yard, ann):
    text = "\n".join(f"word{number}" for number in range(50 * 31))
    stored = a_file(in_=yard, by=ann, name="a.docx", content=b"x")
    settle()
    from practica.core.files.actions import keep_text
    from practica.core.files.extract import Extract, Part

    parts = tuple(Part(line, f"heading {number}") for number, line in enumerate(text.split("\n")[:40]))
    keep_text(stored, Extract(parts, ""))

    first = page_of(client, stored)
    rest = client.get(stored.entry.get_absolute_url(), {"from": "30"}).content.decode()

    assert 'id="part-29"' in first
    assert 'id="part-30"' not in first
    assert "?from=30#part-30" in first
    assert 'id="part-39"' in rest


def test_what_could_not_be_read_is_said(client, yard, ann):
    stored = a_file(in_=yard, by=ann, name="a.png", content=b"no picture")

    assert "It can be downloaded." in page_of(client, stored)


def test_the_same_bytes_elsewhere_are_named_to_those_who_see_them(client, yard, ann):
    a_file(in_=yard, by=ann, name="first.txt", content=b"same")
    closed = a_community("Closed", audience=Community.Audience.MEMBERS)
    a_file(in_=closed, by=a_member(of=closed), name="secret.txt", content=b"same")
    quiet = a_community("Quiet", is_listed=False)
    a_file(in_=quiet, by=a_member(of=quiet), name="tucked.txt", content=b"same")

    page = page_of(client, a_file(in_=yard, by=ann, name="second.txt", content=b"same"))

    assert "first.txt" in page
    assert "secret.txt" not in page
    assert "tucked.txt" not in page


def test_a_new_version_is_sent_and_an_old_one_brought_back(client, yard, ann):
    stored = a_file(in_=yard, by=ann, content=b"first")

    sent = {"file": SimpleUploadedFile("other.txt", b"second"), "note": "Shorter"}
    answer = client.post(stored.address("add_version"), sent)
    assert answer.status_code == 302
    page = page_of(client, stored)
    assert "Shorter" in page
    client.post(stored.address("restore", 1))

    stored.refresh_from_db()
    assert (stored.version, stored.note) == (3, "Version 1 again")


@pytest.mark.parametrize(
    "upload", [None, SimpleUploadedFile("a.txt", b""), SimpleUploadedFile("a.txt", b"first")]
)
def test_a_version_that_cannot_be_taken_comes_back_with_a_sentence_and_its_note(client, yard, ann, upload):
    stored = a_file(in_=yard, by=ann, content=b"first")

    answer = client.post(
        stored.address("add_version"), {"note": "Kept words", **({"file": upload} if upload else {})}
    )

    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert "Kept words" in answer.content.decode()


def test_name_and_topics_are_changed_and_faults_keep_what_was_typed(client, yard, ann):
    stored = a_file(in_=yard, by=ann, name="scan.txt")

    wrong = client.post(stored.address("edit"), {"name": "...", "summary": "A drawing", "topics": "pumps"})
    right = client.post(
        stored.address("edit"), {"name": "Drawing", "summary": "A drawing", "topics": "pumps, seals"}
    )

    assert wrong.status_code == 422
    assert "A drawing" in wrong.content.decode()
    assert right.status_code == 302
    assert "Drawing.txt" in client.get(right.headers["Location"], follow=True).content.decode()


def test_a_deleted_file_can_be_brought_back_from_the_list(client, yard, ann):
    stored = a_file(in_=yard, by=ann)

    answer = client.post(stored.address("delete"))
    page = client.get(answer.headers["Location"]).content.decode()
    assert "is in the bin for 30 days" in page
    assert client.get(stored.get_absolute_url()).status_code == 404
    client.post(stored.address("bring_back"))

    assert Entry.objects.get(pk=stored.entry_id).state == Entry.State.PUBLISHED


def test_strangers_reach_nothing_of_a_file_and_guests_change_nothing_of_others(client, yard, ann):
    stored = a_file(in_=yard, by=ann)
    add_version(stored, b"second", actor=ann)
    gets = [stored.entry.get_absolute_url(), stored.address("edit")]
    posts = [
        stored.address("edit"),
        stored.address("add_version"),
        stored.address("restore", 1),
        stored.address("delete"),
        stored.address("bring_back"),
    ]
    for person in (None, a_guest(), a_colleague()):
        stranger = Client()
        if person:
            stranger.force_login(person)
        assert {stranger.get(one).status_code for one in gets} == {404}
        assert {stranger.post(one).status_code for one in posts} == {404}
    guest = Client()
    guest.force_login(a_member(of=yard, role="guest", person=a_guest()))
    assert guest.get(gets[0]).status_code == 200
    assert "New version" not in guest.get(gets[0]).content.decode()
    assert [guest.post(one).status_code for one in posts] == [403, 403, 403, 403, 404]
    assert StoredFile.objects.get().version == 2


def test_the_page_of_a_file_asks_a_bounded_number_of_questions(
    client, yard, ann, django_assert_max_num_queries
):
    stored = a_file(in_=yard, by=ann, name="a.txt", content=b"0")
    for number in range(1, 8):
        add_version(stored, str(number).encode(), actor=ann)
    describe(stored, name="a.txt", topics=["one", "two", "three"], actor=ann)
    settle()

    with django_assert_max_num_queries(13):
        assert client.get(stored.entry.get_absolute_url()).status_code in (200, 302)
