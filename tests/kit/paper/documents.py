"""Documents to be put on paper."""

from __future__ import annotations

import io

from PIL import Image

from practica.kit.markup import parse
from practica.kit.paper.blocks import Settled, blocks
from practica.kit.paper.document import Chapter, Document, Picture
from practica.kit.ui.cover import contours

WORDS = {"contents": "Contents", "note": "Note", "tip": "Tip", "warning": "Warning"}


def a_document(*bodies: str, title: str = "Choosing a pump seal", place: str = "Reliability") -> Document:
    """One text, or a branch of several, each below the one before it."""
    many = len(bodies) > 1
    chapters = [
        Chapter(
            name=f"p{number}",
            title=title if number == 0 else f"Chapter {number}",
            depth=number,
            blocks=blocks(parse(body), _settled(number, number + 1 if many else 0)),
        )
        for number, body in enumerate(bodies)
    ]
    return Document(
        title=title, place=place, byline="Tomasz Lind", foot="Alder Works", language="en", hue=60,
        contours=contours(place), chapters=chapters, words=WORDS, pictures={"pic": _picture()},
    )  # fmt: skip


def _settled(number: int, shift: int) -> Settled:
    return Settled(
        leads_to=lambda link: {"outside": link.href, "wiki": f"#{link.href}"}.get(link.kind),
        picture=lambda src: "pic" if src == "pic.png" else None,
        passage=lambda target: (None, "A passage you cannot see"),
        named=f"p{number}--",
        shift=shift,
    )


def _picture() -> Picture:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 120, 60)).save(kept, "PNG")
    return Picture(content=kept.getvalue(), media_type="image/png", width=40, height=30)
