"""A document as PDF, set by Typst in a process of its own with bounds on time, memory and size.

The template is ours and never changes; what people wrote goes beside it as JSON. So no text can become
source, whatever it holds, and the process reaches nothing but its own folder.
"""

from __future__ import annotations

import json
import os
import re
import subprocess  # noqa: S404 - our own interpreter and module; nothing a person wrote is an argument
import sys
import tempfile
from collections.abc import Iterator
from colorsys import hls_to_rgb
from pathlib import Path
from typing import Any, Final

from practica.kit.paper.document import Block, Document

_HERE: Final = Path(__file__).resolve().parent
_ROOT: Final = _HERE.parents[2]
#: Seconds of processor time a single text may take, and a branch.
ONE, BRANCH = 20, 120
_MEMORY: Final = 1536 * 1024**2
_LARGEST: Final = 200 * 1024**2
_ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
# A word longer than this may break anywhere, or it would run off the paper.
_LONG: Final = re.compile(r"\S{40,}")
_PIECE: Final = re.compile(r"\S{20}")
#: Typst gives up after eighty calls inside each other; a box takes three.
DEEPEST: Final = 14
_HOLDERS: Final = frozenset({"quote", "callout", "toggle", "passage"})
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{2}))?")


class PaperFailed(Exception):
    """The document could not be set; the message is a sentence for the person, in English."""


def write_pdf(document: Document, *, paper: str = "a4", seconds: int = 0) -> bytes:
    """The PDF of ``document``. ``paper`` is a size Typst knows. Raises PaperFailed when it takes more than
    ``seconds`` of processor time or more memory than there may be."""
    return _set(document, "pdf", paper=paper, seconds=seconds)[0]


def write_pngs(document: Document, *, paper: str = "a4", seconds: int = 0) -> list[bytes]:
    """As :func:`write_pdf`, a picture a page: for looking at, and for tests."""
    return _set(document, "png", paper=paper, seconds=seconds)


def _set(document: Document, format: str, *, paper: str, seconds: int) -> list[bytes]:
    seconds = seconds or (BRANCH if document.is_branch else ONE)
    with tempfile.TemporaryDirectory(prefix="practica-paper-") as folder:
        place = Path(folder)
        _lay_out(document, place, paper)
        try:
            bounds = [str(seconds), str(_MEMORY), str(_LARGEST)]
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-I", "-c", _START, str(place), format, *bounds],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
                timeout=seconds * 2, env={"LC_ALL": "C.UTF-8", "PATH": os.defpath, "HOME": folder},
            )  # fmt: skip
        except subprocess.TimeoutExpired as slow:
            raise PaperFailed(_TOO_LARGE) from slow
        made = sorted(place.glob(f"out*.{format}"), key=lambda path: (len(path.name), path.name))
        if done.returncode or not made:
            problem = done.stderr.decode("utf-8", "replace")[-2000:]
            raise PaperFailed(_TOO_LARGE) from RuntimeError(problem)
        return [path.read_bytes() for path in made]


_TOO_LARGE = "This could not be put on paper: it is too large or takes too long. Try a smaller branch."
# ``-I`` keeps the working folder and the environment out of the import path; ours is put back by hand.
_START = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from practica.kit.paper.apart import main; main()"


def _lay_out(document: Document, place: Path, paper: str) -> None:
    """Everything the setting needs, in one folder."""
    (place / "paper.typ").write_bytes((_HERE / "paper.typ").read_bytes())
    thin, main = document.contours
    (place / "cover.svg").write_text(_COVER % (_colour(document.hue), thin, main), encoding="utf-8")
    pictures: dict[str, dict[str, Any]] = {}
    for number, (name, picture) in enumerate(document.pictures.items()):
        path = f"picture-{number}.{_ENDINGS[picture.media_type]}"
        (place / path).write_bytes(picture.content)
        pictures[name] = {"path": path, "width": picture.width, "height": picture.height}
    data = _breakable(_as_data(document, paper, pictures))
    (place / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _as_data(document: Document, paper: str, pictures: dict[str, dict[str, Any]]) -> dict[str, Any]:
    language, names = _LANGUAGE.match(document.language), set(_names(document))
    return {
        "title": document.title,
        "short": document.title[:70],
        "place": document.place,
        "byline": document.byline,
        "foot": document.foot,
        "lang": language[1] if language else "en",
        "region": (language[2] or "").upper() or None if language else None,
        "hue": document.hue,
        "paper": paper,
        "branch": document.is_branch,
        "quiet_pages": 1,
        "words": dict(document.words),
        "pictures": pictures,
        "chapters": [
            {
                "name": chapter.name,
                "title": chapter.title,
                "depth": chapter.depth,
                "byline": chapter.byline,
                "blocks": _known_links(_flat(chapter.blocks, DEEPEST), names),
            }
            for chapter in document.chapters
        ],
    }


def _names(document: Document) -> Iterator[str]:
    """Every place in the document a link may lead to."""
    waiting: list[Any] = []
    for chapter in document.chapters:
        yield chapter.name
        waiting.append(chapter.blocks)
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.get("t") == "heading" and one["name"]:
                yield one["name"]
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _known_links(value: Any, names: set[str]) -> Any:
    """Links within the document that lead to nothing lead nowhere: Typst would refuse the whole of it."""
    if isinstance(value, dict):
        made = {key: _known_links(one, names) for key, one in value.items()}
        href = made.get("href")
        if isinstance(href, str) and href.startswith("#") and href[1:] not in names:
            made["href"] = None
        return made
    if isinstance(value, list):
        return [_known_links(one, names) for one in value]
    return value


def _flat(blocks: list[Block], left: int) -> list[Block]:
    """``blocks`` with nothing nested deeper than Typst can follow: what is deeper leaves its box."""
    flat: list[Block] = []
    for block in blocks:
        inside = _held(block)
        if inside is None:
            flat.append(block)
        elif left <= 0:
            flat += [one for held in inside for one in _flat(held, 0)]
        elif "items" in block:
            items = [{**item, "c": _flat(item["c"], left - 1)} for item in block["items"]]
            flat.append({**block, "items": items})
        else:
            flat.append({**block, "c": _flat(block["c"], left - 1)})
    return flat


def _held(block: Block) -> list[list[Block]] | None:
    if "items" in block:
        return [item["c"] for item in block["items"]]
    return [block["c"]] if block["t"] in _HOLDERS and block["c"] is not None else None


def _breakable(value: Any) -> Any:
    """The data with places to break in words that are wider than paper."""
    if isinstance(value, dict):
        return {
            key: one if key in ("href", "path", "name") else _breakable(one) for key, one in value.items()
        }
    if isinstance(value, list):
        return [_breakable(one) for one in value]
    if isinstance(value, str):
        return _LONG.sub(lambda word: _PIECE.sub("\\g<0>\u200b", word[0]), value)
    return value


def _colour(hue: int) -> str:
    """The colour of a cover's lines, in the sRGB that every reader of SVG knows."""
    red, green, blue = (round(255 * part) for part in hls_to_rgb(hue % 360 / 360, 0.62, 0.42))
    return f"#{red:02x}{green:02x}{blue:02x}"


_COVER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 220" preserveAspectRatio="xMidYMid slice" '
    'fill="none" stroke="%s"><path stroke-width="1" stroke-opacity=".5" d="%s"/>'
    '<path stroke-width="1.6" stroke-opacity=".85" d="%s"/></svg>'
)
