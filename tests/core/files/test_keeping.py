"""What is kept of a file that could do harm: itself, and a sentence for whoever brings it."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from practica.core.files.keeping import keep

SVG = b'<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'


def a_bomb(wide: int = 8000) -> bytes:
    out = io.BytesIO()
    Image.new("1", (wide, 6000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "inside",
    [b"<script>alert(1)</script>", b"<svg:script/>", b'<a href="javascript:alert(1)"/>',
     b"<rect onload = 'x()'/>", b"<foreignObject><p/></foreignObject>"],
)  # fmt: skip
def test_a_drawing_that_would_run_something_says_so(inside):
    assert keep(SVG % inside, name="logo.svg").note == "This drawing carries scripts. They do not run here."


def test_a_plain_drawing_says_nothing():
    assert keep(SVG % b"<text>description one=two</text><rect/>", name="logo.svg").note == ""


def test_the_largest_bomb_is_named_as_smaller_ones_are():
    # Beyond twice what may be drawn Pillow refuses to look at the head of it.
    kept = keep(ContentFile(a_bomb(40_000)), name="huge.png")

    assert kept.note == "This picture has too many pixels. It can be downloaded."


def test_a_picture_bomb_is_kept_unopened_as_a_download():
    bomb = a_bomb()

    kept = keep(ContentFile(bomb), name="huge.png")

    assert (kept.media_type, kept.size) == ("application/octet-stream", len(bomb))
    assert kept.note == "This picture has too many pixels. It can be downloaded."
