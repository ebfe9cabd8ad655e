"""Adding a file, its versions, and what comes back: the address stays, nothing that was here is lost."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from practica.core.entries.models import Entry
from practica.core.files.actions import add_version, bring_back, describe, store
from practica.core.files.keeping import Joined, clean_name
from practica.core.files.models import FilePart, StoredFile
from practica.kit.access import Invalid
from tests.builders import a_colleague, a_community, a_file, a_guest, a_member, settle

pytestmark = pytest.mark.django_db


def content_of(kept) -> bytes:
    with default_storage.open(kept.location) as file:
        return file.read()


@pytest.fixture
def yard():
    return a_community("Yard")


@pytest.fixture
def ann(yard):
    return a_member(of=yard)


def test_a_new_version_keeps_the_address_and_what_was_before(yard, ann):
    stored = a_file(in_=yard, by=ann, name="plan.txt", content=b"first")
    address = stored.get_absolute_url()

    now = add_version(stored, b"second", name="plan of May.txt", note="After the meeting", actor=ann)

    assert (now.pk, now.version, now.get_absolute_url()) == (stored.pk, 2, address)
    assert (content_of(now), now.note) == (b"second", "After the meeting")
    former = now.earlier.get()
    assert (former.version, content_of(former), former.uploaded_by) == (1, b"first", ann)


def test_what_is_found_inside_is_that_of_the_current_version(yard, ann):
    stored = a_file(in_=yard, by=ann, content=b"kingfisher")
    settle()
    add_version(stored, b"cormorant", actor=ann)

    assert not FilePart.objects.exists()
    settle()
    assert [part.text for part in FilePart.objects.all()] == ["cormorant"]


def test_an_earlier_version_comes_back_as_a_new_one(yard, ann):
    stored = a_file(in_=yard, by=ann, content=b"first")
    add_version(stored, b"second", actor=ann)

    now = bring_back(stored, 1, actor=ann)

    assert (now.version, content_of(now)) == (3, b"first")
    assert [former.version for former in now.earlier.all()] == [2, 1]
    with pytest.raises(Invalid, match="no such version"):
        bring_back(stored, 7, actor=ann)


def test_another_ending_gives_the_file_that_ending(yard, ann):
    stored = a_file(in_=yard, by=ann, name="costs.csv", content=b"a,b")

    assert add_version(stored, b"x", name="Costs (2).xlsx", actor=ann).name == "costs.xlsx"


def test_the_same_bytes_are_no_new_version(yard, ann):
    stored = a_file(in_=yard, by=ann, content=b"same")

    with pytest.raises(Invalid, match="holds already"):
        add_version(stored, b"same", actor=ann)


def test_members_change_files_guests_change_their_own_and_strangers_none(yard, ann):
    of_guest = a_file(in_=yard, by=a_member(of=yard, role="guest", person=(gwen := a_guest())), content=b"g")
    of_ann = a_file(in_=yard, by=ann, content=b"a")

    add_version(of_ann, b"b", actor=a_member(of=yard))
    add_version(of_guest, b"h", actor=gwen)
    for person in (gwen, a_colleague()):
        with pytest.raises(PermissionDenied):
            add_version(of_ann, b"c", actor=person)
        with pytest.raises(PermissionDenied):
            bring_back(of_ann, 1, actor=person)
        with pytest.raises(PermissionDenied):
            describe(of_ann, name="x", actor=person)


def test_a_file_of_a_page_has_no_versions(yard, ann):
    from tests.builders import a_page

    stored = store(b"x", name="x.txt", community=yard, entry=a_page(in_=yard, by=ann).entry, actor=ann)

    with pytest.raises(PermissionDenied):
        add_version(stored, b"y", actor=ann)


def test_a_file_is_called_and_filed_anew_and_keeps_its_ending(yard, ann):
    stored = a_file(in_=yard, by=ann, name="scan0001.txt")

    describe(stored, name="Pump drawing", summary="From 1998.", topics=["pumps", "Pumps"], actor=ann)

    stored.refresh_from_db()
    entry = Entry.objects.get(pk=stored.entry_id)
    assert (stored.name, entry.title, entry.summary) == ("Pump drawing.txt", "Pump drawing.txt", "From 1998.")
    assert [topic.label for topic in entry.topics.all()] == ["pumps"]


@pytest.mark.parametrize("values", [{"name": " . "}, {"name": "a", "summary": "x" * 301}])
def test_a_name_is_needed_and_a_description_is_short(yard, ann, values):
    with pytest.raises(Invalid):
        describe(a_file(in_=yard, by=ann), **values, actor=ann)


def test_a_file_too_large_or_empty_is_refused_before_it_is_written(yard, ann, settings):
    settings.FILE_MOST_MB = 1
    for content in (b"", b"x" * (1024**2 + 1)):
        with pytest.raises(Invalid):
            store(content, name="a.txt", community=yard, actor=ann)
    assert not StoredFile.objects.exists()


def test_a_page_of_html_called_pdf_is_kept_as_no_pdf(yard, ann):
    stored = a_file(in_=yard, by=ann, name="a.pdf", content=b"<script>alert(1)</script>")

    assert stored.media_type == "application/octet-stream"


def test_pieces_are_read_as_one_and_again_from_the_start():
    places = [
        default_storage.save(f"uploads/test/{n}", ContentFile(text))
        for n, text in enumerate([b"ab", b"", b"c"])
    ]

    joined = Joined(places)

    assert (joined.read(), joined.seek(0), joined.read(2), joined.read()) == (b"abc", 0, b"ab", b"c")
    with pytest.raises(OSError, match="from their start"):
        joined.seek(1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("a\x00b\u202ec.txt", "abc.txt"), ("", "file"),
     (".htaccess", "htaccess"), ("x" * 300 + ".pdf", "x" * 200 + ".pdf")],
)  # fmt: skip
def test_names_lose_their_folders_and_what_cannot_be_seen(given, kept):
    assert clean_name(given) == kept
