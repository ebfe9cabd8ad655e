"""Pictures are written anew: upright, without metadata, within bounds."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from practica.core.files.pictures import MAX_PIXELS, PictureRefused, clean


def _picture(kind: str, size: tuple[int, int] = (40, 20), **values) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **values)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_format_stays_what_it_is(kind: str):
    picture = clean(_picture(kind))
    assert picture.media_type == f"image/{kind.lower()}"
    assert (picture.width, picture.height) == (40, 20)
    assert Image.open(io.BytesIO(picture.content)).format == kind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_and_by_whom_it_was_taken_is_gone(kind: str):
    exif = Image.Exif()
    exif[0x010E] = "canary in the description"
    exif[0x013B] = "canary of the artist"
    content = _picture(kind, exif=exif)
    assert b"canary" in content
    assert b"canary" not in clean(content).content


def test_a_photograph_held_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = clean(_picture("JPEG", exif=exif))
    assert (picture.width, picture.height) == (20, 40)


def test_an_animation_keeps_its_frames_and_their_time():
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=[50, 150, 250])
    moving = Image.open(io.BytesIO(clean(out.getvalue()).content))
    assert moving.n_frames == 3
    times = []
    for number in range(3):
        moving.seek(number)
        times.append(moving.info["duration"])
    assert times == [50, 150, 250]


@pytest.mark.parametrize("content", [b"", b"not a picture", b"<svg onload=alert(1)>", _picture("PNG")[:60]])
def test_what_cannot_be_read_is_refused(content: bytes):
    with pytest.raises(PictureRefused):
        clean(content)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded():
    side = int(MAX_PIXELS**0.5) + 10
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    with pytest.raises(PictureRefused):
        clean(out.getvalue())
