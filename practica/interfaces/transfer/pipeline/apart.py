"""Rendering one body in a process of its own: knows the parser and nothing of Django, database or files."""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from practica.kit import markup

_NAMED = re.compile(r"^/(?:e|c/[\w-]+/[\w-]+|files)/(?:[^/?#]*-)?([2-9a-z]{12})(?=[/?#]|$)")
_UID = re.compile(r"(?:-|/)([2-9a-z]{12})(?=[/?#)\s>\"'\]]|$)", re.MULTILINE)
_FILE = re.compile(r"/files/([2-9a-z]{12})/")
# The renderer alone takes about 60 MB; the rest is room for what a hostile text may grow to.
MEMORY = 1024**3


@dataclass(frozen=True)
class Order:
    """A body to render. ``known`` says of uids what stands there: ``page``, or ``file`` with its size in
    pixels; ``broken`` are addresses whose heading is missing."""

    body: str
    words: Mapping[str, str]
    known: Mapping[str, tuple[str, int | None, int | None]]
    site: str
    broken: frozenset[str] = frozenset()


@dataclass
class Piece:
    """What came of it. ``problem`` is ``slow``, ``renderer``, or a sentence (with ``values``) of the parser.

    ``links`` are (kind, href, anchor, is_broken). ``asks`` is True when the text links to something that only
    the database knows, so that it has to be read again there.
    """

    html: str = ""
    outline: list[dict[str, Any]] = field(default_factory=list)
    words: int = 0
    summary: str = ""
    links: list[tuple[str, str, str, bool]] = field(default_factory=list)
    asks: bool = False
    problem: str = ""
    values: dict[str, Any] = field(default_factory=dict)


class TooSlow(Exception):
    """The time for one body is over."""


def uids_in(body: str) -> set[str]:
    """What may be uids among the addresses of ``body``."""
    return set(_UID.findall(body)) | uids_of_files(body)


def uids_of_files(body: str) -> set[str]:
    """The uids of files that ``body`` shows or links to."""
    return set(_FILE.findall(body))


def prepare(seconds: int) -> None:
    """Bound this process before its first body: in time, in memory, and by the life of its parent."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, _time_is_over)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # A body may take its seconds; one that does not even let the alarm through ends the process.
    resource.setrlimit(resource.RLIMIT_CPU, (3600, 3600))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    global _seconds
    _seconds = seconds


_seconds = 0


def _end_with_parent() -> None:
    """A worker that is killed cannot end its processes, and these would wait for bodies for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _time_is_over(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def render(order: Order) -> Piece:
    """Render within the time given to :func:`prepare`. Raises nothing."""
    if _seconds:
        signal.setitimer(signal.ITIMER_REAL, _seconds)
    try:
        return _rendered(order)
    except markup.BodyRefused as refused:
        return Piece(problem=refused.message, values=dict(refused.values))
    except TooSlow:
        return Piece(problem="slow")
    except (RecursionError, MemoryError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return Piece(problem="renderer")
    finally:
        if _seconds:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _rendered(order: Order) -> Piece:
    tree = markup.parse(order.body)
    headings = markup.outline(tree)
    piece = Piece()
    own = {heading.id for heading in headings}
    targets: dict[tuple[str, str], markup.Target | None] = {}
    for link in dict.fromkeys(markup.links(tree)):
        targets[link.kind, link.href] = _follow(link, order, own, piece)
    if piece.asks:
        return piece
    piece.html = markup.to_html(
        tree, links=lambda link: targets.get((link.kind, link.href)), words=order.words, headings=headings
    )
    piece.outline = [{"level": one.level, "id": one.id, "text": one.text} for one in headings]
    piece.words, piece.summary = markup.count_words(tree), markup.summary(tree)
    return piece


def _follow(link: markup.Link, order: Order, own: set[str], piece: Piece) -> markup.Target | None:
    """Where ``link`` leads, as ``content.pages.links`` would say; what needs the database is left."""
    if link.kind == "anchor":
        broken = markup.anchor_of(link.href) not in own and link.href != "#"
        piece.links.append(("anchor", link.href, link.fragment, broken))
        return None
    if link.kind in ("wiki", "mention") or link.href.startswith(order.site + "/"):
        piece.asks = True
        return None
    if link.kind == "outside":
        return None
    if named := _NAMED.match(link.href):
        return _to_known(link, named[1], order, piece)
    if link.href.startswith("/"):
        return None
    piece.links.append((link.kind, link.href, "", True))
    return markup.Target("", missing=True)


def _to_known(link: markup.Link, uid: str, order: Order, piece: Piece) -> markup.Target | None:
    if uid not in order.known:
        piece.asks = True
        return None
    kind, width, height = order.known[uid]
    anchor = markup.anchor_of(link.fragment) if link.fragment and kind == "page" else ""
    piece.links.append((kind, link.href, anchor, link.href in order.broken))
    return markup.Target(link.href, width=width, height=height)
