"""Bodies too long for one page, cut at their headings into pages below it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from practica.interfaces.transfer.readers import anchors
from practica.interfaces.transfer.readers.budget import KB, say_bytes
from practica.interfaces.transfer.readers.markdown_source import Draft, with_reasons
from practica.interfaces.transfer.readers.reasons import ItemRefused, because

# Links grow when they are rewritten, so a body is cut a little below what a page holds.
LIMIT = 100 * KB
_ROOM = 4 * KB
MOST_PARTS = 500


def parts(draft: Draft, limit: int = LIMIT) -> list[Draft]:
    """``draft``, or a first page and those below it. Raises `ItemRefused` when it cannot be cut."""
    bound = max(limit - _ROOM, limit // 2)
    if _size(draft.body) <= bound:
        return [draft]
    pieces = list(islice(_cut(draft.title, draft.body, bound, limit), MOST_PARTS + 1))
    if len(pieces) > MOST_PARTS:
        raise ItemRefused(because("failed.too-many-parts", limit=say_bytes(limit), most=MOST_PARTS))
    loss = because("lossy.split", limit=say_bytes(limit), count=len(pieces))
    waiting = list(draft.outline)
    done: list[Draft] = []
    for number, (title, body) in enumerate(pieces):
        # The heading a piece was cut at became its title: links to that heading lead to the top of the piece.
        own = next((heading for heading in waiting if number and heading.text == title), None)
        if own:
            waiting.remove(own)
        names = _names(body, draft, own.anchor if own else None)
        outline = tuple(anchors.outline(body))
        done.append(
            with_reasons(replace(draft, title=title[:300], body=body, names=names, outline=outline), loss)
        )
    return done


def _cut(title: str, body: str, bound: int, limit: int) -> Iterator[tuple[str, str]]:
    """The pieces of ``body``: what stands before the first heading cut at, then one for each heading."""
    if _size(body) <= bound:
        yield title, body
        return
    headings = [heading for heading in anchors.outline(body) if not heading.is_nested]
    levels = sorted({heading.level for heading in headings})
    # A single heading at the top is a title, not a place to cut, unless nothing else is there.
    level = next(
        (one for one in levels if sum(h.level == one for h in headings) > 1), levels[0] if levels else 0
    )
    cuts = [heading for heading in headings if heading.level <= level]
    if not cuts or (len(cuts) == 1 and cuts[0].line == 0):
        raise ItemRefused(because("failed.too-long", limit=say_bytes(limit)))
    lines = body.split("\n")
    yield from _cut_or_keep(title, "\n".join(lines[: cuts[0].line]), bound, limit)
    for number, heading in enumerate(cuts):
        end = cuts[number + 1].line if number + 1 < len(cuts) else len(lines)
        is_underlined = not lines[heading.line].lstrip().startswith("#")
        inner = "\n".join(lines[heading.line + (2 if is_underlined else 1) : end]).strip("\n") + "\n"
        yield from _cut(heading.text or f"{title} ({number + 1})", inner, bound, limit)


def _cut_or_keep(title: str, body: str, bound: int, limit: int) -> Iterator[tuple[str, str]]:
    """The first piece stays even when it is empty: it is the page the others hang below."""
    if body.strip():
        yield from _cut(title, body.strip("\n") + "\n", bound, limit)
    else:
        yield title, ""


def _names(body: str, whole: Draft, own: str | None) -> tuple[tuple[str, str], ...]:
    """What the headings of this piece are called: by themselves, and by the page it was cut from."""
    here = {heading.anchor for heading in anchors.outline(body)}
    names = {name: anchor for name, anchor in whole.names if anchor in here}
    return tuple((names | {name: "" for name, anchor in whole.names if anchor == own}).items())


def _size(body: str) -> int:
    return len(body.encode("utf-8", "surrogatepass"))
