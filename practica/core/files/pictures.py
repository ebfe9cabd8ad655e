"""Pictures made safe: decoded within bounds, written anew without metadata."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 40_000_000
MAX_FRAMES = 300
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}


class PictureRefused(ValueError):
    """Not a picture we can show; ``str()`` is a sentence."""


@dataclass(frozen=True)
class Picture:
    """A picture as it will be kept: bytes, media type, size in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def clean(content: bytes) -> Picture:
    """Re-encode ``content`` in its own format without metadata, upright.

    Raises PictureRefused for bytes that are no JPEG, PNG, GIF or WebP, that are broken, or that would
    decode to more than 40 million pixels.
    """
    # Here, as below: no start should wait for what few requests need.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as image:
            frames = getattr(image, "n_frames", 1)
            if image.width * image.height * min(frames, MAX_FRAMES) > MAX_PIXELS * (4 if frames > 1 else 1):
                raise PictureRefused(_("This picture has too many pixels."))
            return _rewrite(image, frames)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ) as problem:
        if isinstance(problem, PictureRefused):
            raise
        if isinstance(problem, Image.DecompressionBombError):
            raise PictureRefused(_("This picture has too many pixels.")) from problem
        raise PictureRefused(_("This is not a picture we can read.")) from problem


def shrunk(content: bytes, *, width: int, height: int) -> Picture:
    """``content`` as one still WebP picture at most ``width`` × ``height``, upright, without metadata.

    Raises PictureRefused as :func:`clean` does.
    """
    from PIL import Image, ImageOps

    made = clean(content)
    with Image.open(io.BytesIO(made.content)) as image:
        small = ImageOps.exif_transpose(image)
        small = small.convert("RGBA" if "A" in small.getbands() or "transparency" in small.info else "RGB")
        small.thumbnail((width, height))
        out = io.BytesIO()
        small.save(out, "WEBP", quality=82)
    return Picture(out.getvalue(), FORMATS["WEBP"], *small.size)


def _rewrite(image: Image.Image, frames: int) -> Picture:
    from PIL import ImageOps

    out, name = io.BytesIO(), str(image.format)
    if frames > 1 and name in ("GIF", "WEBP"):
        durations = [frame.info.get("duration", 100) for frame in _frames(image)]
        # One frame at a time: a long animation would not fit into memory.
        moving = _frames(image)
        next(moving).save(out, name, save_all=True, append_images=moving, loop=0, duration=durations)
        return Picture(out.getvalue(), FORMATS[name], *image.size)
    # In place: a second copy of a large picture would be a hundred megabytes.
    ImageOps.exif_transpose(image, in_place=True)
    upright = image
    if name == "JPEG":
        if upright.mode not in ("RGB", "L"):
            upright = upright.convert("RGB")
        # Optimising holds the whole picture a second time: only where that is little.
        small = upright.width * upright.height < 8_000_000
        upright.save(out, "JPEG", quality=88, optimize=small, icc_profile=image.info.get("icc_profile"))
    elif name == "PNG":
        upright.save(out, "PNG", icc_profile=image.info.get("icc_profile"))
    else:
        upright.save(out, name)
    return Picture(out.getvalue(), FORMATS[name], *upright.size)


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    """The frames of an animation, one after the other, as many as we keep."""
    from PIL import ImageSequence

    return (frame.copy() for frame in islice(ImageSequence.Iterator(image), MAX_FRAMES))
