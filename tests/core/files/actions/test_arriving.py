"""Uploads in pieces: what was acknowledged is here, the rest comes again, the end asks for right and room."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone

from practica.core.communities.actions import leave
from practica.core.files.actions import arriving
from practica.core.files.models import StoredFile, Upload, UploadPiece
from practica.core.files.space import GB, space_of
from practica.kit.access import Invalid
from tests.builders import a_colleague, a_community, a_file, a_member

pytestmark = pytest.mark.django_db(transaction=True)

CONTENT = bytes(range(256)) * 40


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(arriving, "PIECE", 1000)


@pytest.fixture
def yard():
    return a_community("Yard")


@pytest.fixture
def ann(yard):
    return a_member(of=yard)


def begun(yard, ann, **values):
    return arriving.begin(community=yard, actor=ann, **{"name": "big.bin", "size": len(CONTENT), **values})


def sent(upload, content, *, offset=0, by=None, **values):
    length = values.pop("length", len(content))
    actor = by or upload.person
    return arriving.take(
        upload, io.BytesIO(content).read, offset=offset, length=length, actor=actor, **values
    )


def content_of(kept) -> bytes:
    with default_storage.open(kept.location) as file:
        return file.read()


def lie_in_store(places) -> list[bool]:
    return [default_storage.exists(place) for place in places]


def test_pieces_become_a_file_and_are_not_kept_twice(yard, ann):
    upload = sent(begun(yard, ann), CONTENT[:3500])
    places = list(UploadPiece.objects.values_list("location", flat=True))

    upload = sent(upload, CONTENT[3500:], offset=3500)

    assert (upload.is_done, upload.file.name, content_of(upload.file)) == (True, "big.bin", CONTENT)
    assert upload.file.entry.community == yard
    assert lie_in_store(places) == [False] * 4
    assert not UploadPiece.objects.exists()


def test_what_came_before_the_line_broke_is_kept(yard, ann):
    upload = sent(begun(yard, ann), CONTENT[:2300], length=len(CONTENT))

    assert (upload.offset, upload.is_done) == (2300, False)
    assert sent(upload, CONTENT[2300:], offset=2300).is_done


def test_a_line_that_breaks_with_an_error_is_no_error_of_ours(yard, ann):
    chunks = [CONTENT[:700]]

    def read(size):
        if chunks:
            return chunks.pop()
        raise OSError("gone")

    upload = arriving.take(begun(yard, ann), read, offset=0, length=5000, actor=ann)

    assert upload.offset == 700


@pytest.mark.parametrize("offset", [0, 999, 1001, len(CONTENT)])
def test_bytes_that_do_not_follow_are_not_taken(yard, ann, offset):
    upload = sent(begun(yard, ann), CONTENT[:1000])

    with pytest.raises(arriving.OutOfStep):
        sent(upload, CONTENT[offset : offset + 10], offset=offset)
    assert Upload.objects.get().offset == 1000


def test_of_two_who_send_the_same_bytes_at_once_one_is_out_of_step(yard, ann):
    upload = begun(yard, ann)
    other = Upload.objects.get()
    sent(upload, CONTENT[:1000])

    with pytest.raises(arriving.OutOfStep):
        sent(other, CONTENT[:1000])
    assert lie_in_store(UploadPiece.objects.values_list("location", flat=True)) == [True]
    assert len(default_storage.listdir(f"uploads/{upload.uid}")[1]) == 1


def test_bytes_damaged_on_their_way_are_not_kept(yard, ann):
    upload, right = begun(yard, ann), hashlib.sha256(CONTENT[:2500]).digest()

    with pytest.raises(arriving.Damaged):
        sent(upload, CONTENT[:2499] + b"!", checksum=arriving.Checksum("sha256", right))
    assert Upload.objects.get().offset == 0
    assert sent(upload, CONTENT[:2500], checksum=arriving.Checksum("sha256", right)).offset == 2500


def test_a_version_arrives_in_pieces_too(yard, ann):
    stored = a_file(in_=yard, by=ann, name="plan.bin", content=b"first")

    sent(begun(yard, ann, file=stored, note="Longer"), CONTENT)

    stored.refresh_from_db()
    assert (stored.version, stored.note, content_of(stored)) == (2, "Longer", CONTENT)


def test_who_lost_the_right_on_the_way_adds_nothing_and_the_room_is_free_again(yard, ann):
    upload = sent(begun(yard, ann), CONTENT[:5000])
    leave(yard, actor=ann)
    upload.person = type(ann).objects.get(pk=ann.pk)

    with pytest.raises(PermissionDenied):
        sent(upload, CONTENT[5000:], offset=5000)
    assert not StoredFile.objects.exists()
    assert not Upload.objects.exists()
    assert space_of(yard).used == 0


def test_room_is_set_aside_when_an_upload_begins(yard, ann, settings):
    settings.FILES_COMMUNITY_GB = 15_000 / GB
    begun(yard, ann)

    with pytest.raises(Invalid, match="have no room"):
        begun(yard, ann)


def test_where_the_room_went_meanwhile_the_end_says_so(yard, ann, settings):
    upload = sent(begun(yard, ann), CONTENT[:5000])
    settings.FILES_COMMUNITY_GB = 1000 / GB

    with pytest.raises(Invalid, match="have no room"):
        sent(upload, CONTENT[5000:], offset=5000)
    assert not StoredFile.objects.exists()


def test_only_members_begin_and_only_so_many_at_once(yard, ann, monkeypatch):
    monkeypatch.setattr(arriving, "MOST_AT_ONCE", 2)
    with pytest.raises(PermissionDenied):
        begun(yard, a_colleague())
    begun(yard, ann)
    begun(yard, ann)
    with pytest.raises(Invalid, match="2 of your uploads"):
        begun(yard, ann)


@pytest.mark.parametrize("size", [0, 600 * 1024**2])
def test_nothing_empty_or_too_large_begins(yard, ann, size):
    with pytest.raises(Invalid):
        begun(yard, ann, size=size)


def test_an_upload_belongs_to_who_began_it(yard, ann):
    with pytest.raises(PermissionDenied):
        sent(begun(yard, ann), CONTENT, by=a_member(of=yard))


def test_what_stood_still_for_too_long_goes_with_its_bytes(yard, ann):
    upload = sent(begun(yard, ann), CONTENT[:2000])
    places = list(UploadPiece.objects.values_list("location", flat=True))
    assert arriving.forget_expired() == 0

    Upload.objects.filter(pk=upload.pk).update(expires=timezone.now() - dt.timedelta(seconds=1))

    assert arriving.forget_expired() == 1
    assert not Upload.objects.exists()
    assert lie_in_store(places) == [False, False]


def test_cancelling_gives_the_room_back_and_leaves_what_it_became(yard, ann):
    arriving.cancel(sent(begun(yard, ann), CONTENT[:2000]), actor=ann)
    assert space_of(yard).used == 0

    arriving.cancel(sent(begun(yard, ann), CONTENT), actor=ann)

    assert StoredFile.objects.count() == 1
